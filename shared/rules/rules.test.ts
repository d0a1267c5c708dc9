import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '../actions/change-set.ts';
import { withField } from '../actions/field-changes.ts';
import { WITH_HISTORY } from '../domain/change.ts';
import { seededRandom } from '../lib/random.ts';
import { aComponent, aHousehold, anEnterprise, aPerson, aBuilding, aRoom, aStay, aTask } from '../testing/a-record.ts';
import { aWorld } from '../testing/a-world.ts';
import { EXAMPLE_TAGS, RULE_EXAMPLES, type RuleExample } from '../testing/rule-examples.ts';
import { introducedBy, issuesAlone, issuesOf } from './find-issues.ts';
import { FIX_KEYS, fixOf } from './fixes.ts';
import type { Issue, World } from './issue.ts';
import { loneWorld } from './lone-world.ts';
import { RULES, ruleNamed, rulesOf } from './registry.ts';

const worldOf = (records: readonly AnyRecord[]): World => aWorld(records, { tags: EXAMPLE_TAGS });
const found = ({ rule, record, among }: RuleExample, world = worldOf([record, ...among])): readonly Issue[] =>
  ruleNamed(rule)?.find(record, world) ?? [];
const FIRING = RULE_EXAMPLES.filter((example) => example.finds > 0);

/** The same data, with fields and entries of lists told in another order. */
function turned<T>(value: T, seed: number): T {
  const chance = seededRandom(seed);
  const shuffled = <V>(list: readonly V[]): V[] =>
    list
      .map((entry) => [chance(), entry] as const)
      .toSorted(([a], [b]) => a - b)
      .map(([, entry]) => entry);
  const walk = (part: unknown): unknown => {
    if (Array.isArray(part)) return shuffled(part.map(walk));
    if (part === null || typeof part !== 'object') return part;
    return Object.fromEntries(shuffled(Object.entries(part)).map(([name, entry]) => [name, walk(entry)]));
  };
  return walk(value) as T;
}

describe('each rule', () => {
  it.each(RULE_EXAMPLES.map((example) => [`${example.rule}: ${example.about}`, example] as const))(
    '%s',
    (_, example) => {
      const issues = found(example);
      expect(issues).toHaveLength(example.finds);
      if (example.finds > 0) expect(issues.map((issue) => issue.words).join('\n')).toContain(example.words);
    },
  );

  it.each(RULES.map((rule) => [rule.name, rule] as const))(
    '%s is tried firing and silent, and has its file',
    (name) => {
      const examples = RULE_EXAMPLES.filter((example) => example.rule === name);
      expect(examples.some((example) => example.finds > 0)).toBe(true);
      expect(examples.some((example) => example.finds === 0)).toBe(true);
      expect(existsSync(new URL(`${name}.ts`, import.meta.url))).toBe(true);
    },
  );

  it('has a name and a title of its own', () => {
    expect(new Set(RULES.map((rule) => rule.name)).size).toBe(RULES.length);
    expect(new Set(RULES.map((rule) => rule.title)).size).toBe(RULES.length);
  });

  it('is silent on void records and on types it does not look at', () => {
    for (const example of FIRING) {
      expect(found({ ...example, record: { ...example.record, state: 'void' } })).toEqual([]);
      const rule = ruleNamed(example.rule);
      for (const type of WITH_HISTORY) {
        if (rule?.of.includes(type) === true) continue;
        expect(found({ ...example, record: { ...example.record, type } })).toEqual([]);
      }
    }
  });

  it('that says it needs no world finds the same without one', () => {
    const alone = loneWorld({ today: '2026-11-20', isDemonstration: false, tags: worldOf([]).tags });
    for (const example of RULE_EXAMPLES) {
      const rule = ruleNamed(example.rule);
      if (rule?.needsWorld === false) expect(rule.find(example.record, alone)).toEqual(found(example));
    }
  });

  it('speaks in whole sentences, to the point', () => {
    for (const example of FIRING) {
      for (const { words, fixes } of found(example)) {
        expect(words).toMatch(/。$/);
        expect(words).not.toMatch(/！|undefined|抱歉|非法/);
        for (const fix of fixes) expect(fix.label).not.toBe('');
      }
    }
  });
});

describe('on equal data', () => {
  it('no rule is both silent and firing: the order of fields, entries and records is nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RULE_EXAMPLES), fc.integer(), (example, seed) => {
        const there = [example.record, ...example.among];
        const again = turned(there, seed);
        const record = again.find((one) => one._id === example.record._id);
        expect(record).toBeDefined();
        if (record === undefined) return;
        expect(issuesOf(record, worldOf(again))).toEqual(issuesOf(example.record, worldOf(there)));
      }),
    );
  });

  it('holds for records mixed of all the examples', () => {
    const persons = RULE_EXAMPLES.filter(({ record }) => record.type === 'person');
    const aMixed = fc.array(fc.constantFrom(...persons), { minLength: 2, maxLength: 5 }).map((examples) => ({
      record: Object.assign({}, ...examples.map((example) => example.record)) as AnyRecord,
      among: [...new Map(examples.flatMap((example) => example.among).map((one) => [one._id, one])).values()],
    }));
    fc.assert(
      fc.property(aMixed, fc.integer(), ({ record, among }, seed) => {
        const issues = issuesOf(record, worldOf([record, ...among]));
        const again = turned([record, ...among], seed);
        expect(issuesOf(turned(record, seed), worldOf(again))).toEqual(issues);
        expect(new Set(issues.map((issue) => issue.id)).size).toBe(issues.length);
        for (const issue of issues) {
          expect(issue.subject).toBe(record._id);
          expect(`${issue.id}/`.startsWith(`${issue.rule}/${record._id}/`)).toBe(true);
        }
      }),
    );
  });

  it('a tag borne twice is one issue, whichever comes first', () => {
    const tags = ['2026-01-01', '2026-02-01'].map((until) => ({
      code: 'aged',
      source: '民政',
      since: '2020-01-01',
      until,
    }));
    const one = issuesOf(aPerson({ tags }), worldOf([]));
    const other = issuesOf(aPerson({ tags: tags.toReversed() }), worldOf([]));
    expect(one.filter((issue) => issue.rule === 'tag-expired')).toHaveLength(1);
    expect(other).toEqual(one);
  });
});

