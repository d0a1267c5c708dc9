import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recurs, USUAL_RECURRING, type Recurring } from '../cases/recurring.ts';
import { OPEN_STATES, queuedCase, queuesOf, STANDING_QUEUES } from '../cases/queues.ts';
import { CASE_STATES, CHANNELS, type CaseDocument } from '../domain/case.ts';
import type { Role } from '../domain/roles.ts';
import type { User } from '../domain/staff.ts';
import { aPhoto, aReportedCase, aUser } from '../testing/builders.ts';
import { madeUpSounds } from '../testing/made-up-sounds.ts';
import { createEngine, type Engine } from './engine.ts';
import type { StockSettings } from './projection.ts';
import type { Condition } from './query.ts';

const GRIDS = ['310115005001001', '310115005001002', '310115005002001'] as const;
const reporter = aUser('gridWorker');
const iso = (hour: number): string => `2026-11-20T${String(hour).padStart(2, '0')}:00:00.000Z`;

/** Cases as a store may hold them, whatever led there: queues go by the fields alone. */
const cases = fc.array(
  fc
    .record({
      state: fc.constantFrom(...CASE_STATES.filter((state) => state !== 'draft')),
      grid: fc.constantFrom(...GRIDS),
      channel: fc.constantFrom(...CHANNELS),
      department: fc.constantFrom(undefined, 'dept:roads', 'dept:water'),
      returns: fc.integer({ min: 0, max: 3 }),
      unsent: fc.integer({ min: 0, max: 1 }),
      due: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
      urgent: fc.boolean(),
      decidedBy: fc.constantFrom(undefined, 'department', 'dispatcher', 'streetClerk'),
      answered: fc.constantFrom(undefined, true, false),
      changed: fc.integer({ min: 0, max: 23 }),
      // Some metres apart, on days apart.
      away: fc.integer({ min: 0, max: 8 }),
      day: fc.integer({ min: 1, max: 60 }),
      code: fc.constantFrom('06010', '06036'),
      accuracy: fc.constantFrom(undefined, 20, 400),
      photos: fc.integer({ min: 0, max: 1 }),
    })
    .map((plan): CaseDocument => {
      const document = aReportedCase(reporter, { gridCode: plan.grid });
      return {
        ...document,
        ...{ state: plan.state, returns: plan.returns, unsent: plan.unsent, changedAt: iso(plan.changed) },
        reportedAt: new Date(Date.UTC(2026, 8, plan.day)).toISOString(),
        photos: Array.from({ length: plan.photos }, () => ({ ...aPhoto(), round: 0, by: reporter.id })),
        finding: {
          ...document.finding,
          ...{ channel: plan.channel, urgent: plan.urgent },
          category: { ...document.finding.category, code: plan.code },
          place: {
            ...document.finding.place,
            point: [121.51 + plan.away * 0.0003, 31.24],
            accuracyMetres: plan.accuracy,
          },
        },
        department: plan.department,
        dueAt: plan.due === undefined ? undefined : iso(plan.due),
        request:
          plan.decidedBy === undefined
            ? undefined
            : { kind: 'extension', by: 'staff:01J00000000000000000000009', decidedBy: plan.decidedBy },
        supervision:
          plan.answered === undefined ? undefined : { at: iso(0), ...(plan.answered ? { answeredAt: iso(1) } : {}) },
      };
    }),
  { minLength: 1, maxLength: 40 },
);
const persons: readonly User[] = (
  ['streetClerk', 'dispatcher', 'department', 'gridWorker'] as const satisfies Role[]
).map((role) => aUser(role, role === 'department' ? { department: 'dept:roads' } : {}));

/** As usual, and as a street may have it. */
const rules = fc.constantFrom<Recurring>(USUAL_RECURRING, { metres: 20, days: 3 }, { metres: 180, days: 45 });
const settingsOf = (person: User, recurring: Recurring): StockSettings => ({
  ...{ today: '2026-11-20', isDemonstration: true, tags: [], placeKinds: [] },
  ...{ risk: { entries: [], visits: [] }, person, recurring },
});

function stockOf(person: User, all: readonly CaseDocument[], recurring = USUAL_RECURRING): Engine {
  const engine = createEngine({
    settings: settingsOf(person, recurring),
    speller: madeUpSounds,
    nowMs: () => 0,
  });
  engine.apply(all.map((one) => [one._id, one]));
  return engine;
}
const listOf = (engine: Engine, where: readonly Condition[], group?: string) =>
  engine.lists.list({
    query: { kind: 'case', where, sort: { by: 'workOrder' }, ...(group === undefined ? {} : { group }) },
    from: 0,
    count: 1_000,
    facets: ['queues', 'state'],
  });
const inQueue = (queue: string): Condition => ({ field: 'queues', op: 'in', values: [queue] });

