import type { Stores } from '../open-databases.ts';
import type { NewAttachment, Store, StoredDocument, WriteDocument } from '../store/port.ts';
import { PARTS, type Part } from './backup-format.ts';
import { checksumOf, sameChecksum, type Checksum } from './checksum.ts';
import { readWhole } from './read-whole.ts';
import type { Tell } from './send-backup.ts';

const PAGE = 500;
/** Documents that are read at once: one that was written on top of asks for its ancestors. */
const AT_ONCE = 16;
const MOST_BYTES_IN_BATCH = 16_000_000;

/** In the place that is moved to: whose documents came, or are on their way. */
const MARKER = 'moving';

/** Why nothing was moved; words for people. */
export class NotMoved extends Error {}

const isEmpty = async (stores: Stores): Promise<boolean> => {
  for (const part of PARTS) if ((await stores[part].changes(0, 1)).changes.length > 0) return false;
  return true;
};

/** Empty, or half filled by an earlier move of the same. */
async function takePlace(from: Stores, to: Stores): Promise<void> {
  const marker = await to.system.local.get(MARKER);
  if (marker !== null && marker['from'] === from.records.uuid) return;
  if (!(await isEmpty(to)))
    throw new NotMoved(
      '那边不是空的：已经有资料，不是这套数据没搬完的。两边都没有动；请换一个空的位置（CouchDB 换一个前缀）。',
    );
  const { _rev } = marker ?? {};
  await to.system.local.put(MARKER, { from: from.records.uuid, ...(_rev === undefined ? {} : { _rev }) });
}

async function written(from: Store, stored: StoredDocument): Promise<{ document: WriteDocument; size: number }> {
  const { document, attachments, bytes } = await readWhole(from, stored);
  const size = bytes.reduce((sum, { length }) => sum + length, 1_000);
  if (attachments.length === 0) return { document, size };
  const named = attachments.map(({ name, content_type }, at): readonly [string, NewAttachment] => [
    name,
    { content_type, data: bytes[at] ?? Buffer.alloc(0) },
  ]);
  return { document: { ...document, _attachments: Object.fromEntries(named) }, size };
}

/** What is not there yet in just this revision. */
async function missingIn(to: Store, documents: readonly StoredDocument[]): Promise<readonly StoredDocument[]> {
  const diff = await to.revsDiff(Object.fromEntries(documents.map(({ _id, _rev }) => [_id, [_rev]])));
  return documents.filter(({ _id, _rev }) => diff[_id]?.missing.includes(_rev) === true);
}

async function put(to: Store, documents: readonly WriteDocument[]): Promise<void> {
  const rows = await to.write(documents, { newEdits: false });
  if (rows.some((row) => !row.ok || row.isUnsure === true))
    throw new NotMoved('那边有一条资料没有存稳。原来的数据没有动；处理后再运行一次，会从断的地方接着搬。');
}

async function copy(part: Part, from: Store, to: Store, tell: Tell): Promise<void> {
  const { documents: total } = await from.info();
  let done = 0;
  for (let after = 0; ;) {
    const { changes, last } = await from.changes(after, PAGE);
    const missing = await missingIn(
      to,
      changes.map(({ document }) => document),
    );
    let batch: WriteDocument[] = [];
    let held = 0;
    for (let at = 0; at < missing.length; at += AT_ONCE) {
      const read = await Promise.all(missing.slice(at, at + AT_ONCE).map((document) => written(from, document)));
      for (const { document, size } of read) {
        batch.push(document);
        held += size;
      }
      if (held < MOST_BYTES_IN_BATCH && at + AT_ONCE < missing.length) continue;
      await put(to, batch);
      batch = [];
      held = 0;
    }
    done += changes.length;
    tell(part, done, total);
    if (changes.length < PAGE) return;
    after = last;
  }
}

const everything = (): boolean => true;

/**
 * Puts every document of one installation down in another place, with its revision, ancestors, attachments and tombstones, sessions too, and compares both sides
 * by checksum. Nothing is taken away where it was. Cut off, it goes on where it stopped when it is called again. What is local to a store stays behind: a
 * replicator's checkpoint is worth nothing elsewhere. Throws `NotMoved`.
 */
export async function moveStores(from: Stores, to: Stores, tell: Tell): Promise<Readonly<Record<Part, Checksum>>> {
  await takePlace(from, to);
  for (const part of PARTS) await copy(part, from[part], to[part], tell);
  const sums: Partial<Record<Part, Checksum>> = {};
  for (const part of PARTS) {
    tell(`核对 ${part}`, 0, 0);
    const [before, after] = [await checksumOf(from[part], everything), await checksumOf(to[part], everything)];
    if (!sameChecksum(before, after))
      throw new NotMoved(
        `两边的 ${part} 校验和不一致：搬的时候有人在写，或有一条没有搬全。原来的数据没有动；停掉所有服务端，再运行一次。`,
      );
    sums[part] = after;
  }
  return sums as Record<Part, Checksum>;
}
