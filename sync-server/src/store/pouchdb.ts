import { createRequire } from 'node:module';

/**
 * PouchDB as the driver uses it. Loaded by `require` and typed here because `@types/pouchdb-core` declares a `Buffer` for pages that breaks Node's own
 * wherever both are in one program.
 */
export interface Pouch {
  readonly id: () => Promise<string>;
  readonly info: () => Promise<{ readonly update_seq: number; readonly doc_count: number }>;
  readonly changes: (options: {
    readonly since: number;
    readonly limit: number;
    readonly include_docs: true;
  }) => Promise<{
    readonly results: readonly { readonly seq: number; readonly doc?: unknown }[];
    readonly last_seq: number;
  }>;
  readonly allDocs: (options: Readonly<Record<string, unknown>>) => Promise<{ readonly rows: readonly PouchRow[] }>;
  readonly get: (id: string, options?: Readonly<Record<string, unknown>>) => Promise<unknown>;
  readonly put: (document: Readonly<Record<string, unknown>>) => Promise<{ readonly rev: string }>;
  readonly remove: (document: { readonly _id: string; readonly _rev: string }) => Promise<unknown>;
  readonly bulkDocs: (
    documents: readonly unknown[],
    options: { readonly new_edits: boolean },
  ) => Promise<readonly unknown[]>;
  readonly revsDiff: (wanted: Readonly<Record<string, readonly string[]>>) => Promise<unknown>;
  readonly getAttachment: (id: string, name: string, options: { readonly rev: string }) => Promise<Buffer>;
  readonly close: () => Promise<void>;
}

export interface PouchRow {
  readonly id: string;
  readonly error?: string;
  readonly value: { readonly rev: string; readonly deleted?: boolean };
  readonly doc?: unknown;
}

export interface PouchConstructor {
  new (path: string, options: Readonly<Record<string, unknown>>): Pouch;
  readonly plugin: (plugin: unknown) => PouchConstructor;
}

const require = createRequire(import.meta.url);
// What `require` gives is typed by the interfaces above and nowhere else.
const PouchCore = require('pouchdb-core') as PouchConstructor;

export const PouchDB: PouchConstructor = PouchCore.plugin(require('pouchdb-adapter-leveldb'));
