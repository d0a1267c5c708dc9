import { CASE_STATES, FINAL_STATES, type CaseDocument } from '../../../shared/domain/case.ts';
import type { CaseRow, Live } from '../api.ts';
import type { LocalCase } from '../collections/local-form.ts';
import type { LocalCollection } from '../collections/open-database.ts';
import { readMany, readOne, readWhere, watch } from '../collections/store-access.ts';
import { cell, type Known } from '../live.ts';
import type { TrayItem } from '../sync/tray.ts';
import { isOpen, newestFirst, toRow, withChanges } from './case-row.ts';

export interface CaseLists {
  readonly open: Live<readonly CaseRow[]>;
  readonly changedSince: (instant: string) => Promise<readonly CaseDocument[]>;
  readonly one: (id: string) => Live<CaseDocument | null>;
  readonly many: (ids: readonly string[]) => Promise<readonly CaseDocument[]>;
  readonly close: () => void;
}

const OPEN_STATES = CASE_STATES.filter((state) => !FINAL_STATES.has(state));

/**
 * The open cases as rows in memory, built once and then kept by changes alone: a new entry costs one row, not a reading of the store.
 * Closed ones are in the stock (`renderer/data/stock`), with every list that may be long.
 */
export function caseLists(cases: LocalCollection, tray: Known<ReadonlyMap<string, TrayItem>>): CaseLists {
  const open = cell<readonly CaseRow[]>();
  let refused = refusedSubjects(tray.get());

  const singles = singleCases(cases);
  const pending = new Map<string, CaseRow | null>();
  const apply = (): void => {
    const now = open.get();
    if (now === undefined || pending.size === 0) return;
    open.set(withChanges(now, pending));
    pending.clear();
  };
  const stopWatching = watch<LocalCase>(cases, (changes) => {
    singles.changed(changes);
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
    changedSince: async (instant) => {
      const perState = CASE_STATES.map((state) =>
        readWhere<LocalCase>(cases, { where: { state, changedAt: { $gte: instant } } }),
      );
      return (await Promise.all(perState)).flat();
    },
    one: singles.one,
    many: async (ids) => {
      const found = await readMany<LocalCase>(cases, ids);
      return ids.flatMap((id) => found.get(id) ?? []);
    },
    close: () => {
      stopWatching();
      stopTray();
    },
  };
}

const refusedSubjects = (items: ReadonlyMap<string, TrayItem>): ReadonlySet<string> =>
  new Set([...items.values()].map(({ subject }) => subject));

/**
 * One case each, for as long as somebody listens; the value stays for the next reader. What was written while nobody listened is not shown as it was before: then there is no
 * value until it is read.
 */
function singleCases(cases: LocalCollection): {
  readonly one: CaseLists['one'];
  readonly changed: (changes: ReadonlyMap<string, LocalCase | null>) => void;
} {
  interface Single {
    readonly live: Live<CaseDocument | null>;
    readonly set: (document: CaseDocument | null | undefined) => void;
    heard: number;
    /** Counts up with all that was told or is being read: what was asked before is not told any more. */
    turn: number;
  }
  const known = new Map<string, Single>();
  const begin = (id: string): Single => {
    const inner = cell<CaseDocument | null | undefined>();
    const read = async (turn: number): Promise<void> => {
      const document = await readOne<LocalCase>(cases, id);
      if (single.turn === turn) inner.set(document);
    };
    const single: Single = {
      heard: 0,
      turn: 0,
      set: inner.set,
      live: {
        get: inner.get,
        subscribe: (heard) => {
          const leave = inner.subscribe(heard);
          single.heard += 1;
          if (single.heard === 1) void read((single.turn += 1));
          return () => {
            leave();
            single.heard -= 1;
          };
        },
      },
    };
    known.set(id, single);
    return single;
  };
  return {
    one: (id) => (known.get(id) ?? begin(id)).live,
    changed: (changes) => {
      for (const [id, document] of changes) {
        const single = known.get(id);
        if (single === undefined) continue;
        single.turn += 1;
        single.set(single.heard === 0 ? undefined : document);
      }
    },
  };
}