describe('the queues of a stock', () => {
  it('count what they list, and list what a look at every case finds', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(...persons), rules, (all, person, rule) => {
        const engine = stockOf(person, all, rule);
        const counts = new Map(listOf(engine, []).facets['queues']?.map(({ value, count }) => [value, count]));
        for (const queue of STANDING_QUEUES) {
          const { total, rows } = listOf(engine, [inQueue(queue)]);
          const scanned = all
            .filter((one) => queuesOf(person, queuedCase(one, recurs(one, all, rule))).includes(queue))
            .map(({ _id }) => _id);
          expect(rows.map(({ id }) => id).sort()).toEqual(scanned.sort());
          expect([total, counts.get(queue) ?? 0]).toEqual([scanned.length, scanned.length]);
        }
        // Stage by stage they sum to what is open.
        const own = listOf(engine, [inQueue('all')]);
        const stages = own.facets['state'] ?? [];
        expect(stages.every(({ value }) => (OPEN_STATES as readonly string[]).includes(value))).toBe(true);
        expect(stages.reduce((sum, { count }) => sum + count, 0)).toBe(own.total);
      }),
      { numRuns: 30 },
    );
  });

  it('know what recurs whatever came in first, and forget it when the first is void', () => {
    fc.assert(
      fc.property(cases, fc.nat(), rules, (all, pick, rule) => {
        const [person] = persons as [User];
        const engine = stockOf(person, [], rule);
        for (const one of [...all].reverse()) engine.apply([[one._id, one]]);
        const gone = all[pick % all.length];
        const now = all.map((one) => (one === gone ? { ...one, state: 'void' as const } : one));
        for (const one of now) if (one._id === gone?._id) engine.apply([[one._id, one]]);
        const listed = listOf(engine, [inQueue('recurring')]).rows.map(({ id }) => id);
        expect(listed.sort()).toEqual(
          now
            .filter((one) => recurs(one, now, rule))
            .map(({ _id }) => _id)
            .sort(),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('know what recurs by another rule as soon as it holds', () => {
    fc.assert(
      fc.property(cases, rules, rules, (all, before, after) => {
        const [person] = persons as [User];
        const engine = stockOf(person, all, before);
        engine.setSettings(settingsOf(person, after));
        const listed = listOf(engine, [inQueue('recurring')]).rows.map(({ id }) => id);
        expect(listed.sort()).toEqual(
          all
            .filter((one) => recurs(one, all, after))
            .map(({ _id }) => _id)
            .sort(),
        );
      }),
      { numRuns: 20 },
    );
  });

  it('stand in the order of work: what is due first, then what is urgent, then what has waited longest', () => {
    fc.assert(
      fc.property(cases, (all) => {
        const { rows } = listOf(stockOf(reporter, all), []);
        const keys = rows.map(({ due, urgent, changedAt }) => [due.dueAt ?? 'z', urgent ? 0 : 1, changedAt].join(' '));
        expect(keys).toEqual([...keys].sort());
      }),
      { numRuns: 20 },
    );
  });

  it('stand in groups that say how many they are, each in the order of the whole list', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom('channel' as const, 'step' as const, 'department' as const), (all, group) => {
        const engine = stockOf(reporter, all);
        const plain = listOf(engine, []).rows;
        const { rows, groups = [], total } = listOf(engine, [], group);
        expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(total);
        expect(new Set(groups.map(({ value }) => value)).size).toBe(groups.length);
        const valueOf = (row: (typeof rows)[number]): string =>
          group === 'step' ? String(CASE_STATES.indexOf(row.state)) : row[group];
        let from = 0;
        for (const { value, count } of groups) {
          const inGroup = rows.slice(from, from + count);
          expect(inGroup).toEqual(plain.filter((row) => valueOf(row) === value));
          from += count;
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('what another channel handed over', () => {
  it('is asked for by its number, and by when it wants an answer', () => {
    const document = aReportedCase(reporter);
    const received = { words: 'x', at: iso(0), isAnonymous: true, wantsReply: true, replyBy: iso(5) };
    const handedOver = { ...document, finding: { ...document.finding, channelNumber: '20261120-7', received } };
    const engine = stockOf(reporter, [handedOver, aReportedCase(reporter)]);
    const idsOf = (condition: Condition) => listOf(engine, [condition]).rows.map(({ id }) => id);
    expect(idsOf({ field: 'channelNumber', op: 'in', values: ['20261120-7'] })).toEqual([document._id]);
    expect(idsOf({ field: 'finding.received.replyBy', op: 'between', to: iso(5) })).toEqual([document._id]);
    expect(idsOf({ field: 'finding.received.replyBy', op: 'between', to: iso(4) })).toEqual([]);
    expect(engine.find('20261120-7', {}).total).toBe(1);
  });
});

describe('whose word a request waits for', () => {
  const document = (decidedBy: string, by = 'staff:other'): CaseDocument =>
    ({
      ...aReportedCase(reporter),
      state: 'handling',
      department: 'dept:roads',
      request: { kind: 'extension', by, decidedBy },
    }) as CaseDocument;
  const decides = (user: User, one: CaseDocument): boolean => queuesOf(user, queuedCase(one)).includes('decide');

  it('is the post it lies with, at its place; in the department another than who asked', () => {
    const [streetClerk, dispatcher, department] = persons as [User, User, User];
    expect(decides(dispatcher, document('dispatcher'))).toBe(true);
    expect(decides(streetClerk, document('dispatcher'))).toBe(false);
    expect(decides(department, document('department'))).toBe(true);
    expect(decides(department, document('department', department.id))).toBe(false);
    expect(decides(aUser('dispatcher', { scope: '310115006' }), document('dispatcher'))).toBe(false);
  });
});

describe('the filter of a queue', () => {
  it('finds a case by its words as they were written, the short numbers among them too', () => {
    const words = ['楼道第 1 处堆物', '楼道第 2 处堆物', '楼道第 12 处堆物'];
    const all = words.map((description) => {
      const document = aReportedCase(reporter);
      return { ...document, finding: { ...document.finding, description } };
    });
    const engine = stockOf(persons[0] as User, all);
    const found = (text: string) =>
      engine.lists
        .list({ query: { kind: 'case', where: [], text }, from: 0, count: 10, facets: [] })
        .rows.map(({ description }) => description)
        .sort();
    expect(found('楼道')).toEqual([...words].sort());
    expect(found('楼道第 2 处堆物')).toEqual(['楼道第 12 处堆物', '楼道第 2 处堆物']);
    expect(found('12 处')).toEqual(['楼道第 12 处堆物']);
  });
});
