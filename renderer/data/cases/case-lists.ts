import { CASE_STATES, FINAL_STATES, type CaseDocument, type CaseState } from '../../../shared/domain/case.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import type { CaseRow, Live, TrustedClock } from '../api.ts';
import type { LocalCase } from '../collections/local-form.ts';
import type { LocalCollection } from '../collections/open-database.ts';
import { countWhere, readOne, readWhere, watch } from '../collections/store-access.ts';
import { cell, liveWhileHeard, remembered, type Known } from '../live.ts';
import type { TrayItem } from '../sync/tray.ts';
import { isOpen, newestFirst, toRow, withChanges } from './case-row.ts';

export interface CaseLists {
  readonly open: Live<readonly CaseRow[]>;
  readonly finished: (limit: number) => Live<readonly CaseRow[]>;
  readonly changedSince: (instant: string) => Promise<readonly CaseDocument[]>;
  readonly one: (id: string) => Live<CaseDocument | null>;
  readonly close: () => void;
}

const OPEN_STATES = CASE_STATES.filter((state) => !FINAL_STATES.has(state));

/**
 * The open cases as rows in memory, built once and then kept by changes alone: a new entry costs one row, not a reading of the store.
 * Closed ones are read on demand, by the index.
 */
export function caseLists(
  cases: LocalCollection,
  tray: Known<ReadonlyMap<string, TrayItem>>,
  clock: TrustedClock,
): CaseLists {
  const open = cell<readonly CaseRow[]>();
  let refused = refusedSubjects(tray.get());

  const pending = new Map<string, CaseRow | null>();
  const apply = (): void => {
    const now = open.get();
    if (now === undefined || pending.size === 0) return;
    open.set(withChanges(now, pending));
    pending.clear();
  };
  const stopWatching = watch<LocalCase>(cases, (changes) => {
    for (const [id, document] of changes) {
      pending.set(id, document !== null && isOpen(document) ? toRow(document, refused.has(id)) : null);
    }
    apply();
  });
  const stopTray = tray.subscribe(() => {
    const next = refusedSubjects(tray.get());
    for (const row of open.get() ?? []) {
      if (refused.has(row.id) !== next.has(row.id)) pending.set(row.id, { ...row, refused: next.has(row.id) });
    }
    refused = next;
    apply();
  });
  const fill = async (): Promise<void> => {
    const rows: CaseRow[] = [];
    for (const state of OPEN_STATES) {
      for (const document of await readWhere<LocalCase>(cases, { where: { state } }))
        rows.push(toRow(document, refused.has(document._id)));
    }
    // What changed while reading is newer than what was read.
    open.set(withChanges(rows.sort(newestFirst), pending));
    pending.clear();
  };
  // The store is open and the query is ours: a failure is a bug and shall show.
  void fill();

  return {
    open,
    finished: remembered((limit: number) => finishedCases(cases, clock, limit, () => refused)),
    changedSince: async (instant) => {
      const perState = CASE_STATES.map((state) =>
        readWhere<LocalCase>(cases, { where: { state, changedAt: { $gte: instant } } }),
      );
      return (await Promise.all(perState)).flat();
    },
    one: remembered((id: string) => oneCase(cases, id)),
    close: () => {
      stopWatching();
      stopTray();
    },
  };
}

const refusedSubjects = (items: ReadonlyMap<string, TrayItem>): ReadonlySet<string> =>
  new Set([...items.values()].map(({ subject }) => subject));

const DAY_MS = 86_400_000;
/** Finished cases older than the last of these are found by search, not by scrolling; the first that holds enough is read. */
const WITHIN_DAYS = [1, 3, 10, 30] as const;

/** The latest finished cases, at most `limit`: counted on the index first, so that a store of years is not read for a page of rows. */
async function latestFinished(
  cases: LocalCollection,
  clock: TrustedClock,
  limit: number,
): Promise<readonly LocalCase[]> {
  const finals = [...FINAL_STATES];
  const within = (days: number, state: CaseState) => ({
    state,
    changedAt: { $gte: isoAt(clock.nowMs() - days * DAY_MS) },
  });
  let found: number = WITHIN_DAYS[0];
  for (const days of WITHIN_DAYS) {
    found = days;
    const counts = await Promise.all(finals.map((state) => countWhere(cases, within(days, state))));
    if (counts.reduce((sum, count) => sum + count, 0) >= limit) break;
  }
  const latest = { by: 'changedAt', limit, index: ['state', 'changedAt'] };
  const perState = finals.map((state) => readWhere<LocalCase>(cases, { where: within(found, state), latest }));
  return (await Promise.all(perState)).flat();
}

function finishedCases(
  cases: LocalCollection,
  clock: TrustedClock,
  limit: number,
  refused: () => ReadonlySet<string>,
): Live<readonly CaseRow[]> {
  return liveWhileHeard((set) => {
    let wanted = 0;
    const read = async (): Promise<void> => {
      const turn = (wanted += 1);
      const documents = await latestFinished(cases, clock, limit);
      if (turn !== wanted) return;
      const rows = documents.map((document) => toRow(document, refused().has(document._id)));
      set(rows.sort(newestFirst).slice(0, limit));
    };
    void read();
    return watch<LocalCase>(cases, (changes) => {
      // A case that left (reopened, removed) changes the list as well, so every final or missing one counts.
      if ([...changes.values()].some((document) => document === null || !isOpen(document) || document.log.length > 1))
        void read();
    });
  });
}

function oneCase(cases: LocalCollection, id: string): Live<CaseDocument | null> {
  return liveWhileHeard((set) => {
    let changed = false;
    const stop = watch<LocalCase>(cases, (changes) => {
      const document = changes.get(id);
      if (document === undefined) return;
      changed = true;
      set(document);
    });
    void readOne<LocalCase>(cases, id).then((document) => {
      if (!changed) set(document);
    });
    return stop;
  });
}
