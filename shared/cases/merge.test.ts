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

describe('merging logs', () => {
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
