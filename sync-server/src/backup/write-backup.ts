import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { isoAt } from '../../../shared/lib/clock.ts';
import type { Server } from '../server.ts';
import type { Store, StoredDocument } from '../store/port.ts';
import { syncFolder } from '../store/sync-folder.ts';
import { BACKUP_FORMAT, BACKUP_VERSION, PARTS, type BackupFoot, type Part } from './backup-format.ts';
import { isBackedUp, runningChecksum, type Checksum } from './checksum.ts';
import { readBackup } from './read-backup.ts';
import { readWhole, type AttachmentLine } from './read-whole.ts';

const PAGE = 200;

export type Tell = (text: string, done: number, total: number) => void;

export interface BackupReport {
  readonly foot: BackupFoot;
  /** Documents that were written to while the backup ran and stand in it twice. */
  readonly twice: number;
}

const lineOf = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);

async function* documentPieces(store: Store, stored: StoredDocument): AsyncGenerator<Buffer> {
  const { document, attachments, bytes } = await readWhole(store, stored);
  yield lineOf(attachments.length === 0 ? { document } : { document, attachments });
  yield* bytes;
  if (bytes.length > 0) yield Buffer.from('\n');
}

interface Walked {
  /** Ids that were written to since the backup began: they may have gone out before as well. */
  readonly changed: Set<string>;
}

/**
 * One database through its change feed, up to where it is when the walk has caught up: everything acknowledged before is in it, and nothing later
 * is without what came before it.
 */
async function* databasePieces(part: Part, store: Store, walked: Walked, tell: Tell): AsyncGenerator<Buffer> {
  yield lineOf({ database: part });
  const { head, documents } = await store.info();
  let done = 0;
  let after = 0;
  for (;;) {
    const { changes, last } = await store.changes(after, PAGE);
    for (const { seq, document } of changes) {
      if (!isBackedUp(document._id)) continue;
      if (seq > head) walked.changed.add(`${part} ${document._id}`);
      yield* documentPieces(store, document);
      done += 1;
    }
    after = last;
    tell(part, done, documents);
    // What is written faster than it is read is left to the next backup; all that was there at the beginning is in by now.
    if (changes.length < PAGE || after > 2 * head + 100 * PAGE) break;
  }
  yield lineOf({ end: part, sequence: after });
}

async function* bodyPieces(server: Server, walked: Walked, tell: Tell): AsyncGenerator<Buffer> {
  const { databases, identity, clock } = server;
  const head = {
    format: BACKUP_FORMAT,
    version: BACKUP_VERSION,
    at: isoAt(clock.nowMs()),
    serverId: identity.serverId,
  };
  yield lineOf({ head });
  for (const part of PARTS) {
    const store = part === 'system' ? databases.system : databases.served[part].store;
    yield* databasePieces(part, store, walked, tell);
  }
}

/** Reads the file back, as a restore would, and counts each document once, as it last stands there. */
async function footOf(file: string, changed: ReadonlySet<string>): Promise<BackupReport> {
  const sums = Object.fromEntries(PARTS.map((part) => [part, runningChecksum()])) as Record<
    Part,
    ReturnType<typeof runningChecksum>
  >;
  const newest = new Map<string, { readonly part: Part; readonly document: StoredDocument }>();
  let twice = 0;
  for await (const record of readBackup(file, 'end')) {
    if (record.kind !== 'document') continue;
    const { part, line } = record;
    const document = storedIn(line);
    const key = `${part} ${document._id}`;
    if (!changed.has(key)) {
      sums[part].add(document);
      continue;
    }
    if (newest.has(key)) twice += 1;
    newest.set(key, { part, document });
  }
  for (const { part, document } of newest.values()) sums[part].add(document);
  const foot = Object.fromEntries(PARTS.map((part) => [part, sums[part].read()])) as Record<Part, Checksum>;
  return { foot, twice };
}

/** The document as a store would give it, its attachments by name only. */
export function storedIn({
  document,
  attachments,
}: {
  readonly document: object;
  readonly attachments?: readonly AttachmentLine[] | undefined;
}): StoredDocument {
  // What was read from a store by the same port.
  if (attachments === undefined) return document as StoredDocument;
  const named = attachments.map(({ name, ...attachment }) => [name, attachment] as const);
  return { ...document, _attachments: Object.fromEntries(named) } as unknown as StoredDocument;
}
async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
}

/**
 * Writes everything that is not `session:*` or local (checkpoints of replicators: one that claims more than the data holds would lose documents)
 * into one file, while the server goes on. The file appears under its name only when it is whole, read back and on disk.
 */
export async function writeBackup(
  server: Server,
  file: string,
  { tell, signal }: { readonly tell: Tell; readonly signal?: AbortSignal },
): Promise<BackupReport> {
  const unfinished = `${file}.part`;
  const walked: Walked = { changed: new Set() };
  const into = (flags: 'w' | 'a') => createWriteStream(unfinished, { flags, mode: 0o600 });
  // Photos do not get smaller, words do at the least level too.
  const pack = () => createGzip({ level: 1 });
  const options = signal === undefined ? {} : { signal };
  server.log.event('backup-begun');
  try {
    await pipeline(Readable.from(bodyPieces(server, walked, tell), { objectMode: false }), pack(), into('w'), options);
    tell('核对', 0, 0);
    const report = await footOf(unfinished, walked.changed);
    await pipeline(Readable.from([lineOf({ foot: report.foot })]), pack(), into('a'), options);
    await sync(unfinished);
    await rename(unfinished, file);
    await syncFolder(dirname(file));
    server.log.event('backup-done', { documents: sumOf(report.foot) });
    return report;
  } catch (error) {
    await rm(unfinished, { force: true });
    server.log.event('backup-failed');
    throw error;
  }
}

const sumOf = (foot: BackupFoot): number => Object.values(foot).reduce((sum, { documents }) => sum + documents, 0);
