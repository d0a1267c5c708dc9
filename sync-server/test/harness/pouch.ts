import { createRequire } from 'node:module';

/** PouchDB as a client of ours, with a database in memory. Typed here for the same reason as in `src/store/pouchdb.ts`. */
export interface ClientPouch {
  readonly name: string;
  readonly allDocs: (
    options?: object,
  ) => Promise<{ rows: { id: string; value: { rev: string }; doc?: Record<string, unknown> }[] }>;
  readonly get: (id: string, options?: object) => Promise<Record<string, unknown> & { _id: string; _rev: string }>;
  readonly put: (document: object) => Promise<{ rev: string }>;
  readonly bulkDocs: (documents: readonly object[], options?: object) => Promise<unknown[]>;
  readonly getAttachment: (id: string, name: string) => Promise<Buffer>;
  readonly info: () => Promise<Record<string, unknown>>;
  readonly destroy: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Replication extends PromiseLike<ReplicationResult> {
  readonly on: (event: string, listener: (detail: unknown) => void) => Replication;
  readonly cancel: () => void;
}

export interface ReplicationResult {
  readonly docs_read: number;
  readonly docs_written: number;
  readonly doc_write_failures: number;
  readonly ok: boolean;
}

interface ClientConstructor {
  new (name: string, options?: object): ClientPouch;
  readonly plugin: (plugin: unknown) => ClientConstructor;
  readonly replicate: (source: ClientPouch, target: ClientPouch, options?: object) => Replication;
  readonly defaults: (options: object) => ClientConstructor;
}

const require = createRequire(import.meta.url);
const core = require('pouchdb-core') as ClientConstructor;
core
  .plugin(require('pouchdb-adapter-http'))
  .plugin(require('pouchdb-adapter-memory'))
  .plugin(require('pouchdb-replication'));

let made = 0;
export function inMemory(): ClientPouch {
  made += 1;
  return new core(`client-${process.pid}-${made}`, { adapter: 'memory' });
}

export const remote = (url: string, account: string, password: string): ClientPouch =>
  new core(url, { adapter: 'http', auth: { username: account, password }, skip_setup: true });

export const replicate = (source: ClientPouch, target: ClientPouch, options: object = {}): Replication =>
  core.replicate(source, target, options);
