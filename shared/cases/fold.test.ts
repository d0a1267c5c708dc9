import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../domain/case.ts';
import type { User } from '../domain/staff.ts';
import { actorOf, aCase, aFinding, anEntry, aPhoto, aStandard, aUser } from '../testing/builders.ts';
import { foldLog } from './fold.ts';
import { receiveCase } from './receive.ts';

const people = {
  worker: aUser('gridWorker'),
  clerk: aUser('communityClerk'),
  street: aUser('streetClerk'),
  dispatcher: aUser('dispatcher'),
  department: aUser('department'),
  supervisor: aUser('supervisor'),
};

/** Writes a whole log from (who, act, data) steps. */
export function story(steps: readonly (readonly [User, string, Readonly<Record<string, unknown>>?])[]): LogEntry[] {
  const log: LogEntry[] = [];
  for (const [user, act, data] of steps) log.push(anEntry(user, act, data ?? {}, log.at(-1) ?? null));
  return log;
}

const mainStory = (): LogEntry[] =>
  story([
    [people.worker, 'report', { finding: aFinding(), photos: [aPhoto('near'), aPhoto('far')] }],
    [people.clerk, 'accept'],
    [people.street, 'open', { standard: aStandard }],
    [people.dispatcher, 'dispatch', { department: 'dept:roads', departmentName: '道路设施养护中心' }],
    [people.department, 'sign'],
    [people.department, 'finish', { text: '已清理', photos: [aPhoto('after')] }],
    [people.worker, 'startCheck'],
    [people.worker, 'passCheck'],
    [people.street, 'close', { closeCondition: '清理干净' }],
  ]);

describe('the fold of a case log', () => {
  it('takes the main job from a finding to a closed case, each step by its own role', () => {
    const states = mainStory().map((_, index, log) => foldLog(log.slice(0, index + 1)).state);
    expect(states).toEqual([
      'reported',
      'pendingOpen',
      'pendingDispatch',
      'pendingSign',
      'handling',
      'feedback',
      'checking',
      'pendingClose',
      'closed',
    ]);
  });

  it('keeps every photo with its round', () => {
    expect(foldLog(mainStory()).context.photos.map((photo) => photo.kind)).toEqual(['near', 'far', 'after']);
  });

  it('is received step by step by the server with a stamp on each', () => {
    let stored = null;
    let log: LogEntry[] = [];
    for (const entry of mainStory()) {
      log = [...log, entry];
      const by = Object.values(people).find((user) => user.id === entry.by.id) ?? people.worker;
      const outcome = receiveCase(
        stored,
        stored === null ? aCase(log) : { ...aCase(log), _id: 'case:x' },
        by,
        Date.parse(entry.at),
      );
      expect(outcome.ok ? [] : outcome.reason).toEqual([]);
      if (outcome.ok) stored = outcome.value.document;
    }
    expect(stored?.state).toBe('closed');
    expect(stored?.log.map((entry) => entry.stamp?.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('refuses an entry of somebody else, naming what to do', () => {
    const log = [anEntry(people.worker, 'report', { finding: aFinding() })];
    const outcome = receiveCase(null, aCase(log), aUser('gridWorker'), Date.parse('2026-11-20T02:00:00Z'));
    expect(outcome.ok).toBe(false);
    expect(actorOf(people.worker).post.role).toBe('gridWorker');
  });
});
