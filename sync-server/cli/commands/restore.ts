import { resolve } from 'node:path';
import { systemClock } from '../../../shared/lib/clock.ts';
import { DamagedBackup } from '../../src/backup/backup-format.ts';
import { restoreBackup } from '../../src/backup/restore-backup.ts';
import { wordsOf } from '../answer-control.ts';
import { EXIT, readArguments, StopError, UsageError } from '../arguments.ts';
import { progressWords } from '../progress-words.ts';

export const RESTORE_USAGE = `用法：npm run server -- restore --from 文件 --data 新目录

从备份恢复到一个新的空目录，逐条核对校验和；不一致或文件损坏就什么都不留下。
恢复后用 serve --data 新目录 启动。服务端的身份、账号、密码、每条资料的版本都和备份时一样：

  登录状态不恢复：每个人重新登录一次，没送出的内容还在各自终端里，会自动补送。
  备份之后的停用、改密码、调岗会回到备份时的样子：请马上核对账号。
  备份之后才送到的资料由各终端补送；案卷编号会跳过一段，不会和已经用过的重复。`;

export async function runRestore(args: readonly string[]): Promise<void> {
  const { values } = readArguments({
    args: [...args],
    options: { from: { type: 'string' }, data: { type: 'string' } },
  });
  if (values.from === undefined || values.from === '') throw new UsageError('缺 --from 文件');
  if (values.data === undefined || values.data === '') throw new UsageError('缺 --data 新目录');
  const folder = resolve(values.data);
  const tell = progressWords((words) => {
    console.log(words);
  });
  try {
    const { head, foot } = await restoreBackup(resolve(values.from), folder, { clock: systemClock, tell });
    for (const [part, { documents, sum }] of Object.entries(foot)) console.log(`${part} ${documents} ${sum}`);
    console.log(`已恢复到 ${folder}，是 ${head.at} 的备份，校验和一致。`);
    console.log('请核对备份之后停用或改过密码的账号，再启动服务端。');
  } catch (error) {
    if (error instanceof DamagedBackup) throw new StopError(error.message, EXIT.failed);
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new StopError(`没有恢复成：${wordsOf(error)}。没有留下任何内容；处理后再试一次。`, EXIT.failed);
  }
}
