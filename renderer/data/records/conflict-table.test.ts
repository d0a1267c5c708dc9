import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import { fieldAt, fieldChanges } from '../../../shared/actions/field-changes.ts';
import type { ChangeEntry } from '../../../shared/domain/change.ts';
import { canonicalJson } from '../../../shared/lib/canonical-json.ts';
import { actorOf, aUlid, aUser, GRID, OTHER_GRID } from '../../../shared/testing/builders.ts';
import { disputedUnits } from './disputes.ts';
import { rebase } from './rebase.ts';
import { insisted } from './say-again.ts';

const by = actorOf(aUser('gridWorker'));
const base: AnyRecord = {
  ...{ _id: 'person:1', type: 'person', scope: GRID, state: 'effective', workplace: '船厂' },
  provenance: { createdAt: '2026-11-20T01:00:00.000Z', createdBy: 'x', createdDevice: 'T', source: '走访' },
  phones: [{ number: '1' }],
  tags: [{ code: 'a', until: '2027' }],
  place: { point: [1, 1], address: '甲' },
  homeRoom: 'room:a',
};
const entryOf = (was: AnyRecord, is: AnyRecord): ChangeEntry => ({
  ...{ id: aUlid(), act: 'edit', by, device: 'T', at: '2026-11-20T01:00:00.000Z', clock: 'trusted', source: '走访' },
  ...{ batch: aUlid(), fields: [...fieldChanges(was, is)] },
});
const merged = (theirs: object, ours: object) => {
  const mine = { ...base, ...ours };
  const { document, entries } = rebase({ ...base, ...theirs }, [entryOf(base, mine)], mine);
  return { document, entry: entries[0] };
};
const tag = (code: string, until: string) => ({ code, until });

interface Row {
  readonly when: string;
  readonly theirs: object;
  readonly ours: object;
  /** What stands afterwards. */
  readonly stands: object;
  /** What waits on the 冲突台, by unit. */
  readonly waits?: readonly string[];
}

/** The conflict table (DESIGN §5 point 8). Races over the wire stand in sync-server/test/client. */
const TABLE: readonly Row[] = [
  {
    when: 'other fields',
    ...{ theirs: { education: '20' }, ours: { note: '我' }, stands: { education: '20', note: '我' } },
  },
  {
    when: 'the same field',
    theirs: { workplace: '学校' },
    ours: { workplace: '码头' },
    stands: { workplace: '学校' },
    waits: ['workplace'],
  },
  {
    when: 'the same field, the same value',
    theirs: { workplace: '学校' },
    ours: { workplace: '学校' },
    stands: { workplace: '学校' },
  },
  {
    when: 'ours takes away what they changed',
    theirs: { workplace: '学校' },
    ours: { workplace: undefined },
    stands: { workplace: '学校' },
    waits: ['workplace'],
  },
  {
    when: 'they take away what we changed',
    theirs: { workplace: undefined },
    ours: { workplace: '码头' },
    stands: { workplace: undefined },
    waits: ['workplace'],
  },
  {
    when: 'they void what we edit',
    theirs: { state: 'void' },
    ours: { note: '我' },
    stands: { state: 'void', note: '我' },
  },
  {
    when: 'we void what they edit',
    theirs: { note: '她' },
    ours: { state: 'void' },
    stands: { state: 'void', note: '她' },
  },
  {
    when: 'a telephone each',
    ...{ theirs: { phones: [{ number: '1' }, { number: '2' }] }, ours: { phones: [{ number: '1' }, { number: '3' }] } },
    stands: { phones: [{ number: '1' }, { number: '2' }, { number: '3' }] },
  },
  {
    when: 'the same telephone typed over',
    ...{
      theirs: { phones: [{ number: '2' }] },
      ours: { phones: [{ number: '3' }] },
      stands: { phones: [{ number: '2' }] },
    },
    waits: ['phones'],
  },
  {
    when: 'one tag renewed by both',
    ...{
      theirs: { tags: [tag('a', '2028')] },
      ours: { tags: [tag('a', '2029')] },
      stands: { tags: [tag('a', '2028')] },
    },
    waits: ['tags'],
  },
  {
    when: 'a tag renewed that the other removed',
    ...{ theirs: { tags: [] }, ours: { tags: [tag('a', '2029')] }, stands: { tags: [] }, waits: ['tags'] },
  },
  {
    when: 'a tag renewed beside a new one',
    ...{ theirs: { tags: [tag('a', '2028')] }, ours: { tags: [tag('a', '2027'), tag('b', '2027')] } },
    stands: { tags: [tag('a', '2028'), tag('b', '2027')] },
  },
  {
    when: 'half of a place each',
    ...{ theirs: { place: { point: [2, 2], address: '甲' } }, ours: { place: { point: [3, 3], address: '乙' } } },
    ...{ stands: { place: { point: [2, 2], address: '甲' } }, waits: ['place'] },
  },
  {
    when: 'two homes',
    ...{ theirs: { homeRoom: 'room:b' }, ours: { homeRoom: 'room:c', scope: OTHER_GRID } },
    ...{ stands: { homeRoom: 'room:b', scope: GRID }, waits: ['home'] },
  },
];

