import { describe, expect, it } from 'vitest';
import type { SharedFilterDocument } from '../domain/shared-filter.ts';
import { CLERK, STREET_CLERK, actor } from '../testing/small-street.ts';
import { apply } from './apply.ts';
import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { invert } from './invert.ts';
import { renameFilter, shareFilter, withdrawFilter, type ShareFilterInput } from './shared-filters.ts';

const zheng = actor(STREET_CLERK);
const input: ShareFilterInput = {
  list: 'cases',
  name: '退回两次的井盖',
  where: [
    { field: 'queue', op: 'in', values: ['returned-twice'] },
    { field: 'category', op: 'in', values: ['供水井盖'] },
  ],
  sort: { by: 'due.dueAt', down: true },
};
const colleague: ActionContext = {
  ...actor(STREET_CLERK, {}, 5),
  by: { ...zheng.by, id: 'staff:01JD0000000000000000000009', name: '潘其' },
};

const made = (result: ActionResult): SharedFilterDocument => {
  if (!result.ok) throw new Error(result.reason.code);
  const [edit] = result.value.edits;
  return edit?.after as unknown as SharedFilterDocument;
};
const codeOf = (result: ActionResult): string => (result.ok ? 'ok' : result.reason.code);
const shared = made(shareFilter([], input, zheng));
const here = [shared as unknown as AnyRecord];

describe('a filter that is shared', () => {
  it('lies at the place of its author’s post, with his name, conditions and order', () => {
    const { where, sort } = input;
    expect(shared).toMatchObject({
      scope: STREET_CLERK.scope,
      name: '退回两次的井盖',
      where,
      sort,
      state: 'effective',
    });
    expect(shared.sharedBy).toEqual({ id: zheng.by.id, name: zheng.by.name, post: STREET_CLERK });
  });

  it.each<readonly [string, Partial<ShareFilterInput>]>([
    ['name', { name: '  ' }],
    ['name-too-long', { name: '长'.repeat(31) }],
    ['no-conditions', { where: [] }],
    ['too-many', { where: Array.from({ length: 41 }, () => ({ field: 'urgent', op: 'filled' }) as const) }],
    ['names-somebody', { where: [{ field: 'reporter.name', op: 'in', values: ['严立诚'] }] }],
    ['names-somebody', { where: [{ field: 'category', op: 'contains', text: '严立诚' }] }],
  ])('is refused for %s, in words', (code, changes) => {
    const result = shareFilter([], { ...input, ...changes }, zheng);
    expect(codeOf(result)).toBe(code);
    if (!result.ok) for (const words of [result.reason.why, result.reason.fix]) expect(words).toMatch(/^[^a-z]+。$/);
  });

  it('takes no name that is taken at its place, and any that is taken elsewhere or no more', () => {
    const again = { ...input, name: ' 退回两次的井盖 ' };
    const taken = shareFilter(here, again, colleague);
    expect(taken).toMatchObject({ ok: false, reason: { code: 'name-taken' } });
    if (!taken.ok) expect(taken.reason.why).toContain(zheng.by.name);
    expect(codeOf(shareFilter(here, again, actor(CLERK)))).toBe('ok');
    const withdrawn = made(withdrawFilter(here, { filter: shared._id }, zheng)) as unknown as AnyRecord;
    expect(codeOf(shareFilter([withdrawn], again, colleague))).toBe('ok');
  });

  it('is renamed, but not to a name that another one has', () => {
    const other = made(shareFilter(here, { ...input, name: '超期的' }, colleague)) as unknown as AnyRecord;
    const rename = (name: string): ActionResult =>
      renameFilter([...here, other], { filter: shared._id, name }, colleague);
    expect(made(rename('井盖'))).toMatchObject({ _id: shared._id, name: '井盖', where: input.where });
    expect([rename('超期的'), rename(''), rename(shared.name)].map(codeOf)).toEqual(['name-taken', 'name', 'nothing']);
  });

  it('is withdrawn once, and is back when that is taken back', () => {
    const withdrawal = withdrawFilter(here, { filter: shared._id }, zheng);
    expect(made(withdrawal)).toMatchObject({ state: 'void', name: shared.name });
    const gone = [made(withdrawal) as unknown as AnyRecord];
    expect(codeOf(withdrawFilter(gone, { filter: shared._id }, colleague))).toBe('withdrawn');
    expect(codeOf(renameFilter(gone, { filter: shared._id, name: '别的' }, colleague))).toBe('withdrawn');
    expect(codeOf(withdrawFilter([], { filter: shared._id }, zheng))).toBe('not-here');
    if (!withdrawal.ok) return;
    const back = apply(new Map(gone.map((one) => [one._id, one])), invert(withdrawal.value));
    expect(back.get(shared._id)).toMatchObject({ state: 'effective', name: shared.name });
  });
});
