import { withWhatIsDue } from '../../../shared/cases/timers.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { dueBy } from '../index/index-keys.ts';
import type { End } from '../session/ending.ts';
import { breakRings } from './break-rings.ts';
import type { Writer } from '../write/bulk-write.ts';
import { followAllSubjects, followLeftSubjects, followSubjects, hasMoved } from '../write/follow-subjects.ts';

const EVERY_MS = 15_000;
const PAGE = 100;

export interface CaseTimers {
  /** Writes what has come due by now. */
  readonly run: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * What comes due by itself in cases: a lease ends, a rest is over, an overdue handling goes up. Every server looks; the entries have ids that follow from the
 * case, so that of several that write at once one is written and the others find it there. A server that was down catches up at its next look.
 */
export function caseTimers(
  {
    database,
    locks,
    clock,
    shelf,
    left,
    closing,
    refold,
  }: Pick<Writer, 'database' | 'locks' | 'clock' | 'shelf' | 'left'> & {
    readonly closing: Pick<End, 'isOver'>;
    /** What changed with the tables comes before what is due by them. */
    readonly refold: () => Promise<void>;
  },
  failed: (error: unknown) => void,
  everyMs = EVERY_MS,
): CaseTimers {
  const writeDue = (id: string): Promise<void> =>
    locks.holding([id], async () => {
      const stored = (await database.current([id])).get(id);
      if (stored === undefined || stored._deleted === true) return;
      const { _rev, ...content } = stored;
      const due = withWhatIsDue(content as unknown as CaseDocument, clock.nowMs(), (await shelf()).of);
      // Refused: somebody wrote in the same instant. What he wrote is looked at next time.
      if (due === null) return;
      const [row] = await database.write([{ ...due, _rev }], { newEdits: true });
      // Dispatched by a rule it has come to a department, and what was handed over of it follows.
      if (row?.ok === true && hasMoved(stored, due)) await followSubjects(database, new Set([id]));
    });

  let hasFollowed = false;
  const runOnce = async (): Promise<void> => {
    await database.catchUp();
    // Whoever stopped after a case had moved by itself, and before what was handed over of it had.
    if (!hasFollowed) await followAllSubjects(database);
    hasFollowed = true;
    await followLeftSubjects(database, left);
    await refold();
    await breakRings({ database, locks, clock, shelf, closing });
    const range = dueBy(isoAt(clock.nowMs()));
    for (let after = ''; !closing.isOver();) {
      const rows = await database.index.page(range, after, PAGE);
      for (const { document } of rows) {
        if (closing.isOver()) return;
        await writeDue(document._id);
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return;
      ({ after } = last);
    }
  };

  let running: Promise<void> = Promise.resolve();
  const run = (): Promise<void> => {
    running = running.catch(() => undefined).then(runOnce);
    return running;
  };
  const timer = setInterval(() => {
    run().catch(failed);
  }, everyMs);
  timer.unref();
  return {
    run,
    close: async () => {
      clearInterval(timer);
      await running.catch(() => undefined);
    },
  };
}
