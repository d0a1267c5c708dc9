import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import type { ChangeEntry } from '../../../shared/domain/change.ts';
import { assert } from '../../../shared/lib/assert.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { REFUSALS, type Refusal } from '../../../shared/sync/refusal.ts';
import type { TrustedClock } from '../api.ts';
import { isOutOfSight, wasOurs, type HandoverOutbox } from '../handover/outbox.ts';
import { localRecord, recordOf, type LocalRecord } from '../collections/local-form.ts';
import type { LocalCollection } from '../collections/open-database.ts';
import { putLines } from '../records/history-lines.ts';
import { before, isCreation, rebase, withoutEntries } from '../records/rebase.ts';
import { bulkPush, documentsOf, isFounded, type Answer, type Pusher, type PushRow } from './bulk-push.ts';
import type { Pulled } from './feed.ts';
import type { Ledger } from './ledger.ts';
import { Unreachable, type ServerLink } from './server-link.ts';
import type { Tray } from './tray.ts';

export interface RecordPusherParts {
  readonly link: ServerLink;
  readonly ledger: Ledger;
  readonly tray: Tray;
  readonly handovers: HandoverOutbox;
  readonly clock: TrustedClock;
  /** Where the lines of the history lie. */
  readonly history: LocalCollection;
  readonly whenOpen: (signal: AbortSignal) => Promise<void>;
}

/** The record as it was after its nth edit. */
export const stateAfter = (record: LocalRecord, nth: number): AnyRecord =>
  before(recordOf(record), record.changes.slice(nth + 1));

/** Somebody else writes this record without pause: RxDB begins anew later. */
const MOST_RACES = 5;

const asRecord = (document: Pulled): LocalRecord => document as unknown as LocalRecord;
const changesOf = (row: PushRow): readonly ChangeEntry[] =>
  row.newDocumentState._deleted ? [] : ((asRecord(row.newDocumentState) as Partial<LocalRecord>).changes ?? []);

/**
 * Delivers the unsent edits of records. A record is sent whole, made upon the revision it names, with its edits inside; where somebody was faster nothing is taken,
 * the server's state comes back, and the edits are put upon it (`conflict.ts`) before they are sent again.
 */
