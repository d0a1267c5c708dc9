import { resolve } from 'node:path';
import { z } from 'zod';
import { EXIT, readArguments, StopError, UsageError } from '../arguments.ts';
import { ask } from '../control-channel.ts';
import { examine, type Examination, type ExamineOptions } from '../doctor/examine.ts';
import { openData } from '../open-data.ts';
import { progressWords } from '../progress-words.ts';

export const DOCTOR_USAGE = `用法：npm run server -- doctor --data 目录 [--full] [--checksum]

体检：数据读不读得懂、有没有位置，索引、留痕、事件经过、账号、磁盘、时钟。只看不改；服务端开着也可以。
每个发现都说明是什么意思、怎么办。没有发现退出码是 0，有发现是 1。

  --full      索引全部核对（默认抽查）
  --checksum  另打印四个库的校验和，可与备份、恢复时打印的对照`;

const answer = z.union([
  z.object({ ok: z.literal(true), examination: z.custom<Examination>((value) => typeof value === 'object') }),
  z.object({ ok: z.literal(false), words: z.string() }),
]);

async function examined(folder: string, options: ExamineOptions): Promise<Examination> {
  const tell = (words: string): void => {
    console.error(words);
  };
  const asked = answer.safeParse(await ask(folder, { verb: 'doctor', ...options }, tell));
  if (asked.success) {
    if (!asked.data.ok) throw new StopError(`体检没有做完：${asked.data.words}`, EXIT.failed);
    console.log('服务端正开着这个目录，由它来查。');
    return asked.data.examination;
  }
  const data = await openData(folder, { demo: false }).catch((error: unknown) => {
    if (error instanceof StopError || error instanceof UsageError) throw error;
    throw new StopError(
      `[发现] 数据目录 ${folder} 打不开（${(error as Error).name}）\n       意思：数据库文件可能损坏，或没有权限。\n       怎么办：复制整个目录保存，检查权限；仍打不开就从备份恢复。`,
      EXIT.failed,
    );
  });
  try {
    return await examine(data, options, progressWords(tell));
  } finally {
    await data.release();
  }
}

export async function runDoctor(args: readonly string[]): Promise<void> {
  const { values } = readArguments({
    args: [...args],
    options: {
      data: { type: 'string' },
      full: { type: 'boolean', default: false },
      checksum: { type: 'boolean', default: false },
    },
  });
  if (values.data === undefined || values.data === '') throw new UsageError('缺 --data 目录');
  const { fine, findings, checksums } = await examined(resolve(values.data), values);
  for (const line of fine) console.log(`[正常] ${line}`);
  for (const { what, means, todo } of findings)
    console.log(`[发现] ${what}\n       意思：${means}\n       怎么办：${todo}`);
  for (const [part, { documents, sum }] of Object.entries(checksums ?? {})) console.log(`${part} ${documents} ${sum}`);
  console.log(findings.length === 0 ? '没有发现问题。' : `发现 ${findings.length} 个问题。`);
  if (findings.length > 0) process.exitCode = EXIT.failed;
}
