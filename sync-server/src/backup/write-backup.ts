import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Server } from '../server.ts';
import type { StoredDocument } from '../store/port.ts';
import { syncFolder } from '../store/sync-folder.ts';
import { PARTS, type BackupFoot, type Part } from './backup-format.ts';
import { runningChecksum, type Checksum } from './checksum.ts';
import { readBackup } from './read-backup.ts';
import type { AttachmentLine } from './read-whole.ts';
import { lineOf, sendBackup, type Take, type Tell } from './send-backup.ts';

export interface BackupReport {
  readonly foot: BackupFoot;
  /** Documents that were written to while the backup ran and stand in it twice. */
  readonly twice: number;
}

/** Reads the file back, as a restore would, and counts each document once, as it last stands there. */
async function footOf(file: string, changed: ReadonlySet<string>, signal?: AbortSignal): Promise<BackupReport> {
  const sums = Object.fromEntries(PARTS.map((part) => [part, runningChecksum()])) as Record<
    Part,
    ReturnType<typeof runningChecksum>
  >;
  const newest = new Map<string, { readonly part: Part; readonly document: StoredDocument }>();
  let twice = 0;
  for await (const record of readBackup(file, 'end')) {
    signal?.throwIfAborted();
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

interface Writing {
  readonly tell: Tell;
  readonly signal?: AbortSignal;
}

async function fill(
  handle: FileHandle,
  file: string,
  send: (take: Take) => Promise<ReadonlySet<string>>,
  { tell, signal }: Writing,
): Promise<BackupReport> {
  const changed = await send(async (piece) => {
    signal?.throwIfAborted();
    await handle.writeFile(piece);
  });
  tell('核对', 0, 0);
  const report = await footOf(file, changed, signal);
  await handle.writeFile(gzipSync(lineOf({ foot: report.foot })));
  await handle.sync();
  return report;
}

/**
 * Writes what is sent, here or by the server that holds the data, into one file. It appears under its name only when it is whole, read back and on disk.
 * Whether one may write there is found out before anything is sent.
 */
export async function writeSent(
  send: (take: Take) => Promise<ReadonlySet<string>>,
  file: string,
  writing: Writing,
): Promise<BackupReport> {
  const unfinished = `${file}.part`;
  const handle = await open(unfinished, 'w', 0o600);
  try {
    const report = await fill(handle, unfinished, send, writing).finally(() => handle.close());
    await rename(unfinished, file);
    await syncFolder(dirname(file));
    return report;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** The same, of the data of this process; the server goes on. */
export const writeBackup = (server: Server, file: string, writing: Writing): Promise<BackupReport> =>
  writeSent((take) => sendBackup(server, take, writing), file, writing);
