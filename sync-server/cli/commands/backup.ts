import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { writeBackup, type BackupReport } from '../../src/backup/write-backup.ts';
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
  z.object({ ok: z.literal(true), report: z.custom<BackupReport>((value) => typeof value === 'object') }),
  z.object({ ok: z.literal(false), words: z.string() }),
]);

async function write(folder: string, file: string, tell: (words: string) => void): Promise<BackupReport> {
  const asked = answer.safeParse(await ask(resolve(folder), { verb: 'backup', file }, tell));
  if (asked.success) {
    if (asked.data.ok) return asked.data.report;
    throw new StopError(`没有备份成：${asked.data.words}。原来的数据没有动；处理后再试一次。`, EXIT.failed);
  }
  const data = await openData(folder, { demo: false });
  try {
    return await writeBackup(data.server, file, { tell: progressWords(tell) });
  } catch (error) {
    throw new StopError(`没有备份成：${wordsOf(error)}。原来的数据没有动；处理后再试一次。`, EXIT.failed);
  } finally {
    await data.release();
  }
}

export async function runBackup(args: readonly string[]): Promise<void> {
  const { values } = readArguments({ args: [...args], options: { data: { type: 'string' }, to: { type: 'string' } } });
  if (values.data === undefined || values.data === '') throw new UsageError('缺 --data 目录');
  if (values.to === undefined || values.to === '') throw new UsageError('缺 --to 文件');
  const file = resolve(values.to);
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) throw new StopError(`文件 ${file} 已经有了。没有备份；请换一个名字。`, EXIT.failed);
  const { foot } = await write(values.data, file, (words) => {
    console.log(words);
  });
  for (const [part, { documents, sum }] of Object.entries(foot)) console.log(`${part} ${documents} ${sum}`);
  console.log(`备份好了：${file}`);
}
