import type { Placed } from '../../../shared/domain/base-document.ts';

/** A document as it lies in the store: the revision in force, or a tombstone that still says its type and place. */
export interface StoredDocument extends Placed {
  readonly _rev: string;
  readonly _deleted?: boolean;
  readonly _attachments?: Readonly<Record<string, StoredAttachment>>;
  readonly [field: string]: unknown;
}

export interface StoredAttachment {
  readonly content_type: string;
  readonly digest: string;
  readonly length?: number;
  readonly revpos?: number;
  readonly stub?: boolean;
  /** Base64 where the bytes were asked for. */
  readonly data?: string;
}

/** What is written: a stored document without its new revision, or (`newEdits: false`) with the one it brings along. */
export interface WriteDocument {
  readonly _id: string;
  readonly _rev?: string;
  readonly _deleted?: boolean;
  readonly _revisions?: { readonly start: number; readonly ids: readonly string[] };
  readonly _attachments?: Readonly<Record<string, NewAttachment>>;
  readonly [field: string]: unknown;
}

export interface NewAttachment {
  readonly content_type: string;
  readonly data: Buffer;
}

/** A document, and what belongs to it: new documents under ids of their own. */
export interface AccompaniedDocument {
  readonly document: WriteDocument;
  readonly beside: readonly WriteDocument[];
}

export type WriteRow =
  | {
      readonly ok: true;
      readonly id: string;
      readonly rev: string;
      /**
       * It lies on fewer copies than the store answers for: somebody else wrote the same document in the same instant, or copies are away. Not to be acknowledged
       * before `living` has been looked at.
       */
      readonly isUnsure?: true;
    }
  | { readonly ok: false; readonly id: string; readonly error: 'conflict' | 'invalid'; readonly reason: string };

export interface StoreChange {
  readonly seq: number;
  readonly document: StoredDocument;
  /** The document as JSON, where the driver has it at hand: who keeps texts need not make it again. */
  readonly text?: string;
}

/** A living revision that nothing was written on top of. */
export interface LivingLeaf {
  readonly document: StoredDocument;
  readonly revisions: { readonly start: number; readonly ids: readonly string[] };
  /** What was written with it (`writeWith`), where the store keeps that with the revision. */
  readonly beside: readonly WriteDocument[];
}

/** A document of which several living revisions were seen; `sighting` tells this time from the next. */
export interface Branched {
  readonly id: string;
  readonly sighting: string;
}

/** The documents that a store came to hold several living revisions of. */
export interface StoreBranches {
  /** Those that were seen and not settled since, before a restart too. */
  readonly seen: () => Promise<readonly Branched[]>;
  readonly onSeen: (listener: () => void) => () => void;
  readonly settled: (branched: Branched) => Promise<void>;
}

export interface OpenOptions {
  readonly rev?: string;
  /** The newest descendant of `rev` instead of `rev` itself. */
  readonly latest?: boolean;
  readonly revisions?: boolean;
  readonly attachments?: boolean;
}

export interface RevsDiff {
  readonly missing: readonly string[];
  readonly possible_ancestors?: readonly string[];
}

/** One database behind the server. Its drivers: `pouch-store.ts` over PouchDB and LevelDB, `couch/couch-store.ts` over a CouchDB. */
export interface Store {
  /** Names the data: an index of another store is thrown away. */
  readonly uuid: string;
  /** Whose numbers the sequences are: empty where they are the store's own, the same through every handle; else this handle's, which then has `marks`. */
  readonly count: string;
  readonly marks?: StoreMarks;
  /** Absent where nobody but this handle writes, one document after the other. */
  readonly branches?: StoreBranches;
  /** The sequence of the last write, and how many documents there are (no tombstones). */
  readonly info: () => Promise<{ readonly head: number; readonly documents: number }>;
  /** The newest change of each document after `after`, oldest first; `last` is the sequence up to which this is complete. */
  readonly changes: (
    after: number,
    limit: number,
  ) => Promise<{ readonly changes: readonly StoreChange[]; readonly last: number }>;
  /** Calls after every write that may have changed something. */
  readonly onChange: (listener: () => void) => () => void;
  /** The documents in force, tombstones included; unknown ids are absent. */
  readonly current: (ids: readonly string[]) => Promise<ReadonlyMap<string, StoredDocument>>;
  readonly open: (id: string, options: OpenOptions) => Promise<StoredDocument | null>;
  /** Leaf revisions of a document, winner first. */
  readonly leaves: (id: string) => Promise<readonly string[]>;
  /** Of these the living ones, winner first, with their ancestors. */
  readonly living: (id: string) => Promise<readonly LivingLeaf[]>;
  /** Of a write that the store was not sure of: whether it is by now. Absent where it always is. */
  readonly confirm?: (id: string, rev: string) => Promise<boolean>;
  readonly revsDiff: (
    wanted: Readonly<Record<string, readonly string[]>>,
  ) => Promise<Readonly<Record<string, RevsDiff>>>;
  /** One row per document, in order. Acknowledged means synced to disk. */
  readonly write: (
    documents: readonly WriteDocument[],
    options: { readonly newEdits: boolean },
  ) => Promise<readonly WriteRow[]>;
  /**
   * As `write` with new edits; what belongs to a document is written with it or, where that is refused, not at all, and never stands without it, also after a crash. What lies
   * under its id already stays. A row per document, none for what belongs to it. A store without batches keeps with the document what is not down yet (`couch/couch-beside.ts`).
   */
  readonly writeWith: (accompanied: readonly AccompaniedDocument[]) => Promise<readonly WriteRow[]>;
  readonly attachment: (id: string, name: string, rev: string) => Promise<Buffer | null>;
  /** The last document whose id begins with the prefix. What lies under a prefix may be told by a copy that is a moment behind; who builds on it asks for the one by its id. */
  readonly lastUnder: (prefix: string) => Promise<StoredDocument | null>;
  /** Ids of the documents (no tombstones) that begin with the prefix. */
  readonly idsUnder: (prefix: string) => Promise<readonly string[]>;
  readonly local: LocalDocuments;
  readonly close: () => Promise<void>;
}

/** How one handle that counts for itself is told where a reader stood in the count of another. */
export interface StoreMarks {
  /** What to say of a sequence of this handle; empty when it was too long ago. */
  readonly at: (seq: number) => string;
  /**
   * What has changed since a mark of any handle, in this handle's count, which must have come to where the store is. `floor`: everything that happened since
   * then has a greater number here; `changed`: what changed, and the least number at which any of it stands now. Null: the mark says nothing here, or too much has changed.
   */
  readonly since: (mark: string) => Promise<{
    readonly floor: number;
    /** What has a greater number happened after the mark. */
    readonly unsure: number;
    readonly changed: { readonly ids: ReadonlySet<string>; readonly first: number };
  } | null>;
}

export type LocalDocument = Readonly<Record<string, unknown>> & { readonly _rev?: string };

/** Documents that do not replicate: checkpoints of replicators. */
export interface LocalDocuments {
  readonly get: (id: string) => Promise<LocalDocument | null>;
  /** The new revision, or null when `_rev` is not the one in force. */
  readonly put: (id: string, document: LocalDocument) => Promise<string | null>;
  readonly remove: (id: string, rev: string) => Promise<'removed' | 'missing' | 'conflict'>;
}
