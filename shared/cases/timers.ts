import type { CaseDocument, LogEntry } from '../domain/case.ts';
import { isoAt } from '../lib/clock.ts';
import { foldLog, foldMore, projectCase } from './fold.ts';
import type { Rulebooks } from './rulebook.ts';
import { TIMER_DEVICE, timerActor } from './timer-actor.ts';
import { nextWake, type Wake } from './wake.ts';

/** The same entry, whoever makes it: several servers that do it at once do it once. */
export const timerEntry = (
  { _id, scope }: Pick<CaseDocument, '_id' | 'scope'>,
  { act, at, turn, data }: Wake,
): LogEntry => ({
  id: `${_id}/${act}/${turn}`,
  act,
  by: timerActor(scope),
  device: TIMER_DEVICE,
  at,
  clock: 'trusted',
  after: null,
  data,
});

/** More than can come due in one case without anybody doing anything in between. */
const MOST_AT_ONCE = 8;

/**
 * The case with everything in its log that has come due by now, stamped and projected anew; null where nothing has. Pure; several servers on one store come to
 * the same entries, and merge them into one.
 */
export function withWhatIsDue(document: CaseDocument, nowMs: number, rulebooks: Rulebooks): CaseDocument | null {
  let fold = foldLog(document.log, rulebooks);
  const log: LogEntry[] = [...document.log];
  for (let turn = 0; turn < MOST_AT_ONCE; turn += 1) {
    const wake = nextWake(fold);
    if (wake === null || Date.parse(wake.at) > nowMs) break;
    const entry = timerEntry(document, wake);
    // There already and without effect: it will not have any by being written again.
    if (log.some(({ id }) => id === entry.id)) break;
    const seq = log.reduce((highest, { stamp }) => Math.max(highest, stamp?.seq ?? 0), 0) + 1;
    const stamped = { ...entry, stamp: { seq, at: isoAt(nowMs) } };
    log.push(stamped);
    fold = foldMore(fold, [stamped]);
  }
  return log.length === document.log.length ? null : projectCase({ ...document, log }, fold);
}
