import { changesResponse, type ChangesResponse } from '../../../shared/sync/wire.ts';
import {
  DOCUMENT_TYPES,
  isDocumentType,
  typeOfId,
  type CollectionName,
} from '../../../shared/domain/document-types.ts';
import { readCase } from '../../../shared/cases/read-case.ts';
import { migrated } from '../../../shared/migrations/migrate.ts';
import type { WithDeleted } from 'rxdb/plugins/core';
import { asLocalCase, asLocalRecord, fromServer, tombstone } from '../collections/local-form.ts';
import { isRecord } from '../collections/references.ts';
import type { LocalDocument } from '../collections/schemas.ts';
import type { ServerLink } from './server-link.ts';

export type Pulled = WithDeleted<LocalDocument>;

/** How far the feed has come: the server's opaque sequence (`0`: the beginning), and our own count of batches, which can be compared. */
export interface FeedPosition {
  readonly seq: string;
  readonly order: number;
}

export interface FeedBatch {
  readonly position: FeedPosition;
  readonly documents: ReadonlyMap<CollectionName, readonly Pulled[]>;
  /** Nothing more at the moment. */
  readonly caughtUp: boolean;
  /** Ids of documents that do not have the shape they should: left out, and said so. */
  readonly unreadable: readonly string[];
  /** What comes takes the place of what is here, from this batch on or from one before; `no`: it is all here, or it adds to it. */
  readonly replaces: 'no' | 'begins' | 'goesOn';
}

/** Smaller batches cost more than they give (measured: 500 against 100, a fifth of the time). */
const LIMIT = 500;
/** But the very first rows are on the screen sooner. */
const FIRST_LIMIT = 100;
export const BEGINNING = '0';
/** The server answers a waiting request after this long; half a minute passes every proxy. */
const WAIT_MS = 25_000;

type Row = ChangesResponse['results'][number];

/** One step of the one feed all collections share: asks for what came after `from`; `wait` holds the request open until there is something. */
export async function readFeed(
  link: ServerLink,
  from: FeedPosition,
  wait: boolean,
  signal: AbortSignal,
): Promise<FeedBatch> {
  const limit = from.seq === BEGINNING ? FIRST_LIMIT : LIMIT;
  const query = new URLSearchParams({ include_docs: 'true', removals: '1', limit: String(limit), since: from.seq });
  if (wait) {
    query.set('feed', 'longpoll');
    query.set('timeout', String(WAIT_MS));
  }
  const call = { signal, timeoutMs: wait ? WAIT_MS + 10_000 : 30_000 };
  const {
    results,
    last_seq: seq,
    pending,
    reset,
    resetBegins,
  } = await link.ask(changesResponse, `/records/_changes?${query.toString()}`, call);
  const documents = new Map<CollectionName, Pulled[]>();
  const unreadable: string[] = [];
  for (const row of results) {
    const type = typeOfId(row.id);
    // Design documents and types of a newer version have no collection here.
    if (!isDocumentType(type)) continue;
    const { collection } = DOCUMENT_TYPES[type];
    if (collection === null) continue;
    const document = pulled(row, type);
    if (document === null) unreadable.push(row.id);
    else documents.set(collection, [...(documents.get(collection) ?? []), document]);
  }
  return {
    position: { seq, order: from.order + 1 },
    documents,
    caughtUp: pending === undefined ? results.length < limit : pending === 0,
    unreadable,
    replaces: reset !== true ? 'no' : resetBegins === true ? 'begins' : 'goesOn',
  };
}

/** A row in local form. A deletion and a removal from the scope look alike here: the document is no longer ours to hold. */
function pulled(row: Row, type: string): Pulled | null {
  const { doc } = row;
  const gone = row.deleted === true || row['removed'] === true;
  if (gone) {
    const scope = (doc as { readonly scope?: unknown } | undefined)?.scope;
    return tombstone({ _id: row.id, type, scope: typeof scope === 'string' ? scope : '' });
  }
  return doc === undefined ? null : localForm(doc, type);
}

/**
 * A document of the server as it is kept here, in the form of this version; `null` when it has not the shape of its type. Of records only the head is looked at: there are hundreds of
 * thousands of them, and what this version does not know of them stays in them.
 */
export function localForm(document: { readonly _id: string }, type: string): Pulled | null {
  const local = migrated(fromServer(document)) as unknown as LocalDocument;
  // The history of a care file lies under the ids of all history.
  const isOfType = local.type === type || (type === 'change' && local.type === 'careChange');
  if (!isOfType || typeof local.scope !== 'string') return null;
  if (isRecord(type))
    return { ...asLocalRecord(local as LocalDocument & Readonly<Record<string, unknown>>, []), _deleted: false };
  if (type !== 'case') return { ...local, _deleted: false };
  const read = readCase(local);
  return read === null ? null : { ...asLocalCase(read), _deleted: false };
}
