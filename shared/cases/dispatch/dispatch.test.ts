import { describe, expect, it } from 'vitest';
import { catalogSchema, type CatalogDocument, type DispatchRuleEntry } from '../../domain/catalog.ts';
import { aCase, aFinding, anId, STREET } from '../../testing/builders.ts';
import { logOf, WAY_TO, type Told } from '../../testing/lifecycle.ts';
import { workCalendar } from '../deadline/calendar.ts';
import { foldLog, projectFold } from '../fold.ts';
import { mergeLogs } from '../merge.ts';
import { shelfOf } from '../shelf.ts';
import { withWhatIsDue } from '../timers.ts';
import { rowFor } from './dispatch-rules.ts';
import { dryRun } from './dry-run.ts';
import { proposalOn } from './proposal-on.ts';
import { templatesFor, templatesOf } from './templates.ts';

const { category, place } = aFinding();
const { name: _name, ...key } = category;
const ofClass = { ...key, code: key.code.slice(0, 2) };
const to = (department: string, more: Partial<DispatchRuleEntry> = {}): DispatchRuleEntry => ({
  grade: 'general',
  department: `dept:${department}`,
  ...more,
});
const row = (rows: readonly DispatchRuleEntry[], at: string): string | undefined =>
  rowFor(rows, { category, place }, at, workCalendar([]))?.department;

const head = {
  type: 'catalog',
  scope: STREET,
  schema: 1,
  provenance: { createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'x', createdDevice: 'x', source: 'x' },
  validFrom: '2026-07-01',
};
const table = (fields: Readonly<Record<string, unknown>>): CatalogDocument =>
  catalogSchema.parse({ _id: anId('catalog'), ...head, ...fields });
const rules = table({ kind: 'caseRules', name: '办理规则', version: 2, entries: [], autoDispatchMinutes: 30 });
const departments = table({
  kind: 'departments',
  name: '部门',
  version: 1,
  entries: [{ key: 'dept:roads', name: '养护所', duties: [] }],
});
const dispatching = (version: number, ...entries: readonly DispatchRuleEntry[]): CatalogDocument =>
  table({ kind: 'dispatchRules', name: '派遣规则', version, entries });
const shelf = shelfOf([rules, departments, dispatching(3, to('roads'))]);
/** As the centre holds it, kept by version 2. */
const opened = (acts: readonly Told[], { of } = shelf) => {
  const log = logOf(acts).map((entry, at) => ({
    ...entry,
    stamp: { seq: at + 1, at: entry.at },
    ...(at === 0 ? { rules: 2 } : {}),
  }));
  return { ...aCase(log), ...projectFold(foldLog(log, of)), log };
};

describe('the row that counts', () => {
  const MONDAY_NOON = '2026-11-16T04:00:00Z';
  const SUNDAY_NIGHT = '2026-11-15T15:00:00Z';
  it('is the narrowest that holds: category, then area, then hours, then days', () => {
    const rows = [
      to('all'),
      to('class', { category: ofClass }),
      to('own', { category: key }),
      to('here', { category: key, area: place.gridCode.slice(0, 12) }),
      to('elsewhere', { category: key, area: '310115999' }),
      to('night', { category: key, area: place.gridCode.slice(0, 12), from: '22:00', to: '06:00' }),
    ];
    const upTo = (count: number, at = MONDAY_NOON): string | undefined => row(rows.slice(0, count), at);
    expect([1, 2, 3, 4, 5, 6].map((count) => upTo(count))).toEqual([
      'dept:all',
      'dept:class',
      'dept:own',
      'dept:here',
      'dept:here',
      'dept:here',
    ]);
    expect(upTo(6, SUNDAY_NIGHT)).toBe('dept:night');
  });
  it('goes by the hours of Shanghai, over midnight, their end not among them, and by the days of the calendar', () => {
    const night = [to('day'), to('night', { from: '22:00', to: '06:00' })];
    expect(
      ['2026-11-16T13:59:59Z', '2026-11-16T14:00:00Z', '2026-11-16T21:59:59Z', '2026-11-16T22:00:00Z'].map((at) =>
        row(night, at),
      ),
    ).toEqual(['dept:day', 'dept:night', 'dept:night', 'dept:day']);
    const days = [to('week', { days: 'workdays' }), to('rest', { days: 'restDays' })];
    expect([row(days, MONDAY_NOON), row(days, SUNDAY_NIGHT)]).toEqual(['dept:week', 'dept:rest']);
  });
});

