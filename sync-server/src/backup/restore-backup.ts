import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isoAt, type Clock } from '../../../shared/lib/clock.ts';
import { openPouchStore } from '../store/pouch-store.ts';
import { syncFolder } from '../store/sync-folder.ts';
import type { NewAttachment, Store, WriteDocument } from '../store/port.ts';
import { systemDocuments } from '../store/system-documents.ts';
import { leaveGap } from '../write/case-numbers.ts';
import { DamagedBackup, PARTS, type BackupFoot, type BackupHead, type Part } from './backup-format.ts';
import { checksumOf, sameChecksum } from './checksum.ts';
import { readBackup, type BackupRecord } from './read-backup.ts';
import type { Tell } from './send-backup.ts';

const MOST_IN_BATCH = 500;
const MOST_BYTES_IN_BATCH = 16_000_000;

export interface RestoreReport {
  readonly head: BackupHead;
  readonly foot: BackupFoot;
}

export const RESTORED = 'restored';

/** Puts documents down with the revisions they had. What stands twice in a backup comes in two batches, the later one behind the earlier. */
function batchesInto(store: Store): {
  readonly add: (document: WriteDocument, bytes: number) => Promise<void>;
  readonly flush: () => Promise<void>;
} {
  let batch = new Map<string, WriteDocument>();
  let held = 0;
  const flush = async (): Promise<void> => {
    const rows = await store.write([...batch.values()], { newEdits: false });
    if (rows.some((row) => !row.ok))
      throw new DamagedBackup('备份里有一条资料存不进去。没有恢复任何内容；请换一份备份再试。');
    batch = new Map();
    held = 0;
  };
  return {
    flush,
    add: async (document, bytes) => {
      if (batch.has(document._id)) await flush();
      batch.set(document._id, document);
      held += bytes;
      if (batch.size >= MOST_IN_BATCH || held >= MOST_BYTES_IN_BATCH) await flush();
    },
  };
}

function writeOf({
  line: { document, attachments = [] },
  bytes,
}: Extract<BackupRecord, { kind: 'document' }>): WriteDocument {
  if (attachments.length === 0) return document;
  const named = attachments.map(({ name, content_type }, at): readonly [string, NewAttachment] => [
    name,
    { content_type, data: bytes[at] ?? Buffer.alloc(0) },
  ]);
  return { ...document, _attachments: Object.fromEntries(named) };
}

async function fill(stores: Readonly<Record<Part, Store>>, file: string, tell: Tell): Promise<RestoreReport> {
  let head: BackupHead | null = null;
  let foot: BackupFoot | null = null;
  let done = 0;
  const batches = Object.fromEntries(PARTS.map((part) => [part, batchesInto(stores[part])])) as Record<
    Part,
    ReturnType<typeof batchesInto>
  >;
  for await (const record of readBackup(file)) {
    if (record.kind === 'head') head = record.head;
    else if (record.kind === 'foot') foot = record.foot;
    else {
      const size = record.bytes.reduce((sum, { length }) => sum + length, 0);
      await batches[record.part].add(writeOf(record), size);
      done += 1;
      if (done % 5_000 === 0) tell('写入', done, 0);
    }
  }
  for (const part of PARTS) await batches[part].flush();
  if (head === null || foot === null) throw new DamagedBackup('备份文件没有头或尾。没有恢复任何内容。');
  return { head, foot };
}

async function compare(stores: Readonly<Record<Part, Store>>, foot: BackupFoot, tell: Tell): Promise<void> {
  for (const part of PARTS) {
    tell(`核对 ${part}`, 0, 0);
    if (!sameChecksum(await checksumOf(stores[part]), foot[part])) {
      throw new DamagedBackup(`恢复出来的 ${part} 与备份的校验和不一致。没有恢复任何内容；请换一份备份再试。`);
    }
  }
}

const isEmptyOrAbsent = async (folder: string): Promise<boolean> =>
  readdir(folder).then(
    (names) => names.length === 0,
    () => true,
  );

/**
 * Fills a new folder from a backup and compares it with the backup's checksum. Until everything is right it lies beside under another name; then it takes its
 * own at once. The server's identity, sequence key, accounts, installations and all revisions are as they were; sessions are not in a backup.
 */
export async function restoreBackup(
  file: string,
  folder: string,
  { clock, tell }: { readonly clock: Clock; readonly tell: Tell },
): Promise<RestoreReport> {
  if (!(await isEmptyOrAbsent(folder)))
    throw new DamagedBackup(`目录 ${folder} 不是空的。没有恢复任何内容；请换一个新目录。`);
  const beside = `${folder}.restoring-${randomBytes(4).toString('hex')}`;
  // As closed as the backup was: it holds everybody.
  await mkdir(beside, { recursive: true, mode: 0o700 });
  try {
    const report = await fillFolder(file, beside, clock, tell);
    await rmdir(folder).catch(() => undefined); // it was empty, or not there
    await rename(beside, folder);
    await syncFolder(dirname(folder));
    return report;
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

async function fillFolder(file: string, folder: string, clock: Clock, tell: Tell): Promise<RestoreReport> {
  const opened: Partial<Record<Part, Store>> = {};
  try {
    for (const part of PARTS) opened[part] = await openPouchStore(join(folder, part), { keepsOldRevisions: false });
    const stores = opened as Record<Part, Store>;
    const report = await fill(stores, file, tell);
    await compare(stores, report.foot, tell);
    const system = systemDocuments(stores.system);
    await leaveGap(system, clock.nowMs());
    await system.update(RESTORED, () => ({ at: isoAt(clock.nowMs()), backupAt: report.head.at }));
    return report;
  } finally {
    for (const store of Object.values(opened)) await store.close();
  }
}
