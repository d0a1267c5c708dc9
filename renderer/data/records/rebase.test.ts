import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import { fieldAt, fieldChanges, withField } from '../../../shared/actions/field-changes.ts';
import type { ChangeEntry } from '../../../shared/domain/change.ts';
import { canonicalJson } from '../../../shared/lib/canonical-json.ts';
import { seededRandom, type Random } from '../../../shared/lib/random.ts';
import { actorOf, anId, aUlid, aUser, GRID, OTHER_GRID } from '../../../shared/testing/builders.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import { before, isCreation, rebase, withoutEntries } from './rebase.ts';
import { sourceChanges } from './sources.ts';

const worker = aUser('gridWorker');
const at = '2026-11-20T01:00:00.000Z';
const aPerson = (changes: object = {}): AnyRecord => ({
  _id: anId('person'),
  type: 'person',
  scope: GRID,
  schema: CURRENT_FORM,
  provenance: { createdAt: at, createdBy: 'x', createdDevice: 'T', source: '走访' },
  name: '严立诚',
  state: 'effective',
  ...changes,
});
const entryOf = (was: AnyRecord | null, is: AnyRecord): ChangeEntry => {
  const id = aUlid();
  const head = { id, act: 'edit', by: actorOf(worker), device: 'T', at, clock: 'trusted' as const, source: '走访' };
  const sources = [...sourceChanges(was, is)];
  return { ...head, batch: id, fields: [...fieldChanges(was, is)], ...(sources.length === 0 ? {} : { sources }) };
};
/** A chain of edits, each made upon the one before. */
function chain(base: AnyRecord, ...steps: readonly object[]): { ours: AnyRecord; entries: ChangeEntry[] } {
  const entries: ChangeEntry[] = [];
  let ours = base;
  for (const step of steps) {
    const next = { ...ours, ...step };
    entries.push(entryOf(ours, next));
    ours = next;
  }
  return { ours, entries };
}
const tag = (code: string, until = '2027-01-01') => ({ code, source: '走访', since: '2026-01-01', until });

describe('unsent edits upon what the server holds now', () => {
  const base = aPerson({ workplace: '船厂', resident: { registeredAddress: '甲' } });

  it('stand where only we changed, give way where both did, and leave what only they changed', () => {
    const { ours, entries } = chain(base, { workplace: '码头', occupation: '钳工' });
    const master = { ...base, workplace: '学校', education: '20' };
    const { document, entries: after } = rebase(master, entries, ours);
    expect(document).toEqual({ ...base, workplace: '学校', education: '20', occupation: '钳工' });
    expect(after).toMatchObject([
      { fields: [{ field: 'occupation', to: '钳工' }], lost: [{ field: 'workplace', from: '船厂', to: '码头' }] },
    ]);
  });

  it('know the fields of a group apart', () => {
    const { ours, entries } = chain(base, { resident: { registeredAddress: '甲', registeredCode: '310115' } });
    const master = { ...base, resident: { registeredAddress: '乙' } };
    expect(rebase(master, entries, ours).document['resident']).toEqual({
      registeredAddress: '乙',
      registeredCode: '310115',
    });
  });

  it('take a home with its grid, or leave both', () => {
    const { ours, entries } = chain(base, { homeRoom: 'room:a', scope: OTHER_GRID, note: '搬了' });
    const { document, entries: after } = rebase({ ...base, homeRoom: 'room:b' }, entries, ours);
    expect(document).toMatchObject({ homeRoom: 'room:b', scope: GRID, note: '搬了' });
    expect(after[0]?.lost?.map(({ field }) => field)).toEqual(['homeRoom', 'scope']);
  });

  it('merge tags by code and telephones by number', () => {
    const start = { ...base, tags: [tag('a'), tag('b')], phones: [{ number: '1' }] };
    const { ours, entries } = chain(start, {
      tags: [tag('a', '2028-01-01'), tag('b'), tag('c')],
      phones: [{ number: '1' }, { number: '2' }],
    });
    const master = { ...start, tags: [tag('a'), tag('d')], phones: [{ number: '1', note: '家' }] };
    const { document, entries: after } = rebase(master, entries, ours);
    expect(document['tags']).toEqual([tag('a', '2028-01-01'), tag('d'), tag('c')]);
    expect(document['phones']).toEqual([{ number: '1', note: '家' }, { number: '2' }]);
    expect(after[0]).not.toHaveProperty('lost');
    // Made upon the merged lists now: the same again changes nothing, and what they take away later stays away.
    const later = { ...document, tags: [tag('a', '2028-01-01'), tag('c')] };
    expect(rebase(later, after, document).document['tags']).toEqual([tag('a', '2028-01-01'), tag('c')]);
  });

  it('keep an item of ours that gave way', () => {
    const start = { ...base, tags: [tag('a')] };
    const { ours, entries } = chain(start, { tags: [tag('a', '2028-01-01')] });
    const master = { ...start, tags: [tag('a', '2029-01-01')] };
    const { document, entries: after } = rebase(master, entries, ours);
    expect(document['tags']).toEqual(master.tags);
    expect(after[0]).toMatchObject({
      fields: [],
      lost: [{ field: 'tags', from: [tag('a')], to: [tag('a', '2028-01-01')] }],
    });
  });

  it('have a source beside the value that stands', () => {
    const source = (name: string, day: string) => ({ source: name, at: `2026-11-${day}T00:00:00.000Z`, by: 'x' });
    const start = { ...base, sources: { workplace: source('导入', '01') } };
    const { ours, entries } = chain(start, {
      workplace: '码头',
      occupation: '钳工',
      sources: { workplace: source('走访', '19'), occupation: source('走访', '19') },
    });
    const master = { ...start, workplace: '学校', sources: { workplace: source('公安', '18') } };
    expect(rebase(master, entries, ours).document['sources']).toEqual({
      workplace: source('公安', '18'),
      occupation: source('走访', '19'),
    });
  });
});

