import { foldLog } from '../../../shared/cases/fold.ts';
import { explainVerdict } from '../../../shared/cases/refusals.ts';
import { NATIONAL_ONLY, type Rulebooks } from '../../../shared/cases/rulebook.ts';
import type { CaseDocument, LogEntry } from '../../../shared/domain/case.ts';
import type { LostStep } from '../api.ts';
import { markedDocuments } from '../collections/marked.ts';
import type { LocalCollection } from '../collections/open-database.ts';
import { cell, type Known } from '../live.ts';
import type { Me } from '../me.ts';
import type { Rooms } from '../rooms/rooms.ts';

const DAY_MS = 86_400_000;
/** A step that came to nothing is told for so long, seen or not. */
const TOLD_DAYS = 14;
const SEEN = 'lost-steps-seen';

/**
 * Steps of one person that stand in the log without effect because somebody came between (DESIGN §4), oldest first. One that he has acted after, on any
 * terminal, he has seen. A case that nobody came between costs no fold.
 */
export function lostStepsIn(
  document: CaseDocument,
  userId: string,
  nowMs: number,
  rulebooks: Rulebooks = NATIONAL_ONLY,
): readonly LostStep[] {
  const { log } = document;
  const wasOvertaken = (entry: LogEntry, at: number): boolean =>
    entry.by.id === userId && entry.stamp !== undefined && at > 0 && log[at - 1]?.id !== entry.after;
  if (!log.some(wasOvertaken)) return [];
  const { refused, rules } = foldLog(log, rulebooks);
  return log.flatMap((entry, at) => {
    const verdict = refused.get(entry.id);
    if (verdict === undefined || !wasOvertaken(entry, at) || Date.parse(entry.at) + TOLD_DAYS * DAY_MS < nowMs)
      return [];
    // Written later, upon a log that held this step in its place; what he wrote in the same offline hour proves nothing.
    const stampedAt = entry.stamp?.at ?? '';
    const hasSeen = log.some(
      (later) => later.by.id === userId && later.at > stampedAt && log.findIndex(({ id }) => id === later.after) >= at,
    );
    if (hasSeen) return [];
    // What he had not seen when he wrote, and took effect: the last of it is what overtook him.
    const seenTo = log.findIndex(({ id }) => id === entry.after);
    const first = log
      .slice(seenTo + 1, at)
      .findLast((other) => other.by.id !== userId && other.act !== 'note' && !refused.has(other.id));
    const { why, fix } = explainVerdict(entry.act, verdict, rules);
    const { finding, number, state } = document;
    return [
      {
        ...{ id: entry.id, caseId: document._id, act: entry.act, at: entry.at, why, fix, state },
        title: finding.category.name,
        address: finding.place.address,
        gridCode: finding.place.gridCode,
        department: document.department,
        number,
        ...(first === undefined
          ? {}
          : {
              first: { act: first.act, by: first.by.name, at: first.at, departmentName: departmentOf(first) },
            }),
      },
    ];
  });
}

const departmentOf = ({ data }: LogEntry): string | undefined =>
  typeof data['departmentName'] === 'string' ? data['departmentName'] : undefined;

export interface LostSteps {
  readonly live: Known<readonly LostStep[]>;
  readonly seen: (id: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

type Seen = Readonly<Record<string, string>>;

/** `seen` is kept sealed on this terminal: an entry in the log of the case would tell everybody what concerns one. */
export async function openLostSteps(
  cases: LocalCollection,
  rooms: Rooms,
  me: Me,
  rulebooks: Rulebooks,
  onTrouble: (what: string, error: unknown) => void,
): Promise<LostSteps> {
  const marked = await markedDocuments<CaseDocument, readonly LostStep[]>({
    ...{ collection: cases, rooms, box: 'lost-steps', onTrouble },
    pick: (document) => {
      const steps = lostStepsIn(document, me.user.id, me.clock.nowMs(), rulebooks);
      return steps.length === 0 ? null : steps;
    },
  });
  let seen: Seen = ((await rooms.read('memory', SEEN)) as Seen | undefined) ?? {};
  const compute = (): readonly LostStep[] =>
    [...marked.rows.get().values()]
      .flat()
      .filter(({ id }) => seen[id] === undefined)
      .sort((a, b) => (a.at < b.at ? 1 : -1));
  const live = cell<readonly LostStep[]>(compute());
  const stop = marked.rows.subscribe(() => {
    live.set(compute());
  });
  return {
    live,
    seen: async (id) => {
      const nowMs = me.clock.nowMs();
      const recent = Object.entries(seen).filter(([, at]) => Date.parse(at) + 2 * TOLD_DAYS * DAY_MS > nowMs);
      seen = { ...Object.fromEntries(recent), [id]: new Date(nowMs).toISOString() };
      await rooms.write([{ room: 'memory', id: SEEN, value: seen }]);
      live.set(compute());
    },
    close: async () => {
      stop();
      await marked.close();
    },
  };
}
