import { projectCase } from '../../../shared/cases/fold.ts';
import { mergeLogs } from '../../../shared/cases/merge.ts';
import type { ChangeEntry } from '../../../shared/domain/change.ts';
import { hasHistory } from '../../../shared/domain/change.ts';
import { DOCUMENT_TYPES, typeOfId } from '../../../shared/domain/document-types.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { MOST_RECEIPTS, PATHS, receiptsResponse, type ReceiptsRequest } from '../../../shared/sync/wire.ts';
import { isOver, pause } from '../../lib/signals.ts';
import type { Outcome, ReceiptsChecked, TrustedClock } from '../api.ts';
import { asLocalCase, localRecord, recordOf, type LocalCase, type LocalRecord } from '../collections/local-form.ts';
import type { LocalCollections } from '../collections/open-database.ts';
import { changeOne, readOne } from '../collections/store-access.ts';
import type { SealedDatabase } from '../evidence/sealed-database.ts';
import type { HandoverOutbox } from '../handover/outbox.ts';
import { cell, type Known } from '../live.ts';
import { commit } from '../rooms/mirror.ts';
import type { Change, Rooms } from '../rooms/rooms.ts';
import { done, troubled } from '../trouble.ts';
import { AWAY } from '../session/session-calls.ts';
import type { Ledger, LedgerRow } from './ledger.ts';
import { Refused, Unreachable, type ServerLink } from './server-link.ts';
import type { Tray } from './tray.ts';
import { unsentChange, unsentEntry } from './unsent.ts';

export interface CheckReceiptsParts {
  readonly link: ServerLink;
  readonly rooms: Rooms;
  readonly ledger: Ledger;
  readonly tray: Tray;
  readonly handovers: HandoverOutbox;
  readonly collections: LocalCollections;
  readonly evidence: Pick<SealedDatabase, 'read'>;
  readonly clock: TrustedClock;
  /** One write after another, all windows together. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

export interface CheckReceipts {
  readonly last: Known<ReceiptsChecked | null>;
  readonly run: (signal: AbortSignal) => Promise<Outcome<void>>;
  /** Once a day, in a quiet moment after the start. */
  readonly daily: (signal: AbortSignal, onTrouble: (what: string, error: unknown) => void) => Promise<void>;
}

const CHECKED = 'receipts-checked';
const DAY_MS = 24 * 3_600_000;
/** The start has enough to do. */
const QUIET_MS = 20_000;
const BETWEEN_PAGES_MS = 50;

const AGAIN = '中心没有这一条，重新送';
const GONE = {
  code: 'gone-at-center',
  why: '中心恢复过较早的备份，这一条已不在中心，本机也没有它的内容了',
  fix: '打开这件看一下，需要就重新办一次。',
};

function questionsOf(rows: readonly LedgerRow[]): ReceiptsRequest {
  const of = (kind: LedgerRow['kind']): readonly LedgerRow[] =>
    rows.filter((row) => row.kind === kind && row.handover === undefined);
  return {
    handovers: rows.flatMap(({ handover }) => (handover === undefined ? [] : [handover])),
    entries: of('entry').map(({ id, subject }) => ({ id, case: subject })),
    changes: of('change').map(({ id }) => id),
    photos: of('photo').map(({ id }) => id),
  };
}

/**
 * Compares the ledger with what the centre has (DESIGN §5.7). A receipt that the centre knows nothing of (it was restored from an older backup) is no receipt: the
 * write is queued again where its content is still here, and otherwise said to be gone, in the 退回箱. A queued one that the centre has is settled.
 */