describe('a clean street', () => {
  it('has no issues', () => {
    const records = [aPerson(), aHousehold(), aStay(), aRoom(), aBuilding(), anEnterprise(), aComponent(), aTask()];
    const world = worldOf(records);
    expect(records.flatMap((record) => issuesOf(record, world))).toEqual([]);
  });
});

describe('fixes', () => {
  const offered = FIRING.flatMap((example) =>
    found(example).flatMap((issue) => issue.fixes.map((fix) => ({ example, issue, key: fix.key }))),
  );

  it('are all known, and all of them offered somewhere', () => {
    expect([...new Set(offered.map(({ key }) => key))].toSorted()).toEqual(FIX_KEYS.toSorted());
  });

  it.each(offered.map((one) => [`${one.key} on ${one.example.about}`, one] as const))('%s does something', (_, one) => {
    const { example, issue, key } = one;
    const world = worldOf([example.record, ...example.among]);
    const fix = fixOf(key, issue, example.record, world);
    expect(fix).toBeDefined();
    if (fix?.kind !== 'fields') {
      expect(Object.values(fix?.input ?? {})).not.toContain('');
      return;
    }
    const mended = Object.entries(fix.values).reduce(
      (record, [field, value]) => withField(record, field, value),
      example.record,
    );
    const left = found({ ...example, record: mended });
    expect(left.map(({ id }) => id)).not.toContain(issue.id);
    expect(introducedBy(example.record, mended, world)).toEqual([]);
  });

  it('know the tag, the licence and the stays they are about', () => {
    const fixAt = (rule: string, key: string): unknown => {
      const one = offered.find(({ example, key: offeredKey }) => example.rule === rule && offeredKey === key);
      if (!one) return undefined;
      return fixOf(key, one.issue, one.example.record, worldOf([one.example.record, ...one.example.among]));
    };
    expect(fixAt('tag-expired', 'renewTag')).toEqual({
      kind: 'act',
      act: 'renewTag',
      input: { person: 'person:A', tag: 'aged' },
    });
    expect(fixAt('licence-expired', 'renewLicence')).toEqual({
      kind: 'act',
      act: 'renewLicence',
      input: { enterprise: 'enterprise:E', licence: 'l1' },
    });
    expect(fixAt('dead-with-open-stay', 'endStays')).toEqual({
      kind: 'act',
      act: 'endStay',
      input: { occupancies: ['occupancy:S'], until: '2026-01-01' },
    });
    expect(fixAt('two-persons-one-id', 'openTwin')).toEqual({
      kind: 'act',
      act: 'open',
      input: { record: 'person:W' },
    });
    expect(fixAt('two-persons-one-id', 'voidRecord')).toMatchObject({ act: 'void', input: { record: 'person:A' } });
  });

  it('no longer fit a record that was put right meanwhile, or a key nobody knows', () => {
    const [example] = FIRING.filter(({ rule }) => rule === 'vacant-room-with-residents');
    expect(example).toBeDefined();
    if (!example) return;
    const [issue] = found(example);
    expect(issue).toBeDefined();
    if (!issue) return;
    expect(fixOf('useFromResidents', issue, example.record, worldOf([]))).toBeUndefined();
    expect(fixOf('toString', issue, example.record, worldOf([]))).toBeUndefined();
  });
});

describe('what an edit brought in', () => {
  const world = worldOf([aStay()]);
  const rulesIn = (issues: readonly Issue[]): readonly string[] => issues.map((issue) => issue.rule);

  it('is told apart from what was there', () => {
    const before = aPerson({ birth: '1949-12-30' });
    const after = aPerson({ birth: '1949-12-30', phones: [{ number: '1' }] });
    expect(rulesIn(issuesOf(after, world))).toEqual(['id-birth-differs', 'phone-wrong']);
    expect(rulesIn(introducedBy(before, after, world))).toEqual(['phone-wrong']);
    expect(introducedBy(after, before, world)).toEqual([]);
  });

  it('does not change with the order of a list', () => {
    const before = aPerson({ phones: [{ number: '1' }] });
    const after = aPerson({ phones: [{ number: '13912345678' }, { number: '1' }] });
    expect(introducedBy(before, after, world)).toEqual([]);
  });

  it('is everything, of a new record', () => {
    expect(rulesIn(introducedBy(null, aPerson({ sex: '1' }), world))).toEqual(['id-sex-differs']);
  });

  it('is nothing, of an edit of nothing', () => {
    for (const { record, among } of RULE_EXAMPLES) expect(introducedBy(record, record, worldOf(among))).toEqual([]);
  });
});

describe('while typing', () => {
  it('only rules that need no world are asked', () => {
    const record = aPerson({ homeRoom: undefined, sex: '1' });
    expect(issuesAlone(record, worldOf([])).map((issue) => issue.rule)).toEqual(['id-sex-differs']);
    expect(issuesOf(record, worldOf([])).map((issue) => issue.rule)).toContain('living-person-without-home');
  });

  it('rules are looked up by type', () => {
    for (const type of WITH_HISTORY) expect(rulesOf(type)).toEqual(RULES.filter((rule) => rule.of.includes(type)));
  });
});
