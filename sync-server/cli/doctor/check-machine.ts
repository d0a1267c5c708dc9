import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { isoAt } from '../../../shared/lib/clock.ts';
import type { Server } from '../../src/server.ts';
import { RESTORED } from '../../src/backup/restore-backup.ts';
import { systemDocuments } from '../../src/store/system-documents.ts';
import { folderBytes } from '../../src/watch/server-instruments.ts';
import { fine, found, together, type Report } from './finding.ts';

const GIGABYTE = 1_000_000_000;
const LEAST_FREE = 2 * GIGABYTE;
/** Clocks of one machine that step back by less are being set right. */
const SLACK_MS = 120_000;
/** Nothing of this was there before. */
const EARLIEST_MS = Date.parse('2026-01-01T00:00:00Z');

const gb = (bytes: number): string => `${(bytes / GIGABYTE).toFixed(1)} GB`;

async function checkDisk(folder: string): Promise<Report> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const used = await folderBytes(folder);
  if (free < LEAST_FREE)
    return found(
      `磁盘只剩 ${gb(free)}`,
      '写满后服务端停止收取，终端上的内容会留在各自终端里等着。',
      '清出空间，或把数据目录搬到更大的磁盘。',
    );
  if (free < used)
    return found(
      `磁盘剩 ${gb(free)}，数据占 ${gb(used)}`,
      '眼下不影响使用；同一磁盘放不下一份备份。',
      '把备份放到另一块磁盘，或加大磁盘。',
    );
  return fine(`磁盘剩 ${gb(free)}，数据占 ${gb(used)}`);
}

/** The newest file says what the clock was when it was written. */
async function newestWriteMs(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const times = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );
  return Math.max(0, ...times);
}

async function checkClock(folder: string, nowMs: number): Promise<Report> {
  const newest = await newestWriteMs(folder);
  const todo = '打开自动校时（NTP），时间对了以后重启服务端。';
  if (nowMs < EARLIEST_MS) return found(`服务器时间是 ${isoAt(nowMs)}`, '时限、编号、登录到期都会算错。', todo);
  if (newest > nowMs + SLACK_MS)
    return found(
      `服务器时间 ${isoAt(nowMs)} 早于数据最后写入的 ${isoAt(newest)}`,
      '时钟被往回拨过：时限和先后次序可能算错。',
      todo,
    );
  return fine(`服务器时间 ${isoAt(nowMs)}，与数据相符`);
}

export async function checkMachine(server: Server, folder: string): Promise<Report> {
  const restored = await systemDocuments(server.databases.system).read<{ at: string; backupAt: string }>(RESTORED);
  return together([
    await checkDisk(folder),
    await checkClock(folder, server.clock.nowMs()),
    fine(
      `版本：Node ${process.versions.node}，服务端标识 ${server.identity.serverId}`,
      ...(restored === null ? [] : [`这份数据是 ${restored.at} 从 ${restored.backupAt} 的备份恢复的`]),
    ),
  ]);
}
