import type { ChangeSet } from '../../../shared/actions/change-set.ts';
import type { ChangeEntry } from '../../../shared/domain/change.ts';
import type { HistoryType } from '../../../shared/domain/change.ts';
import type { RecordOf } from '../../../shared/domain/record-of.ts';
import type { Live, Outcome, Whereabouts } from '../values.ts';

/** A past edit as the history shows it. */
export interface PastChange extends ChangeEntry {
  readonly subject: string;
  /** `queued`: on this terminal only so far. */
  readonly delivery: 'queued' | 'delivered';
}

/** An edit as the desk needs it: with when the server took it, if it has. */
export interface MarkedChange extends PastChange {
  readonly takenAt?: string;
}

/** An edit of which a value gave way to a colleague's, and nobody has decided between the two. */
export interface Dispute {
  /** The id of the edit. */
  readonly id: string;
  readonly change: MarkedChange;
  readonly subject: string;
  /** 居民 方鹭芸 */
  readonly title: string;
  /**
   * `author`: he wrote the value that gave way; `keeper`: he keeps the record (grid, community); `others`: he may decide, and it waits for those below him;
   * `nobody-here`: he sees it and may not write the record.
   */
  readonly waitsFor: 'author' | 'keeper' | 'others' | 'nobody-here';
}
/** Those that wait for this person: what the sync button counts. */
export const waitsForMe = ({ waitsFor }: Dispute): boolean => waitsFor === 'author' || waitsFor === 'keeper';

/** An edit of mine that was put beside a colleague's of other fields, by itself. */
export interface MergedEdit {
  readonly id: string;
  readonly change: MarkedChange;
  readonly subject: string;
  readonly title: string;
  /** Who changed the others, where the history tells. */
  readonly with: string | undefined;
}

/** Where a record stands on its way: of its newest edit here. */
export interface RecordDelivery {
  readonly unsent: number;
  readonly refused: boolean;
  /** Server time of the last receipt this terminal got for it. */
  readonly receiptAt: string | null;
}

export interface RecordsApi {
  /** One record, `null` when it is not (or no longer) here; void ones included. */
  readonly one: <T extends HistoryType>(type: T, id: string) => Live<RecordOf[T] | null>;
  /** Several at once, in the order asked, those that are not here left out. Not live. */
  readonly many: <T extends HistoryType>(type: T, ids: readonly string[]) => Promise<readonly RecordOf[T][]>;
  /** Effective records whose reference field is `id`: occupancies of a person or room, members of a household, rooms of a building, targets of a task, care files of a person, objections of a subject. Live. */
  readonly of: <T extends HistoryType>(type: T, field: ReferenceField, id: string) => Live<readonly RecordOf[T][]>;
  /**
   * Commits everything an action gave back, durably and at once, with one history entry per record, and queues it. Refused in words where a record changed since
   * the action was computed (`before` is compared), or where the post has no right to write it.
   */
  readonly commit: (changes: ChangeSet) => Promise<Outcome<{ readonly batch: string }>>;
  /** Takes a whole batch back, as an act of its own that stands in the history. Refused in words where a field was changed again since. */
  readonly undo: (batch: string) => Promise<Outcome<{ readonly batch: string }>>;
  /** Sets fields back to what they were before one change (还原). */
  readonly restore: (
    subject: string,
    change: string,
    fields: readonly string[],
  ) => Promise<Outcome<{ readonly batch: string }>>;
  /** Newest first, those not yet sent included. */
  readonly history: (subject: string) => Live<readonly PastChange[]>;
  readonly delivery: (subject: string) => Live<RecordDelivery>;
  /** Of an act with all its edits. */
  readonly whereIs: (batch: string) => Live<Whereabouts>;
  /** What is to be decided in sight, mine first; `undefined` until it is known. Decided by an act (`shared/actions/settle.ts`), undone like any. */
  readonly disputes: Live<readonly Dispute[]>;
  /** What was merged by itself in the last days. */
  readonly merged: Live<readonly MergedEdit[]>;
}

export type ReferenceField =
  'person' | 'room' | 'building' | 'household' | 'homeRoom' | 'task' | 'subject' | 'ledger' | 'head' | 'list';
