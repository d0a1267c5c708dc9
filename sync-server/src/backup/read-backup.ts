import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import {
  BACKUP_FORMAT,
  BACKUP_VERSION,
  databaseLine,
  DamagedBackup,
  documentLine,
  endLine,
  footLine,
  headLine,
  PARTS,
  type BackupFoot,
  type BackupHead,
  type DocumentLine,
  type Part,
} from './backup-format.ts';
import { linesAndBytes, type LinesAndBytes } from './lines-and-bytes.ts';

export type BackupRecord =
  | { readonly kind: 'head'; readonly head: BackupHead }
  | { readonly kind: 'document'; readonly part: Part; readonly line: DocumentLine; readonly bytes: readonly Buffer[] }
  | { readonly kind: 'foot'; readonly foot: BackupFoot };

const LINE_END = 0x0a;

const damaged = (what: string): DamagedBackup =>
  new DamagedBackup(`备份文件不完整或已损坏（${what}）。没有恢复任何内容；请换一份备份，或重新拷贝这个文件再试。`);

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    throw damaged('有一行读不懂');
  }
}

function headOf(line: string | null): BackupHead {
  const { data } = headLine.safeParse(line === null ? null : parsed(line));
  if (data === undefined) throw damaged(`不是 ${BACKUP_FORMAT}`);
  if (data.head.version > BACKUP_VERSION) {
    throw new DamagedBackup('这份备份是更新的版本做的。没有恢复任何内容；请先升级服务端，再恢复。');
  }
  return data.head;
}

async function* records(pieces: LinesAndBytes, until: 'foot' | 'end'): AsyncGenerator<BackupRecord> {
  yield { kind: 'head', head: headOf(await pieces.line()) };
  const ended = new Set<Part>();
  let part: Part | null = null;
  for (;;) {
    const line = await pieces.line();
    if (line === null) {
      if (until === 'end' && ended.size === PARTS.length) return;
      throw damaged('文件没有结尾');
    }
    const value = parsed(line);
    const document = documentLine.safeParse(value).data;
    if (document !== undefined && part !== null) {
      const bytes: Buffer[] = [];
      for (const { length } of document.attachments ?? []) bytes.push(await pieces.bytes(length));
      if (bytes.length > 0 && (await pieces.bytes(1))[0] !== LINE_END) throw damaged('照片的长度不对');
      yield { kind: 'document', part, line: document, bytes };
      continue;
    }
    const begins = databaseLine.safeParse(value).data;
    const ends = endLine.safeParse(value).data;
    const foot = footLine.safeParse(value).data;
    if (begins !== undefined && part === null) part = begins.database;
    else if (ends !== undefined && ends.end === part) {
      ended.add(ends.end);
      part = null;
    } else if (foot !== undefined && ended.size === PARTS.length) {
      // Also what comes last is checked: zlib's own sums stand behind the foot.
      if ((await pieces.line()) !== null) throw damaged('结尾之后还有内容');
      yield { kind: 'foot', foot: foot.foot };
      return;
    } else throw damaged('顺序不对');
  }
}

/**
 * What is in a backup, in order. A file that is cut, changed or something else throws `DamagedBackup`, at the latest where the foot should be.
 * `until: 'end'` reads a backup that has no foot yet.
 */
export async function* readBackup(file: string, until: 'foot' | 'end' = 'foot'): AsyncGenerator<BackupRecord> {
  const source = createReadStream(file);
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  try {
    const chunks = gunzip[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    yield* records(
      linesAndBytes(chunks, () => damaged('文件没有结尾')),
      until,
    );
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // zlib's own words for a file that was cut or changed.
    if (code?.startsWith('Z_') === true || code === 'ERR_STREAM_PREMATURE_CLOSE') throw damaged('压缩数据断了或被改动');
    if (code === 'ENOENT') throw new DamagedBackup(`没有这个文件：${file}`);
    throw error;
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}