export function recordPusher({ link, ledger, tray, handovers, clock, history, whenOpen }: RecordPusherParts): Pusher {
  const isWaiting = ({ id }: ChangeEntry): boolean => ledger.stateOf(id) === 'waiting';
  const settle = async (record: LocalRecord, entries: readonly ChangeEntry[], rev: string): Promise<void> => {
    const at = isoAt(clock.nowMs());
    await ledger.settleChanges(entries, record._id, at, rev);
    await putLines(history, record, entries, at);
  };
  const { alone, answersTo, currentOf, newsOf } = bulkPush<LocalRecord>(link, async (sent, answer) => {
    if (answer.kind === 'held') await settle(sent, sent.changes, answer.rev);
  });

  /**
   * Outrun, and not only by others: an answer may have been lost, so that the edits are in there already. Put upon the record once more they would undo what a
   * colleague did to them since. Their lines in the history tell.
   */
  const settleTaken = async (
    outrun: readonly { readonly sent: LocalRecord; readonly rev: string }[],
    signal: AbortSignal,
  ): Promise<void> => {
    const ids = outrun.flatMap(({ sent }) => sent.changes.map(({ id }) => `change:${id}`));
    if (ids.length === 0) return;
    const lines = await documentsOf(link, ids, signal);
    for (const { sent, rev } of outrun) {
      const taken = sent.changes.filter(({ id }) => lines.get(`change:${id}`)?.['subject'] === sent._id);
      await settle(sent, taken, rev);
    }
  };

  const isRefused = ({ id }: ChangeEntry): boolean => ledger.stateOf(id) === 'refused';

  /** The record as the server would hold it after one edit; `null` where there is nothing to make it upon. */
  const withEdit = (held: Pulled, pushed: LocalRecord, nth: number): LocalRecord | null => {
    const [edit] = withoutEntries(pushed.changes.slice(0, nth + 1), isRefused).slice(-1);
    assert(edit !== undefined, 'an edit that waits has not been refused');
    if (!held._deleted) {
      const { document, entries } = rebase(recordOf(asRecord(held)), [edit], recordOf(pushed));
      return localRecord(document, held.rev, entries);
    }
    return isCreation(edit) ? localRecord(stateAfter(pushed, nth), undefined, [edit]) : null;
  };

  /** Sends the edits one after the other on what the server holds, so that exactly those refused go to the 退回箱 or, where the record has left, to its keeper. */
  const editByEdit = async (row: PushRow, first: Refusal, signal: AbortSignal): Promise<Pulled> => {
    const pushed = asRecord(row.newDocumentState);
    let held = await heldNow(pushed, signal);
    await settleTaken([{ sent: pushed, rev: held.rev ?? '' }], signal);
    const isOnly = pushed.changes.filter(isWaiting).length === 1;
    let refusal = first;
    for (const [nth, entry] of pushed.changes.entries()) {
      if (!isWaiting(entry)) continue;
      let answer: Answer | null = isOnly ? { kind: 'refused', refusal } : null;
      for (let tries = 0; answer === null && tries < MOST_RACES; tries += 1) {
        const document = withEdit(held, pushed, nth);
        const one: Answer = document === null ? { kind: 'refused', refusal } : await alone(document, signal);
        if (one.kind !== 'refused') held = one.document;
        if (one.kind !== 'outrun') answer = one;
      }
      if (answer === null) throw new Unreachable(`${pushed._id} is being written without pause`);
      if (answer.kind !== 'refused') continue;
      refusal = answer.refusal;
      // Gone from our sight, and ours when it was written: whoever keeps it now decides. Else the refusal is about what was written.
      const goesOn = held._deleted && isOutOfSight(refusal) && wasOurs(pushed, entry);
      if (goesOn) await handovers.putChange(entry, stateAfter(pushed, nth));
      else await tray.putChange(entry, stateAfter(pushed, nth), refusal, isoAt(clock.nowMs()));
    }
    return held;
  };

  const heldNow = async (record: LocalRecord, signal: AbortSignal): Promise<Pulled> => {
    const [held] = await currentOf([record], signal);
    if (held === undefined || held === null) throw new Unreachable(`${record._id} cannot be read`);
    return held;
  };

  /** Made new here, and refused: what was written into it since has nothing to stand upon, and lies beside it in the 退回箱 with the same reason. */
  const refusedCreation = (entries: readonly ChangeEntry[]): Refusal | null => {
    const creation = entries.find(isCreation);
    return (creation === undefined ? undefined : tray.items.get().get(creation.id)) ?? null;
  };

  /** Some of its edits have their answer already: those left go upon what the server holds now. */
  const masterOfMixed = async (row: PushRow, signal: AbortSignal): Promise<Pulled> => {
    const pushed = asRecord(row.newDocumentState);
    const held = await heldNow(pushed, signal);
    if (!held._deleted || !changesOf(row).some(isWaiting)) return held;
    const refusal = refusedCreation(pushed.changes);
    if (refusal === null) return editByEdit(row, REFUSALS.before, signal);
    const { code, why, fix } = refusal;
    for (const [nth, entry] of pushed.changes.entries()) {
      if (isWaiting(entry))
        await tray.putChange(entry, stateAfter(pushed, nth), { code, why, fix }, isoAt(clock.nowMs()));
    }
    return held;
  };

  return {
    push: async (rows, signal) => {
      const carrying = rows.filter((row) => changesOf(row).length > 0);
      const whole = carrying.filter((row) => changesOf(row).every(isWaiting));
      const mixed = carrying.filter((row) => !whole.includes(row));
      const unfounded = rows.filter((row) => !carrying.includes(row) && !isFounded(row));
      if (carrying.length + unfounded.length === 0) return [];
      await whenOpen(signal);
      const masters: Pulled[] = [...(await newsOf(unfounded, signal))];
      for (const row of mixed) masters.push(await masterOfMixed(row, signal));
      if (whole.length === 0) return masters;
      const documents = whole.map(({ newDocumentState }) => asRecord(newDocumentState));
      const answers = await answersTo(documents, signal);
      const outrun: { readonly sent: LocalRecord; readonly rev: string }[] = [];
      for (const [index, row] of whole.entries()) {
        const [answer, sent] = [answers[index], documents[index]];
        if (answer === undefined || sent === undefined) throw new Unreachable('_bulk_docs answered with too few rows');
        if (answer.kind === 'outrun') outrun.push({ sent, rev: answer.rev });
        masters.push(answer.kind === 'refused' ? await editByEdit(row, answer.refusal, signal) : answer.document);
      }
      await settleTaken(outrun, signal);
      return masters;
    },
  };
}
