import { nameIn, type BatchChanges } from './pouch-batch.ts';
import type { StoreChange, StoredDocument } from './port.ts';

/** Documents that are remembered until they are read: more than one push writes, and whoever follows reads at once. */
const REMEMBERED = 4_096;

/**
 * The end of a store's feed, noted while it is written: PouchDB reads a feed one document after the other, each by two turns through LevelDB's threads, which takes
 * longer than writing them. Knows a feed from some sequence on or not at all, never with a gap.
 */
export interface WrittenTail {
  /** A batch that is on disk. */
  readonly note: (changes: BatchChanges) => void;
  /** Documents that were written just now, as they lie there: what is known of them need not be read out of the batch. */
  readonly wrote: (documents: readonly StoredDocument[]) => void;
  /** Nothing is known any more of what lies on disk. */
  readonly forget: () => void;
  /** As `Store.changes`; null: asked from before what is known here. Who asks from a sequence has all up to it, and nothing of that is kept any longer: who is further behind reads from disk. */
  readonly after: (
    seq: number,
    limit: number,
  ) => { readonly changes: readonly StoreChange[]; readonly last: number } | null;
}

const nameOf = ({ _id, _rev }: Pick<StoredDocument, '_id' | '_rev'>): string => `${_id} ${_rev}`;

type WrittenDocuments = ReadonlyMap<string, StoredDocument>;

/** As PouchDB reads it: attachments named, not brought. */
function changeIn(seq: number, text: string, written: WrittenDocuments): StoreChange {
  const name = nameIn(text);
  const document = (name === null ? undefined : written.get(nameOf(name))) ?? (JSON.parse(text) as StoredDocument);
  const { _attachments: attachments } = document;
  if (attachments === undefined) return { seq, document, text };
  const named = Object.entries(attachments).map(([name, one]) => [name, { ...one, stub: true }] as const);
  return { seq, document: { ...document, _attachments: Object.fromEntries(named) } };
}

/** The changes of a batch in order, or null where one of them is not what is in force of its document: a branch, which nobody makes here. */
function changesOf({ documents, metadata }: BatchChanges, written: WrittenDocuments): readonly StoreChange[] | null {
  const changes = documents.map(([seq, text]) => changeIn(seq, text, written));
  // A quote inside of a text is escaped, so that only the field itself can be meant.
  const isWhole = changes.every(
    ({ document: { _id, _rev } }) => metadata.get(_id)?.includes(`"winningRev":"${_rev}"`) === true,
  );
  return isWhole ? changes.sort((a, b) => a.seq - b.seq) : null;
}

export function writtenTail(remembered = REMEMBERED): WrittenTail {
  /** By id, in the order of their sequences: one that changes again moves to the end. */
  const changes = new Map<string, StoreChange>();
  let known: { from: number; last: number } | null = null;
  /** Batches that nobody has asked about: who only writes does not pay for reading. */
  let unread: BatchChanges[] = [];
  let unreadDocuments = 0;
  const written = new Map<string, StoredDocument>();

  const forgetRead = (): void => {
    changes.clear();
    known = null;
  };

  const take = (noted: BatchChanges): void => {
    const fresh = changesOf(noted, written);
    const [first, last] = [fresh?.[0], fresh?.at(-1)];
    if (fresh === null || first === undefined || last === undefined) {
      forgetRead();
      return;
    }
    if (known !== null && first.seq !== known.last + 1) forgetRead();
    known = { from: known?.from ?? first.seq - 1, last: last.seq };
    for (const change of fresh) {
      changes.delete(change.document._id);
      changes.set(change.document._id, change);
    }
    for (const [id, { seq }] of changes) {
      if (changes.size <= remembered) break;
      changes.delete(id);
      known.from = seq;
    }
  };

  const letGo = (upTo: number, { last }: { readonly last: number }): void => {
    known = { from: Math.min(upTo, last), last };
    for (const [id, { seq }] of changes) {
      if (seq > upTo) break;
      changes.delete(id);
    }
  };

  const readUp = (): void => {
    const batches = unread;
    unread = [];
    unreadDocuments = 0;
    for (const noted of batches) take(noted);
    written.clear();
  };

  return {
    forget: () => {
      forgetRead();
      unread = [];
      unreadDocuments = 0;
      written.clear();
    },
    wrote: (documents) => {
      // Nobody asks: who only writes keeps nothing for reading.
      if (written.size + documents.length > remembered) written.clear();
      for (const document of documents) written.set(nameOf(document), document);
    },
    note: (noted) => {
      if (noted.documents.length === 0) return;
      unread.push(noted);
      unreadDocuments += noted.documents.length;
      while (unreadDocuments > remembered) {
        // Sequences are missing now: `take` sees it, and begins with what follows.
        unreadDocuments -= unread.shift()?.documents.length ?? 0;
      }
    },
    after: (seq, limit) => {
      readUp();
      if (known === null || seq < known.from) return null;
      letGo(seq, known);
      const found: StoreChange[] = [];
      for (const change of changes.values()) {
        if (found.length === limit) break;
        found.push(change);
      }
      return { changes: found, last: found.at(-1)?.seq ?? seq };
    },
  };
}
