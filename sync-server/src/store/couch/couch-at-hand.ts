import type { StoredDocument, WriteDocument, WriteRow } from '../port.ts';
import { overlay } from '../../../../shared/lib/overlay.ts';

/** More than is written between two readings of the feed; what is not at hand is read, as what others wrote. */
const MOST = 4_096;

/** A row of the feed: a document with all its leaves. */
export interface Told {
  readonly id: string;
  readonly changes: readonly { readonly rev: string }[];
}

/** What was written here, until the feed has told of it: of that its rows alone are asked for, without the documents. */
export interface AtHand {
  readonly isEmpty: () => boolean;
  /** Of a write that is down, with all that belongs to it. */
  readonly keep: (documents: readonly WriteDocument[], rows: readonly WriteRow[]) => void;
  /** The document as it is in force by this row; absent where another revision stands in it, or one beside it. */
  readonly of: (row: Told) => StoredDocument | undefined;
  readonly forget: (ids: readonly string[]) => void;
}

/** `isAwaited`: the feed has not told of it yet. */
export function documentsAtHand(isAwaited: (id: string) => boolean): AtHand {
  const documents = new Map<string, StoredDocument>();
  return {
    isEmpty: () => documents.size === 0,
    keep: (written, rows) => {
      if (documents.size + written.length > MOST) documents.clear();
      for (const [at, document] of written.entries()) {
        const row = rows[at];
        documents.delete(document._id);
        // Of attachments only CouchDB knows what it says of them.
        const isKnown = row?.ok === true && row.isUnsure !== true && document._attachments === undefined;
        if (isKnown && isAwaited(row.id))
          documents.set(row.id, overlay(document, { _rev: row.rev }) as unknown as StoredDocument);
      }
    },
    of: ({ id, changes: [winner, ...others] }) => {
      const document = documents.get(id);
      return others.length === 0 && document?._rev === winner?.rev ? document : undefined;
    },
    forget: (ids) => {
      for (const id of ids) documents.delete(id);
    },
  };
}