describe('an edit that falls out', () => {
  it('takes its values along, and what was written after it stands upon what was before it', () => {
    const base = aPerson({ workplace: '船厂', tags: [tag('a')] });
    const { ours, entries } = chain(
      base,
      { workplace: '码头', tags: [tag('a'), tag('b')], note: '甲' },
      { workplace: '学校', tags: [tag('a'), tag('b', '2030-01-01'), tag('c')] },
    );
    const [first] = entries;
    const kept = withoutEntries(entries, ({ id }) => id === first?.id);
    const { document, entries: after } = rebase(base, kept, ours);
    expect(document).toEqual({ ...base, workplace: '学校', tags: [tag('a'), tag('b', '2030-01-01'), tag('c')] });
    expect(after[0]).not.toHaveProperty('lost');
  });

  it('is told as the making of a record by the place it gives it', () => {
    const person = aPerson();
    expect(isCreation(entryOf(null, person))).toBe(true);
    expect(isCreation(entryOf(person, { ...person, scope: OTHER_GRID }))).toBe(false);
  });
});

/** Records, edits and colleagues by chance. */
const FIELDS = ['workplace', 'occupation', 'note', 'resident.registeredAddress', 'resident.registeredCode', 'homeRoom'];
const LISTS = { tags: 'code', phones: 'number' } as const;
type Item = Readonly<Record<string, string>>;

function drawnEdit(random: Random, record: AnyRecord, who: string, count: number): AnyRecord {
  let next = record;
  for (let nth = 0; nth < 1 + random() * 3; nth += 1) {
    const field = FIELDS[Math.floor(random() * FIELDS.length)] ?? 'note';
    const value = random() < 0.2 ? undefined : random() < 0.3 ? '同样的' : `${who}${count}.${nth}`;
    next = withField(next, field, value);
  }
  for (const [list, key] of Object.entries(LISTS)) {
    if (random() < 0.5) continue;
    const items = ((next[list] ?? []) as readonly Item[]).filter(() => random() < 0.8);
    const name = `${Math.floor(random() * 5)}`;
    const fresh = { [key]: name, note: `${who}${count}` };
    next = withField(next, list, [...items.filter((item) => item[key] !== name), fresh]);
  }
  return next;
}
const itemsOf = (value: unknown): readonly string[] =>
  ((value ?? []) as readonly Item[]).map((item) => canonicalJson(item));

describe('whatever two people write', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('no value vanishes from the record and its history (%i)', (seed) => {
    const random = seededRandom(seed);
    for (let round = 0; round < 150; round += 1) {
      const base = drawnEdit(random, aPerson(), '原', 0);
      const entries: ChangeEntry[] = [];
      let ours = base;
      for (let count = 0; count < 1 + random() * 3; count += 1) {
        const next = drawnEdit(random, ours, '我', count);
        entries.push(entryOf(ours, next));
        ours = next;
      }
      let waiting: readonly ChangeEntry[] = entries;
      let master = base;
      // Outrun more than once before it is taken.
      for (let race = 0; race < 1 + random() * 3; race += 1) {
        const theirs = drawnEdit(random, master, '她', race);
        const { document, entries: after } = rebase(theirs, waiting, ours);
        const history = after.flatMap(({ fields, lost = [] }) => [...fields, ...lost]);
        for (const { field, to } of entries.flatMap((entry) => entry.fields)) {
          const values = [
            fieldAt(document, field),
            ...history.filter((one) => one.field === field).map((one) => one.to),
          ];
          if (!(field in LISTS)) {
            expect([field, values.map((one) => canonicalJson(one)).includes(canonicalJson(to))]).toEqual([field, true]);
            continue;
          }
          const kept = new Set(values.flatMap(itemsOf));
          const own = itemsOf(to).filter((item) => item.includes('我'));
          for (const item of own) expect([field, item, kept.has(item)]).toEqual([field, item, true]);
        }
        for (const { field, to } of fieldChanges(master, theirs)) {
          const touched = waiting.some(({ fields }) => fields.some((one) => one.field === field));
          if (field in LISTS) {
            const fresh = itemsOf(to).filter((item) => item.includes(`她${race}`));
            const there = itemsOf(document[field]);
            const ourFinal = itemsOf(ours[field]);
            // Only an item that we took away, or wrote just so, may be missing; and theirs is in the history by the server's line.
            for (const item of fresh)
              expect([field, there.includes(item) || ourFinal.includes(item)]).toEqual([field, true]);
          } else if (!touched) expect(canonicalJson(fieldAt(document, field))).toBe(canonicalJson(to));
        }
        // The edits now say what they do: from the server's state to the record, and back.
        expect(
          before(
            document,
            after.map((one) => ({ ...one, fields: [...one.fields] })),
          ),
        ).toEqual(rebase(theirs, [], theirs).document);
        [waiting, ours, master] = [after, document, theirs];
      }
    }
  });
});