describe('the conflict table', () => {
  it.each(TABLE)('$when', ({ theirs, ours, stands, waits = [] }) => {
    const { document, entry } = merged(theirs, ours);
    for (const [field, value] of Object.entries(stands)) expect([field, document[field]]).toEqual([field, value]);
    expect(disputedUnits(document, entry ?? {}).map(({ key }) => key)).toEqual(waits);
  });

  it('names what colleagues changed beside an edit, and what stood instead of a value that gave way', () => {
    const { entry } = merged({ workplace: '学校', education: '20' }, { workplace: '码头', note: '我' });
    expect(entry).toMatchObject({ beside: ['education'], lost: [{ field: 'workplace', instead: '学校' }] });
  });

  it('said again by an author who insists, what others put into the same list stays', () => {
    const mine = { ...base, tags: [tag('a', '2029')], phones: [{ number: '3' }] };
    const theirs = { ...base, tags: [tag('a', '2028'), tag('b', '2027')], phones: [{ number: '2' }, { number: '9' }] };
    const { entries } = rebase(theirs, [entryOf(base, mine)], mine);
    const [entry] = entries;
    expect(entry && insisted(theirs, entry)).toMatchObject({
      tags: [tag('b', '2027'), tag('a', '2029')],
      phones: [{ number: '9' }, { number: '3' }],
    });
  });
});

const value = fc.constantFrom('一', '二', '三', undefined);
const edit = fc.record({ workplace: value, note: value, education: value, homeRoom: value }, { requiredKeys: [] });

describe('any merge', () => {
  const kept = (record: AnyRecord, entries: readonly ChangeEntry[]): ReadonlySet<string> =>
    new Set(
      [
        ...Object.keys(base).map((field) => ({ field, to: fieldAt(record, field) })),
        ...entries.flatMap(({ fields, lost = [] }) => [...fields, ...lost]),
      ].map(({ field, to }) => `${field} ${canonicalJson(to ?? null)}`),
    );
  /** `first` is taken, then `second` is put upon it. */
  const inTurn = (first: object, second: object) => {
    const taken = { ...base, ...first };
    const mine = { ...base, ...second };
    const { document, entries } = rebase(taken, [entryOf(base, mine)], mine);
    return { document, entries, all: [entryOf(base, taken), ...entries] };
  };

  it('keeps every value that anybody wrote, whoever was first', () => {
    fc.assert(
      fc.property(edit, edit, (one, other) => {
        const [there, back] = [inTurn(one, other), inTurn(other, one)];
        const [first, second] = [kept(there.document, there.all), kept(back.document, back.all)];
        for (const [field, to] of [...Object.entries(one), ...Object.entries(other)]) {
          const written = `${field} ${canonicalJson(to ?? null)}`;
          if (canonicalJson(to ?? null) === canonicalJson(base[field] ?? null)) continue;
          expect([first.has(written), second.has(written), written]).toEqual([true, true, written]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('done twice is done once', () => {
    fc.assert(
      fc.property(edit, edit, (one, other) => {
        const { document, entries } = inTurn(one, other);
        const again = rebase(document, entries, document);
        expect(again.document).toEqual(document);
        expect(again.entries.flatMap(({ lost = [] }) => lost)).toEqual(entries.flatMap(({ lost = [] }) => lost));
      }),
      { numRuns: 150 },
    );
  });
});
