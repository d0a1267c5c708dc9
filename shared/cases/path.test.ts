import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../domain/case.ts';
import { anEntry } from '../testing/builders.ts';
import { logOf, PEOPLE } from '../testing/lifecycle.ts';
import { foldLog, foldMore } from './fold.ts';

const HOUR_MS = 3_600_000;
const later = (entry: LogEntry | undefined, hours: number): string =>
  new Date(Date.parse(entry?.at ?? '') + hours * HOUR_MS).toISOString();
const stamped = (entry: LogEntry, seq: number, at: string): LogEntry => ({ ...entry, stamp: { seq, at } });

describe('the way a case went', () => {
  it('has a step for every entry that moved it, with the department it was with', () => {
    const log = logOf(['report', 'note', 'accept', 'open', 'dispatch', 'returnToDispatch']);
    const { path } = foldLog(log);
    expect(path.map(({ state, act, department }) => [state, act, department])).toEqual([
      ['reported', 'report', null],
      ['pendingOpen', 'accept', null],
      ['pendingDispatch', 'open', null],
      ['pendingSign', 'dispatch', 'dept:roads'],
      ['pendingDispatch', 'returnToDispatch', null],
    ]);
    expect(path.map(({ from, entry }) => [from, entry])).toEqual(
      log.filter(({ act }) => act !== 'note').map(({ at, id }) => [at, id]),
    );
  });

  it('is the same folded in pieces', () => {
    const log = logOf(['report', 'accept', 'open', 'dispatch', 'sign', 'finish', 'failCheck']);
    for (let cut = 0; cut <= log.length; cut += 1) {
      expect(foldMore(foldLog(log.slice(0, cut)), log.slice(cut)).path).toEqual(foldLog(log).path);
    }
  });

  it('has no step for what had no effect', () => {
    const log = logOf(['report', 'accept', 'accept']);
    expect(foldLog(log).path).toHaveLength(2);
  });
});

describe('when an entry was made', () => {
  it('is not after its arrival', () => {
    const [report] = logOf(['report']);
    const arrival = later(report, -1);
    const log = report === undefined ? [] : [stamped(report, 1, arrival)];
    expect(foldLog(log).path[0]?.from).toBe(arrival);
  });

  it('is what an offline author says, between what he had seen and the arrival', () => {
    const [report, accept] = logOf(['report', 'accept']);
    if (report === undefined || accept === undefined) throw new Error('two entries');
    const claimed = later(report, 2);
    const log = [stamped(report, 1, later(report, 1)), stamped({ ...accept, at: claimed }, 2, later(report, 9))];
    expect(foldLog(log).path[1]?.from).toBe(claimed);
  });

  it('is not before the arrival of a colleague’s entry that it answers', () => {
    const [report, accept] = logOf(['report', 'accept']);
    if (report === undefined || accept === undefined) throw new Error('two entries');
    const seen = later(report, 3);
    const log = [stamped(report, 1, seen), stamped({ ...accept, at: later(report, 1) }, 2, later(report, 9))];
    expect(foldLog(log).path[1]?.from).toBe(seen);
  });

  it('may lie before the arrival of one’s own entry that it answers: both were made offline', () => {
    const log = logOf(['report']);
    const note = anEntry(PEOPLE.gridWorker, 'correct', log[0]?.data, log[0] ?? null);
    const arrival = later(log[0], 5);
    const run = [...log, note].map((entry, index) => stamped(entry, index + 1, arrival));
    expect(foldLog(run).instants.get(note.id)?.at).toBe(note.at);
  });

  it('never runs backwards along the path', () => {
    const [report, accept, open] = logOf(['report', 'accept', 'open']);
    if (report === undefined || accept === undefined || open === undefined) throw new Error('three entries');
    const slow = { ...open, at: later(report, -2), after: report.id };
    const times = foldLog([report, accept, slow]).path.map(({ from }) => Date.parse(from));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});