export async function checkReceipts(parts: CheckReceiptsParts): Promise<CheckReceipts> {
  const { link, rooms, ledger, tray, handovers, collections, evidence, clock, inTurn } = parts;
  const last = cell<ReceiptsChecked | null>(
    ((await rooms.read('memory', CHECKED)) as ReceiptsChecked | undefined) ?? null,
  );

  const heldOf = async (rows: readonly LedgerRow[], signal: AbortSignal): Promise<ReadonlySet<string>> => {
    const held = new Set<string>();
    for (let start = 0; start < rows.length; start += MOST_RECEIPTS) {
      const json = questionsOf(rows.slice(start, start + MOST_RECEIPTS));
      const answer = await link.ask(receiptsResponse, PATHS.receipts, { method: 'POST', json, signal });
      // 已交接: the centre has it as the document it was handed over in.
      const byHandover = new Map(rows.flatMap(({ id, handover }) => (handover === undefined ? [] : [[handover, id]])));
      for (const id of answer.held) held.add(byHandover.get(id) ?? id);
      await pause(BETWEEN_PAGES_MS, signal);
    }
    return held;
  };

  const queuedAgain = ({ receiptAt: _at, receiptRev: _rev, ...row }: LedgerRow): LedgerRow => ({
    ...row,
    delivery: 'queued',
    waiting: AGAIN,
  });

  /** The write itself, put back among what waits; false where its content is no longer here. The ledger goes first, and beside it what it stands for: what waits has a row. */
  const putBack = async (row: LedgerRow): Promise<boolean> => {
    // What was handed over is in no document of ours, whatever lies here under its subject's id by now.
    if (row.handover !== undefined) return handovers.again(row.id, AGAIN);
    const requeue = (also: readonly Change[] = []): Promise<void> =>
      commit(rooms, [ledger.plan(new Map([[row.id, queuedAgain(row)]]))], also);
    if (row.kind === 'photo') {
      if ((await evidence.read(row.id)) === null) return false;
      await requeue();
      return true;
    }
    if (row.kind === 'entry') {
      const document = await readOne<LocalCase>(collections.cases, row.subject);
      const entry = document?.log.find(({ id }) => id === row.id);
      if (document === null || entry === undefined) return false;
      const { stamp: _given, ...unsent } = entry;
      await requeue([unsentEntry(unsent, withoutStamp(document, row.id))]);
      await changeOne<LocalCase>(
        collections.cases,
        row.subject,
        (now) => (now === null ? null : withoutStamp(now, row.id)),
        'receipts',
      );
      return true;
    }
    const type = typeOfId(row.subject);
    const line = await readOne<LocalRecord>(collections.history, `change:${row.id}`);
    const collection = hasHistory(type) ? DOCUMENT_TYPES[type].collection : null;
    if (line === null || collection === null) return false;
    const record = await readOne<LocalRecord>(collections[collection], row.subject);
    if (record === null) return false;
    // As it stands, with the edit in it: cut off between the two, the next start puts it among what waits and changes nothing else.
    const stands = recordOf(record);
    await requeue([unsentChange({ before: stands, after: stands, entry: entryOfLine(line) }, row.title)]);
    await changeOne<LocalRecord>(
      collections[collection],
      row.subject,
      (now) => (now === null ? null : withEdit(now, entryOfLine(line))),
      'receipts',
    );
    return true;
  };

  const tellGone = async (row: LedgerRow): Promise<void> => {
    const at = isoAt(clock.nowMs());
    if (handovers.items.get().has(row.id)) await handovers.refuse(row.id, GONE, at);
    else await tray.putWords(row, [], GONE, at);
  };

  const compare = async (signal: AbortSignal): Promise<void> => {
    const rows = [...ledger.rows.get().values()].filter(({ delivery }) => delivery !== 'refused');
    const delivered = rows.filter(({ delivery }) => delivery === 'delivered');
    const queued = rows.filter(
      ({ delivery, kind, handover }) => delivery === 'queued' && kind !== 'photo' && handover === undefined,
    );
    const held = await heldOf([...delivered, ...queued], signal);
    const at = isoAt(clock.nowMs());
    const taken = queued.filter(({ id }) => held.has(id));
    // Photos settle themselves: their own queue asks before it sends.
    if (taken.length > 0)
      await ledger.settleHeld(
        taken.map(({ id }) => id),
        at,
      );
    let again = 0;
    let gone = 0;
    // Steps before the photos they name: of a case out of sight a photo is taken by the word of its step.
    const missing = delivered.filter(({ id }) => !held.has(id));
    for (const row of missing.toSorted((a, b) => Number(a.kind === 'photo') - Number(b.kind === 'photo'))) {
      const wasPutBack = await inTurn(() => putBack(row));
      if (wasPutBack) again += 1;
      else {
        await tellGone(row);
        gone += 1;
      }
    }
    const checked: ReceiptsChecked = { at, held: held.size, again, gone };
    await rooms.write([{ room: 'memory', id: CHECKED, value: checked }]);
    last.set(checked);
  };

  return {
    last,
    run: async (signal) => {
      try {
        await compare(signal);
        return done(undefined);
      } catch (error) {
        if (error instanceof Unreachable || error instanceof Refused) return troubled(AWAY);
        throw error;
      }
    },
    daily: async (signal, onTrouble) => {
      while (!isOver(signal)) {
        const lastMs = Date.parse(last.get()?.at ?? '') || 0;
        await pause(Math.max(QUIET_MS, lastMs + DAY_MS - clock.nowMs()), signal);
        if (isOver(signal)) return;
        try {
          await link.whenOpen(signal);
          await compare(signal);
        } catch (error) {
          if (isOver(signal)) return;
          if (!(error instanceof Unreachable || error instanceof Refused)) onTrouble('receipts', error);
        }
      }
    },
  };
}

/** An entry that waits again; its place is behind those that bear a stamp, as when it was written. */
function withoutStamp(document: LocalCase, id: string): LocalCase {
  const log = document.log.map((entry) => {
    if (entry.id !== id) return entry;
    const { stamp: _given, ...rest } = entry;
    return rest;
  });
  return asLocalCase(projectCase({ ...document, log: [...mergeLogs(log, [])] }));
}

const withEdit = (record: LocalRecord, entry: ChangeEntry): LocalRecord =>
  record.changes.some(({ id }) => id === entry.id)
    ? record
    : localRecord(recordOf(record), record.rev, [...record.changes, entry]);

/** The edit as it travelled, out of its line in the history. */
function entryOfLine(line: LocalRecord): ChangeEntry {
  const { _id, type, scope, audience, provenance, schema, subject, takenAt, ...entry } = recordOf(
    line,
  ) as unknown as Readonly<Record<string, unknown>>;
  return entry as unknown as ChangeEntry;
}