describe('a general case', () => {
  const waiting = opened(WAY_TO.pendingDispatch);
  const at = Date.parse(waiting.wakeAt ?? '');
  it('goes by the rule when a dispatcher has had his time for it, once, whoever writes it', () => {
    expect(at - Date.parse(waiting.log.at(-1)?.at ?? '')).toBe(30 * 60_000);
    expect(withWhatIsDue(waiting, at - 1, shelf.of)).toBeNull();
    const [one, other] = [0, 40_000].map((ms) => withWhatIsDue(waiting, at + ms, shelf.of));
    expect([one?.state, one?.department, one?.log.at(-1)?.data]).toEqual([
      'pendingSign',
      'dept:roads',
      { department: 'dept:roads', departmentName: '养护所', rule: '其余类别', version: 3 },
    ]);
    const merged = mergeLogs(one?.log ?? [], other?.log ?? []);
    expect([merged.length, mergeLogs(other?.log ?? [], one?.log ?? [])]).toEqual([waiting.log.length + 1, merged]);
    expect(one === null || one === undefined ? null : withWhatIsDue(one, at + 9_000_000, shelf.of)).toBeNull();
  });
  it('goes one way even where one server has not got the newest table', () => {
    const newer = shelfOf([rules, departments, dispatching(3, to('roads')), dispatching(4, to('water'))]);
    const one = withWhatIsDue(waiting, at, shelf.of)?.log ?? [];
    const other = withWhatIsDue(waiting, at + 1, newer.of)?.log ?? [];
    const [merged, turned] = [mergeLogs(one, other), mergeLogs(other, one)];
    expect([merged, merged.length]).toEqual([turned, waiting.log.length + 2]);
    const fold = foldLog(merged, shelf.of);
    expect([fold.context.departments, fold.refused.size]).toEqual([['dept:roads'], 1]);
  });
  it.each([
    [
      'under the rules of before',
      { ...waiting, log: waiting.log.map(({ rules: _own, ...entry }) => entry) },
      9_000_000,
    ],
    ['once it came back', opened([...WAY_TO.pendingDispatch, 'dispatch', 'returnToDispatch']), 9_000_000],
    [
      'while a dispatcher has it for himself',
      opened([...WAY_TO.pendingDispatch, { act: 'claim', by: 'dispatcher' }]),
      0,
    ],
  ] as const)('waits for a person %s', (_why, document, laterMs) => {
    expect(withWhatIsDue(document, at + laterMs, shelf.of)?.state ?? 'pendingDispatch').toBe('pendingDispatch');
  });
  it('is proposed all the same once it came back, and waits where the rule is for another grade', () => {
    const back = opened([...WAY_TO.pendingDispatch, 'dispatch', 'returnToDispatch']);
    expect(proposalOn(foldLog(back.log, shelf.of))).toMatchObject({
      proposal: { department: 'dept:roads' },
      automaticAt: null,
    });
    const hard = shelfOf([rules, departments, dispatching(3, { grade: 'hard' })]);
    expect([
      proposalOn(foldLog(waiting.log, hard.of))?.proposal.grade,
      opened(WAY_TO.pendingDispatch, hard).wakeAt,
    ]).toEqual(['hard', undefined]);
  });
});

