import { z } from 'zod';
import { sendBackup } from '../src/backup/send-backup.ts';
import type { Asking } from './control-channel.ts';
import { examine, type Examination } from './doctor/examine.ts';
import type { OpenData } from './open-data.ts';
import { progressWords } from './progress-words.ts';
import { changeUser, userChange } from './user-changes.ts';

export const backupRequest = z.object({ verb: z.literal('backup') });
export const doctorRequest = z.object({ verb: z.literal('doctor'), full: z.boolean(), checksum: z.boolean() });

/** What the server that holds a folder does for a command: the same as the command does where nobody holds it. */
export async function answerControl(data: OpenData, request: unknown, { tell, send, left }: Asking): Promise<unknown> {
  const backup = backupRequest.safeParse(request).data;
  if (backup !== undefined) {
    try {
      const changed = await sendBackup(data.server, send, { tell: progressWords(tell), signal: left });
      return { ok: true, changed: [...changed] };
    } catch (error) {
      data.server.log.failure(error);
      return { ok: false, words: wordsOf(error) };
    }
  }
  const doctor = doctorRequest.safeParse(request).data;
  if (doctor !== undefined) {
    try {
      const examination: Examination = await examine(data, doctor, progressWords(tell));
      return { ok: true, examination };
    } catch (error) {
      data.server.log.failure(error);
      return { ok: false, words: wordsOf(error) };
    }
  }
  const change = userChange.safeParse(request);
  if (!change.success) return { ok: false, words: '服务端不认识这个请求' };
  const outcome = await changeUser(data.server, change.data);
  return { ok: outcome.ok, words: outcome.ok ? outcome.value : outcome.reason };
}

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: '磁盘满了',
  EACCES: '没有写这个位置的权限',
  ENOENT: '没有这个目录',
  EROFS: '这个磁盘是只读的',
  ABORT_ERR: '中途停了',
};

/** Why something could not be done, for people. */
export function wordsOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return WORDS[code] ?? message;
}
