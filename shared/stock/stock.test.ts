import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '../actions/change-set.ts';
import { madeUpSounds } from '../testing/made-up-sounds.ts';
import { homePlans, smallStreet, TODAY } from '../testing/small-street.ts';
import { createEngine, type Engine } from './engine.ts';
import type { StockSettings } from './projection.ts';
import type { Incoming } from './slim.ts';
import { STOCK_KINDS } from './stock.ts';

const SETTINGS: StockSettings = {
  today: TODAY,
  isDemonstration: true,
  tags: [{ code: 'aged', label: '高龄老人', family: '老年', reviewMonths: 12 }],
  placeKinds: [],
  risk: {
    entries: [
      {
        code: 'crowded',
        label: '租客 2 人及以上',
        level: 'yellow',
        applies: 'rental',
        figure: { field: 'tenants', above: 1 },
      },
    ],
    visits: [{ level: 'yellow', days: 30 }],
  },
};
const anEngine = (settings = SETTINGS): Engine => createEngine({ settings, speller: madeUpSounds, nowMs: () => 0 });

/** Everything that may be asked, whatever order it came in. */
function allOf(engine: Engine): unknown {
  engine.check();
  const rows = STOCK_KINDS.flatMap((kind) =>
    engine.lists.list({
      query: {
        kind,
        where: [
          { field: 'id', op: 'filled' },
          { field: 'life', op: 'in', values: ['living', 'dead', 'left'] },
        ].slice(0, kind === 'person' ? 2 : 1) as never,
      },
      from: 0,
      count: 10_000,
      facets: ['grid'],
    }),
  );
  return {
    rows,
    counts: engine.counts(),
    buildings: [...engine.buildings()].sort(([a], [b]) => (a < b ? -1 : 1)),
    issues: engine.issues().map(({ rule, count }) => [rule, count, engine.issuesOf(rule, 0, 1_000)]),
    found: ['y', 'yan', '严', 'z0', '101', '27幢 101', '上港'].map((typed) => {
      const { groups, total } = engine.find(typed, { perGroup: 1_000 });
      return [typed, total, groups];
    }),
  };
}

type Edit = (record: AnyRecord, others: readonly AnyRecord[], pick: number) => AnyRecord | null;
const of = (records: readonly AnyRecord[], type: string, pick: number): AnyRecord | undefined => {
  const all = records.filter((record) => record.type === type);
  return all[pick % Math.max(1, all.length)];
};
/** Whatever may happen to a record, sensible or not, that its schema takes. */
const EDITS: readonly Edit[] = [
  () => null,
  (record) => ({ ...record, state: record['state'] === 'void' ? 'effective' : 'void' }),
  (record, others, pick) =>
    record.type === 'occupancy'
      ? { ...record, room: of(others, 'room', pick)?._id ?? record['room'], counted: pick % 2 === 0 }
      : { ...record },
  (record, others, pick) =>
    record.type === 'occupancy'
      ? { ...record, until: TODAY, role: pick % 2 === 0 ? 'tenant' : 'registeredOnly' }
      : record,
  (record, others, pick) =>
    record.type === 'person'
      ? {
          ...record,
          homeRoom: of(others, 'room', pick)?._id,
          household: of(others, 'household', pick)?._id,
          resident: { registeredRoom: of(others, 'room', pick + 1)?._id },
        }
      : record,
  (record, _, pick) =>
    record.type === 'person'
      ? {
          ...record,
          life: pick % 3 === 0 ? 'dead' : 'living',
          name: pick % 2 === 0 ? '严立诚' : '单春',
          idKind: '居民身份证',
          idNumber: pick % 2 === 0 ? '11010519491231002X' : '110105491231002',
        }
      : record,
  (record, _, pick) =>
    record.type === 'person'
      ? {
          ...record,
          tags: [{ code: 'aged', source: '走访', since: '2024-01-01' }],
          ...(pick % 2 === 0 ? { leftOn: TODAY } : {}),
        }
      : record,
  (record, others, pick) =>
    record.type === 'household'
      ? { ...record, room: of(others, 'room', pick)?._id, head: of(others, 'person', pick)?._id }
      : record,
  (record, others, pick) =>
    record.type === 'room'
      ? {
          ...record,
          number: `${String(pick % 9)}02`,
          use: pick % 2 === 0 ? 'rent' : 'vacant',
          building: of(others, 'building', pick)?._id,
        }
      : record,
  (record, _, pick) => (record.type === 'building' ? { ...record, label: `${String(pick % 50)}幢` } : record),
];