describe('a dry run', () => {
  const handled = opened(WAY_TO.closed);
  const joint = opened(WAY_TO.joint);
  const waiting = opened(WAY_TO.pendingDispatch);
  const returned = opened([...WAY_TO.pendingDispatch, 'dispatch', 'returnToDispatch', 'dispatch', 'sign']);
  const never = opened(WAY_TO.rejected);
  const cases = [handled, joint, waiting, returned, never];
  const dayMs = Date.parse('2026-11-01T00:00:00+08:00');
  const run = (rows: readonly DispatchRuleEntry[], fromMs = dayMs - 400 * 86_400_000) =>
    dryRun(cases, {
      rows,
      partsOf: (name) => (name === 'two' ? ['dept:roads', 'dept:green'] : undefined),
      rulebooks: shelf.of,
      fromMs,
      untilMs: dayMs + 400 * 86_400_000,
    });
  const ids = (list: readonly { readonly id: string }[]): readonly string[] => list.map(({ id }) => id);
  const ofOpened = ids([handled, joint, waiting, returned].map(({ _id: id }) => ({ id })));

  it('puts every opened case into one pile, and says where it had gone elsewhere', () => {
    const good = run([to('roads')]);
    expect([ids(good.all), ids(good.general), ids(good.differs), ids(good.spared)]).toEqual([
      ofOpened,
      ofOpened,
      [joint._id],
      [returned._id],
    ]);
    const other = run([to('water')]);
    expect(ids(other.differs)).toEqual([handled._id, joint._id, returned._id]);
    const template = run([{ grade: 'template', template: 'two' }]);
    expect([ids(template.template), ids(template.differs)]).toEqual([ofOpened, [handled._id, returned._id]]);
    const hard = run([{ grade: 'hard', department: 'dept:green' }]);
    expect(ids(hard.differs)).toEqual([handled._id, joint._id, returned._id]);
    expect([ids(run([]).none), run([]).differs]).toEqual([ofOpened, []]);
  });
  it('asks only for what was opened in the time', () => {
    expect(run([to('roads')], dayMs + 300 * 86_400_000).all).toEqual([]);
  });
});

const NAMES = new Map([['dept:roads', '养护所']]);
const part = (template: string, department: string, more: object = {}) => ({ template, department, ...more });
const TEMPLATE_TABLE = {
  entries: [
    { key: 'tpl-own', name: '垃圾一件事', categories: [category] },
    { key: 'tpl-named', name: '规则点名的' },
    { key: 'tpl-half', name: '只有一份', categories: [category] },
    { key: 'tpl-two', name: '两个主办', categories: [category] },
    { key: 'tpl-idle', name: '主办可不等', categories: [category] },
  ],
  parts: [
    part('tpl-own', 'dept:green', { isOptional: true, limit: { amount: 1, unit: 'urgentHour' } as const }),
    part('tpl-own', 'dept:roads', { isLead: true, what: '清运' }),
    ...['dept:roads', 'dept:green'].map((key) => part('tpl-named', key, { isLead: key === 'dept:roads' })),
    part('tpl-half', 'dept:roads', { isLead: true }),
    ...['dept:roads', 'dept:green'].map((key) => part('tpl-two', key, { isLead: true })),
    ...['dept:roads', 'dept:green'].map((key) =>
      part('tpl-idle', key, { isLead: key === 'dept:roads', isOptional: true }),
    ),
  ],
};

describe('templates', () => {
  it('are those that could be sent as they stand, who leads first', () => {
    const templates = templatesOf([TEMPLATE_TABLE], NAMES);
    expect(templates.map(({ key }) => key)).toEqual(['tpl-own', 'tpl-named']);
    expect(templates[0]?.parts).toEqual([
      { key: 'dept:roads', name: '养护所', isLead: true, isRequired: true, what: '清运' },
      {
        ...{ key: 'dept:green', name: 'dept:green', isLead: false, isRequired: false },
        limit: { amount: 1, unit: 'urgentHour' },
      },
    ]);
  });

  it('are offered for their category, that of the dispatch rules first', () => {
    const templates = templatesOf([TEMPLATE_TABLE], NAMES);
    const keys = (...asked: Parameters<typeof templatesFor>) => templatesFor(...asked).map(({ key }) => key);
    const proposal = { grade: 'template', template: 'tpl-named', version: 1, rule: '' } as const;
    expect([keys(templates, category, null), keys(templates, category, proposal)]).toEqual([
      ['tpl-own'],
      ['tpl-named', 'tpl-own'],
    ]);
    expect(keys(templates, { ...category, code: '09001' }, null)).toEqual([]);
  });

  it('give each part a limit of its own where they say so, and the standard to the others', () => {
    const [template] = templatesOf([TEMPLATE_TABLE], NAMES);
    const data = { parts: template?.parts, templateName: template?.name };
    const { parts, log } = aCase(logOf([...WAY_TO.pendingDispatch, { act: 'dispatchJointly', data }]));
    const [lead, other] = parts ?? [];
    const fromMs = Date.parse(log.at(-1)?.at ?? '');
    expect(Date.parse(other?.dueAt ?? '') - fromMs).toBe(3_600_000);
    expect(Date.parse(lead?.dueAt ?? '')).toBeGreaterThan(fromMs + 3_600_000);
    expect([lead?.what, other?.isRequired]).toEqual(['清运', false]);
  });
});
