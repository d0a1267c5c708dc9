import type { CaseDocument, LogEntry } from '../domain/case.ts';
import { isoAt } from '../lib/clock.ts';
import { foldLog, foldMore, projectCase } from './fold.ts';
import type { Rulebooks } from './rulebook.ts';
import { TIMER_DEVICE, timerActor } from './timer-actor.ts';

/*
 * Cases merged into one another in a ring are nobody's. A server that takes the second merger refuses it; two servers on one store that take one each, in the same instant,
 * cannot. Whichever of them looks then takes the same one back: the merger whose entry has the greatest id.
 */

/** The entry that merged a case, as its log stands; null: it is not merged. */
export function mergerOf(document: CaseDocument, rulebooks: Rulebooks): LogEntry | null {
  const { state, path } = foldLog(document.log, rulebooks);
  const id = state === 'merged' ? path.at(-1)?.entry : undefined;
  return document.log.find((entry) => entry.id === id) ?? null;
}

/** Of the cases of a ring the one that goes back to where it stood, and the entry that takes its merger back; the same, whoever asks. Null: one of them is not merged any more. */
export function ringBreaker(
  ring: readonly CaseDocument[],
  rulebooks: Rulebooks,
): { readonly document: CaseDocument; readonly entry: LogEntry } | null {
  const mergers = ring.map((document) => ({ document, merger: mergerOf(document, rulebooks) }));
  const known = mergers.flatMap(({ document, merger }) => (merger === null ? [] : [{ document, merger }]));
  const last = known.toSorted((a, b) => (a.merger.id < b.merger.id ? 1 : -1))[0];
  if (last === undefined || known.length < ring.length) return null;
  const { document, merger } = last;
  // Since when there is a ring, as the servers have it.
  const at = known.map((one) => one.merger.stamp?.at ?? one.merger.at).reduce((a, b) => (b > a ? b : a));
  return {
    document,
    entry: {
      id: `${document._id}/breakRing/${merger.id.slice(-16)}`,
      act: 'breakRing',
      by: timerActor(document.scope),
      device: TIMER_DEVICE,
      at,
      clock: 'trusted',
      after: null,
      data: { text: '两件同时互相并案，这一件的并案已撤销，还由原来的岗位办理。' },
    },
  };
}

/** The case with that entry in its log, stamped and projected anew; null where it is there already, or the case is not merged any more. */
export function withRingBroken(
  document: CaseDocument,
  entry: LogEntry,
  nowMs: number,
  rulebooks: Rulebooks,
): CaseDocument | null {
  if (document.log.some(({ id }) => id === entry.id)) return null;
  const fold = foldLog(document.log, rulebooks);
  if (fold.state !== 'merged') return null;
  const seq = document.log.reduce((highest, { stamp }) => Math.max(highest, stamp?.seq ?? 0), 0) + 1;
  const stamped = { ...entry, stamp: { seq, at: isoAt(nowMs) } };
  return projectCase({ ...document, log: [...document.log, stamped] }, foldMore(fold, [stamped]));
}