/** Notes about a person or a room: a visit asked for, a value disputed. */
function notes(records: readonly AnyRecord[], pick: number): readonly AnyRecord[] {
  const person = of(records, 'person', pick);
  const room = of(records, 'room', pick);
  if (person === undefined || room === undefined) return [];
  const id = (type: string): string => `${type}:01JD0000000000000000000${String(pick % 7).padStart(3, '0')}`;
  const head = { scope: person.scope, schema: 1, provenance: { createdAt: '2026-01-01T00:00:00.000Z' } };
  const by = { id: 'staff:01JD0000000000000000000001', name: '戚', post: { role: 'gridWorker', scope: person.scope } };
  return [
    {
      _id: id('task'),
      type: 'task',
      ...head,
      kind: 'visit',
      title: '走访',
      state: pick % 3 === 0 ? 'void' : 'open',
      startsOn: TODAY,
      dueOn: TODAY,
    },
    {
      _id: id('target'),
      type: 'target',
      ...head,
      task: id('task'),
      taskKind: 'visit',
      taskTitle: '走访',
      dueOn: '2026-11-25',
      subject: person._id,
      subjectName: '严',
      room: room._id,
      isOpen: pick % 2 === 0,
      results: [{ id: '1', outcome: 'met', at: '2026-11-01T03:00:00.000Z', by }],
    },
    {
      _id: id('objection'),
      type: 'objection',
      ...head,
      subject: pick % 2 === 0 ? person._id : room._id,
      field: 'name',
      why: '不对',
      state: pick % 4 === 0 ? 'corrected' : 'open',
      raisedBy: by,
      raisedAt: '2026-11-01T03:00:00.000Z',
      fieldName: '姓名',
      subjectName: '严',
    },
  ];
}

const steps = fc.array(fc.record({ at: fc.nat(200), edit: fc.nat(EDITS.length), pick: fc.nat(1_000) }), {
  maxLength: 25,
});

describe('the stock', () => {
  it('changed one by one is the stock built anew', () => {
    fc.assert(
      fc.property(homePlans, steps, fc.integer({ min: 1, max: 4 }), (plans, changes, batch) => {
        const now = new Map<string, AnyRecord>(smallStreet(plans));
        const changed = anEngine();
        changed.apply([...now].map(([id, record]) => [id, record as Incoming]));
        let waiting: [string, Incoming | null][] = [];
        const flush = (): void => {
          changed.apply(waiting);
          waiting = [];
        };
        for (const { at, edit, pick } of changes) {
          const all = [...now.values()];
          const record = all[at % Math.max(1, all.length)];
          const make = EDITS[edit];
          if (make === undefined || record === undefined) {
            for (const note of notes(all, pick)) {
              now.set(note._id, note);
              waiting.push([note._id, note]);
            }
          } else {
            const next = make(record, all, pick);
            if (next === null) now.delete(record._id);
            else now.set(record._id, next);
            waiting.push([record._id, next]);
          }
          // Looking between two changes must not matter.
          if (waiting.length >= batch) flush();
          if (pick % 5 === 0) allOf(changed);
        }
        flush();
        const fresh = anEngine();
        fresh.apply([...now].reverse().map(([id, record]) => [id, record as Incoming]));
        expect(allOf(changed)).toEqual(allOf(fresh));
      }),
      { numRuns: 120 },
    );
  }, 60_000);

  it('filled from what was saved is the stock it was saved from', () => {
    fc.assert(
      fc.property(homePlans, (plans) => {
        const engine = anEngine();
        engine.apply([...smallStreet(plans)].map(([id, record]) => [id, record as Incoming]));
        const again = anEngine();
        again.fill([...smallStreet(plans).keys()].flatMap((id) => structuredClone(engine.stock.facts.any(id)) ?? []));
        again.filled();
        expect(allOf(again)).toEqual(allOf(engine));
      }),
      { numRuns: 30 },
    );
  });

  it('is another on another day', () => {
    const records = [...smallStreet([{ family: 2, hasTenant: false, hasLodger: false, isFar: false }])];
    const asIs = records.map(([id, record]) => [id, record as Incoming] as const);
    const engine = anEngine();
    engine.apply(asIs);
    allOf(engine);
    const later = { ...SETTINGS, today: '2031-01-01' };
    engine.setSettings(later);
    const fresh = anEngine(later);
    fresh.apply(asIs);
    expect(allOf(engine)).toEqual(allOf(fresh));
  });
});
