import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Take } from '../../src/backup/send-backup.ts';
import { writeBackup, writeSent, type BackupReport } from '../../src/backup/write-backup.ts';
import { wordsOf } from '../answer-control.ts';
import { EXIT, readArguments, StopError, UsageError } from '../arguments.ts';
import { ask } from '../control-channel.ts';
import { openData } from '../open-data.ts';
import { progressWords } from '../progress-words.ts';

export const BACKUP_USAGE = `用法：npm run server -- backup --data 目录 --to 文件

把全部资料、照片、留痕、账号备份成一个文件；服务端开着也可以，不影响使用。
开始之前服务端已经回执的都在里面；备份期间写入的尽量带上。
写完会重新读一遍核对，核对好了文件才以这个名字出现；中断或失败不会留下半个文件。

不在里面的：登录状态（恢复后大家重新登录）、复制检查点（恢复后各终端自行核对）。
文件里有全部个人信息和密码的散列，没有另外加密，只有本人可读（0600）；请放到受控的地方。`;

const answer = z.union([
  z.object({ ok: z.literal(true), changed: z.array(z.string()) }),
  z.object({ ok: z.literal(false), words: z.string() }),
]);

/** No server holds the folder. */
class NobodyThere extends Error {}

interface Writing {
  readonly file: string;
  readonly tell: (words: string) => void;
  /** Aborted when somebody says stop. */
  readonly signal: AbortSignal;
}

async function fromServer(folder: string, take: Take, tell: Writing['tell']): Promise<ReadonlySet<string>> {
  const asked = answer.safeParse(await ask(folder, { verb: 'backup' }, tell, take));
  if (!asked.success) throw new NobodyThere();
  if (!asked.data.ok) throw new Error(asked.data.words);
  return new Set(asked.data.changed);
}

/** Of the server that holds the folder, or by opening it. Either way the file is this process's. */
async function write(folder: string, { file, tell, signal }: Writing): Promise<BackupReport> {
  const options = { tell: progressWords(tell), signal };
  try {
    return await writeSent((take) => fromServer(resolve(folder), take, tell), file, options);
  } catch (error) {
    if (!(error instanceof NobodyThere)) throw error;
  }
  const data = await openData(folder, { demo: false });
  try {
    return await writeBackup(data.server, file, options);
  } finally {
    await data.release();
  }
}

/** Half a file is taken away also when somebody says stop. */
async function untilStopped<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stopped = new AbortController();
  const stop = (): void => {
    stopped.abort(new Error('中途停了'));
  };
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, stop);
  try {
    return await work(stopped.signal);
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}

export async function runBackup(args: readonly string[]): Promise<void> {
  const { values } = readArguments({ args: [...args], options: { data: { type: 'string' }, to: { type: 'string' } } });
  const { data: folder, to } = values;
  if (folder === undefined || folder === '') throw new UsageError('缺 --data 目录');
  if (to === undefined || to === '') throw new UsageError('缺 --to 文件');
  const file = resolve(to);
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) throw new StopError(`文件 ${file} 已经有了。没有备份；请换一个名字。`, EXIT.failed);
  const tell = (words: string): void => {
    console.log(words);
  };
  const { foot } = await untilStopped((signal) => write(folder, { file, tell, signal })).catch((error: unknown) => {
    if (error instanceof StopError || error instanceof UsageError) throw error;
    throw new StopError(`没有备份成：${wordsOf(error)}。原来的数据没有动；处理后再试一次。`, EXIT.failed);
  });
  for (const [part, { documents, sum }] of Object.entries(foot)) console.log(`${part} ${documents} ${sum}`);
  console.log(`备份好了：${file}`);
}
