import { describe, expect, it } from 'vitest';
import { aFinding, anEntry, aPhoto, aStandard, aUser } from '../testing/builders.ts';
import type { LogEntry } from '../domain/case.ts';
import { foldLog, foldMore, projectFold } from './fold.ts';

const worker = aUser('gridWorker');
const department = aUser('department');
const dispatcher = aUser('dispatcher');

/** A log with a second dispatch that came too late and a check that failed. */
function aLog(): readonly LogEntry[] {
  const log: LogEntry[] = [];
  const add = (...[user, act, data]: readonly [typeof worker, string, Readonly<Record<string, unknown>>?]): void => {
    log.push(anEntry(user, act, data ?? {}, log.at(-1) ?? null));
  };
  add(worker, 'report', { finding: aFinding() });
  add(aUser('communityClerk'), 'accept');
  add(aUser('streetClerk'), 'open', { standard: aStandard });
  add(dispatcher, 'dispatch', { department: 'dept:roads', departmentName: '道路管理所' });
  add(aUser('dispatcher'), 'dispatch', { department: 'dept:water', departmentName: '给排水管理所' });
  add(department, 'sign');
  add(department, 'finish', { photos: [aPhoto('after')] });
  add(worker, 'failCheck', { reason: '只处置了一部分' });
  add(department, 'startRework');
  return log;
}

describe('folding on', () => {
  it('gives at every cut what folding the whole log gives', () => {
    const log = aLog();
    const whole = foldLog(log);
    expect(whole.refused.size).toBe(1);
    for (let cut = 0; cut <= log.length; cut += 1) {
      const pieces = foldMore(foldLog(log.slice(0, cut)), log.slice(cut));
      expect(pieces.state).toBe(whole.state);
      expect([...pieces.refused]).toEqual([...whole.refused]);
      expect(projectFold(pieces)).toEqual(projectFold(whole));
    }
  });
});
