import http from 'pouchdb-adapter-http';
import idb from 'pouchdb-adapter-idb';
import PouchCore from 'pouchdb-core';
import replication from 'pouchdb-replication';

/** A document as PouchDB gives and takes it. */
export interface PouchDocument {
  readonly _id: string;
  readonly _rev: string;
  readonly _attachments?: Readonly<Record<string, PouchAttachment>>;
  readonly [field: string]: unknown;
}
export interface PouchAttachment {
  readonly content_type: string;
  readonly data?: Blob;
  /** Says that the bytes are asked for by themselves. */
  readonly stub?: true;
}

/** One line of a feed, as the replicator reads it. */
export interface Change {
  readonly id: string;
  readonly seq: number;
  readonly changes: readonly { readonly rev: string }[];
}

interface AllDocsRow {
  readonly id?: string;
  readonly key: string;
  readonly error?: string;
  readonly value?: { readonly rev: string; readonly deleted?: boolean };
}

/**
 * PouchDB as this room uses it. Typed here, because `@types/pouchdb-core` declares a `Buffer` for pages that breaks Node's own wherever both are in one
 * program, and our tests against the real server are such a program.
 */
export interface Pouch {
  readonly get: (id: string, options?: Readonly<Record<string, unknown>>) => Promise<PouchDocument>;
  readonly getAttachment: (id: string, name: string, options?: Readonly<Record<string, unknown>>) => Promise<Blob>;
  readonly bulkDocs: (
    documents: readonly PouchDocument[],
    options?: { readonly new_edits: boolean },
  ) => Promise<readonly unknown[]>;
  readonly remove: (id: string, rev: string) => Promise<unknown>;
  readonly allDocs: (options: Readonly<Record<string, unknown>>) => Promise<{ readonly rows: readonly AllDocsRow[] }>;
  readonly revsDiff: (
    revs: Readonly<Record<string, readonly string[]>>,
  ) => Promise<Readonly<Record<string, { readonly missing: readonly string[] }>>>;
  readonly info: () => Promise<unknown>;
  readonly close: () => Promise<void>;
}

export interface Replication extends PromiseLike<unknown> {
  readonly on: (event: 'denied', heard: (row: unknown) => void) => Replication;
  readonly cancel: () => void;
}

interface PouchConstructor {
  new (name: string, options: Readonly<Record<string, unknown>>): Pouch;
  readonly replicate: (source: Pouch, target: Pouch, options: Readonly<Record<string, unknown>>) => Replication;
}

/** Only what is needed: neither map/reduce nor the other adapters. */
export const PouchDB = PouchCore.plugin(idb).plugin(http).plugin(replication) as unknown as PouchConstructor;
