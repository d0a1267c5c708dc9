import type { CaseDocument, Finding, LogEntry } from '../../../shared/domain/case.ts';
import type { ChangeEntry } from '../../../shared/domain/change.ts';
import { PHOTO_KIND_NAMES, type PhotoKind } from '../../../shared/domain/evidence.ts';
import { actOf, isAct } from '../../../shared/cases/acts.ts';
import type { SyncCounts, WriteRow } from '../api.ts';
import type { Known } from '../live.ts';
import type { EntryState } from './conflict.ts';
import { commit, mirrorOf, type Planned } from '../rooms/mirror.ts';
import type { Change, Rooms } from '../rooms/rooms.ts';

/** A write of this device as the ledger keeps it. */
export interface LedgerRow extends WriteRow {
  /** For a photo: the entry that names it. */
  readonly entry?: string;
}

/**
 * Every write of this device, once: queued, delivered or refused. The sync equation is a count of its rows and so cannot fail to add up.
 * A row becomes 已送达 only through `settle`, which is given what the server holds.
 */
export interface Ledger {
  readonly rows: Known<ReadonlyMap<string, LedgerRow>>;
  readonly plan: (changes: ReadonlyMap<string, LedgerRow | null>) => Planned;
  /** Marks the entries of the document that bear the server's stamp; `document` must come from the server. */
  readonly settle: (document: CaseDocument, rev: string) => Promise<void>;
  /** Marks edits of a record that the server said it has taken. */
  readonly settleChanges: (
    entries: readonly ChangeEntry[],
    subject: string,
    receiptAt: string,
    rev: string,
  ) => Promise<void>;
  /** Marks queued writes of which the server said that it has them, where nothing here will be told so by a push. */
  readonly settleHeld: (ids: readonly string[], at: string) => Promise<void>;
  readonly stateOf: (entryId: string) => EntryState;
  /** Asks the disk: another window may have settled it before this one was told. */
  readonly waitsOnDisk: (id: string) => Promise<boolean>;
  readonly counts: () => SyncCounts;
}

/** A row without more is one that waits: nothing is taken for delivered that nobody acknowledged. */
const STATES = { queued: 'waiting', delivered: 'delivered', refused: 'refused' } as const;

/** 上报 暴露垃圾 · 上港小区 6幢东侧: what was done, and which one of many. */
export function entryTitle(entry: LogEntry, { category, place }: Finding): string {
  const label = isAct(entry.act) ? actOf(entry.act).label : entry.act;
  return `${label} ${category.name} · ${place.address}`;
}
export const photoTitle = (kind: PhotoKind): string => `照片 ${PHOTO_KIND_NAMES[kind]}`;

export const queuedEntry = (entry: LogEntry, subject: string, finding: Finding): LedgerRow => ({
  id: entry.id,
  kind: 'entry',
  subject,
  title: entryTitle(entry, finding),
  writtenAt: entry.at,
  delivery: 'queued',
});

export const queuedChange = ({ id, at: writtenAt, batch }: ChangeEntry, subject: string, title: string): LedgerRow => ({
  id,
  kind: 'change',
  subject,
  title,
  writtenAt,
  delivery: 'queued',
  batch,
});

type Missing = (id: string) => LedgerRow | undefined | Promise<LedgerRow | undefined>;

/** Receipts are listed one by one for so long; older ones are only counted. */
const LISTED_MS = 90 * 86_400_000;
const EARLIER = 'delivered-earlier';

export async function openLedger(rooms: Rooms, nowMs: number): Promise<Ledger> {
  /** Since the store was opened: what was on its way when it was thrown away may still be in what is being pushed. */
  const thrownAway = new Set<string>();
  const { rows, plan: planRows } = await mirrorOf<LedgerRow>(rooms, 'writes', (changes) => {
    for (const [id, row] of changes) {
      if (row === null) thrownAway.add(id);
      else thrownAway.delete(id);
    }
  });
  // What was written is kept beside its row (`sync/unsent.ts`) for exactly as long as the row waits.
  const plan: Ledger['plan'] = (changes) => {
    const { changes: own, apply } = planRows(changes);
    const answered = [...changes].filter(([, row]) => row?.delivery !== 'queued' || row.handover !== undefined);
    const gone = answered.map(([id]): Change => ({ room: 'unsent', id, gone: true }));
    return { changes: [...own, ...gone], apply };
  };
  const old = [...rows.get().values()].filter(
    ({ delivery, receiptAt }) =>
      delivery === 'delivered' && receiptAt !== undefined && Date.parse(receiptAt) + LISTED_MS < nowMs,
  );
  const earlier = (((await rooms.read('memory', EARLIER)) as number | undefined) ?? 0) + old.length;
  if (old.length > 0) {
    const gone = plan(new Map(old.map(({ id }) => [id, null])));
    await commit(rooms, [gone], [{ room: 'memory', id: EARLIER, value: earlier }]);
  }
  const settleAt = async (receipts: ReadonlyMap<string, string>, rev: string, missing: Missing): Promise<void> => {
    const settled = new Map<string, LedgerRow>();
    for (const [id, receiptAt] of receipts) {
      const row = rows.get().get(id) ?? (await missing(id));
      if (row === undefined || row.delivery === 'delivered') continue;
      const { waiting: _over, ...rest } = row;
      settled.set(id, { ...rest, delivery: 'delivered', receiptAt, receiptRev: rev });
    }
    if (settled.size > 0) await commit(rooms, [plan(settled)]);
  };
  return {
    rows,
    plan,
    settle: (document, rev) => {
      const stamps = document.log.flatMap(({ id, stamp }) => (stamp === undefined ? [] : [[id, stamp.at] as const]));
      // Stamps of colleagues have no row here.
      return settleAt(new Map(stamps), rev, () => undefined);
    },
    settleChanges: (entries, subject, receiptAt, rev) =>
      settleAt(new Map(entries.map(({ id }) => [id, receiptAt])), rev, async (id) => {
        // Written in another window a moment ago; or its row was damaged, and it counts all the same.
        const there = (await rooms.read('writes', id)) as LedgerRow | undefined;
        const entry = entries.find((one) => one.id === id);
        return there ?? (entry && queuedChange(entry, subject, '修改'));
      }),
    settleHeld: (ids, at) => settleAt(new Map(ids.map((id) => [id, at])), '', () => undefined),
    stateOf: (entryId) => {
      if (thrownAway.has(entryId)) return 'refused';
      const row = rows.get().get(entryId);
      // Handed over, it is no edit of ours any more, even while its receipt is on the way.
      return row?.handover === undefined ? STATES[row?.delivery ?? 'queued'] : 'refused';
    },
    waitsOnDisk: async (id) => ((await rooms.read('writes', id)) as LedgerRow | undefined)?.delivery === 'queued',
    counts: () => countWrites([...rows.get().values()], earlier),
  };
}

/** The sync equation. `earlier`: delivered long ago, no longer listed. */
function countWrites(rows: readonly LedgerRow[], earlier: number): SyncCounts {
  const of = (delivery: LedgerRow['delivery']): number => rows.filter((row) => row.delivery === delivery).length;
  return {
    written: rows.length + earlier,
    delivered: of('delivered') + earlier,
    queued: of('queued'),
    refused: of('refused'),
    photosQueued: rows.filter((row) => row.delivery === 'queued' && row.kind === 'photo').length,
    earlier,
  };
}
