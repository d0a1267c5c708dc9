import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../domain/case.ts';
import { anEntry, aFinding, aUser } from '../testing/builders.ts';
import { mergeLogs, orderLog } from './merge.ts';

const user = aUser('gridWorker');
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 20, 1, minute)).toISOString();

/** Logs of up to a dozen entries with ids a…l; the same id is always the same entry, but for its stamp. */
const entry = (letter: number, stamped: boolean): LogEntry => ({
  ...anEntry(user, 'note', { text: String(letter) }),
  id: String.fromCodePoint(97 + letter),
  at: at((letter * 7) % 12),
  after: letter === 0 ? null : String.fromCodePoint(96 + letter),
  ...(stamped ? { stamp: { seq: letter + 1, at: at(letter) } } : {}),
});
const log = fc
  .uniqueArray(fc.record({ letter: fc.integer({ min: 0, max: 11 }), stamped: fc.boolean() }), {
    selector: ({ letter }) => letter,
  })
  .map((rows) => rows.map(({ letter, stamped }) => entry(letter, stamped)));
const text = (entries: readonly LogEntry[]): string =>
  entries.map(({ id, stamp }) => `${id}${String(stamp?.seq ?? '-')}`).join(' ');

/** The order of the unstamped as it is meant: each time the first that answers nobody who waits; in a ring the first of all. */
function orderByLooking(entries: readonly LogEntry[]): readonly LogEntry[] {
  const waiting = [...entries].sort((a, b) => compare(a.at, b.at) || compare(a.id, b.id));
  const ordered: LogEntry[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex((one) => !waiting.some((other) => other !== one && other.id === one.after));
    ordered.push(...waiting.splice(Math.max(next, 0), 1));
  }
  return ordered;
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Anything that can be pushed: rings, entries that answer themselves or nobody, one id twice. */
const anyLog = fc.array(
  fc.record({
    letter: fc.integer({ min: 0, max: 8 }),
    answers: fc.option(fc.integer({ min: 0, max: 9 })),
    minute: fc.integer({ min: 0, max: 5 }),
  }),
  { maxLength: 14 },
);

describe('merging logs', () => {
  it('orders the unstamped as by looking through all of them for each', () => {
    fc.assert(
      fc.property(anyLog, (rows) => {
        const unstamped = rows.map(({ letter, answers, minute }, nth) => ({
          ...entry(letter, false),
          device: String(nth),
          at: at(minute),
          after: answers === null ? null : String.fromCodePoint(97 + answers),
        }));
        const devices = (ordered: readonly LogEntry[]): readonly string[] => ordered.map(({ device }) => device);
        expect(devices(orderLog(unstamped))).toEqual(devices(orderByLooking(unstamped)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('looks at each of a long run no more often than there are others, whatever times they claim', () => {
    let looks = 0;
    const many = 120;
    const run = Array.from({ length: many }, (_one, nth) => {
      const one = { ...entry(0, false), at: at(many - nth), after: nth === 0 ? null : `e${String(nth - 1)}` };
      return Object.defineProperty(one, 'id', {
        get: () => {
          looks += 1;
          return `e${String(nth)}`;
        },
      });
    });
    expect(orderLog(run).map(({ after }) => after)).toEqual(run.map(({ after }) => after));
    expect(looks).toBeLessThan(many * many);
  });

  it('is idempotent, commutative and associative', () => {
    fc.assert(
      fc.property(log, log, log, (a, b, c) => {
        expect(text(mergeLogs(a, a))).toBe(text(orderLog(a)));
        expect(text(mergeLogs(a, b))).toBe(text(mergeLogs(b, a)));
        expect(text(mergeLogs(mergeLogs(a, b), c))).toBe(text(mergeLogs(a, mergeLogs(b, c))));
      }),
    );
  });

  it('loses no entry and keeps every stamp', () => {
    fc.assert(
      fc.property(log, log, (a, b) => {
        const merged = new Map(mergeLogs(a, b).map((row) => [row.id, row]));
        for (const row of [...a, ...b]) {
          expect(merged.has(row.id)).toBe(true);
          if (row.stamp !== undefined) expect(merged.get(row.id)?.stamp).toEqual(row.stamp);
        }
      }),
    );
  });

  it('puts what the server has stamped first, and nobody before what he answers', () => {
    fc.assert(
      fc.property(log, log, (a, b) => {
        const merged = mergeLogs(a, b);
        const firstUnstamped = merged.findIndex((row) => row.stamp === undefined);
        if (firstUnstamped >= 0)
          expect(merged.slice(firstUnstamped).every((row) => row.stamp === undefined)).toBe(true);
        const unstamped = merged.filter((row) => row.stamp === undefined).map((row) => row.id);
        for (const row of merged) {
          if (row.stamp !== undefined || row.after === null || !unstamped.includes(row.after)) continue;
          expect(unstamped.indexOf(row.after)).toBeLessThan(unstamped.indexOf(row.id));
        }
      }),
    );
  });

  it('keeps the earlier of two servers’ stamps', () => {
    const early = entry(3, true);
    const late = { ...early, stamp: { seq: 9, at: at(9) } };
    expect([text(mergeLogs([late], [early])), text(mergeLogs([early], [late]))]).toEqual(['d4', 'd4']);
  });

  it('ends even when two entries claim to answer each other', () => {
    const a = { ...entry(1, false), after: 'c' };
    const c = { ...entry(2, false), after: 'b' };
    expect(mergeLogs([a], [c])).toHaveLength(2);
  });

  it('is the same fold whichever side merges', () => {
    const report = anEntry(user, 'report', { finding: aFinding() });
    const note = anEntry(user, 'note', { text: '补充' }, report);
    expect(mergeLogs([report], [note])).toEqual(mergeLogs([note], [report]));
  });
});
