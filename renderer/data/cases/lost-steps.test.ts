import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../../shared/domain/case.ts';
import { aCase, anEntry, aUser } from '../../../shared/testing/builders.ts';
import { logOf, STEPS } from '../../../shared/testing/lifecycle.ts';
import { lostStepsIn } from './lost-steps.ts';

const me = aUser('dispatcher');
const NOW = Date.parse('2026-11-20T06:00:00.000Z');
const stamped = (log: readonly LogEntry[]): readonly LogEntry[] =>
  log.map((entry, nth) => ({ ...entry, stamp: { seq: nth + 1, at: '2026-11-20T05:00:00.000Z' } }));

describe('a step that a colleague was faster than', () => {
  const before = logOf(['report', 'accept', 'open']);
  const theirs = anEntry(aUser('dispatcher'), 'dispatch', STEPS.dispatch.data(), before.at(-1) ?? null);
  const mine = anEntry(me, 'dispatch', STEPS.dispatch.data(), before.at(-1) ?? null);
  const steps = (log: readonly LogEntry[], nowMs = NOW) => lostStepsIn(aCase(stamped(log)), me.id, nowMs);

  it('comes back to its author with who came first and how the case stands', () => {
    expect(steps([...before, theirs, mine])).toMatchObject([
      {
        id: mine.id,
        act: 'dispatch',
        state: 'pendingSign',
        first: { act: 'dispatch', by: theirs.by.name, departmentName: '道路设施养护中心' },
      },
    ]);
  });

  it('is nothing to whoever came first, nor where it took effect after all, nor before it has arrived', () => {
    expect(lostStepsIn(aCase(stamped([...before, theirs, mine])), theirs.by.id, NOW)).toEqual([]);
    const note = anEntry(aUser('supervisor'), 'note', STEPS.note.data(), before.at(-1) ?? null);
    expect(steps([...before, note, mine])).toEqual([]);
    expect(lostStepsIn(aCase([...stamped([...before, theirs]), mine]), me.id, NOW)).toEqual([]);
  });

  it('has been seen by whoever wrote upon it since, not by what was written in the same hour without the centre', () => {
    const next = { ...anEntry(me, 'note', STEPS.note.data(), mine), at: '2026-11-20T04:00:00.000Z' };
    expect(steps([...before, theirs, mine, next])).toHaveLength(1);
    expect(steps([...before, theirs, mine, { ...next, at: '2026-11-20T05:30:00.000Z' }])).toEqual([]);
  });

  it('is told for two weeks', () => {
    expect(steps([...before, theirs, mine], NOW + 15 * 86_400_000)).toEqual([]);
  });
});
