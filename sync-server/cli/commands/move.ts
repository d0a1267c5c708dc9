import { access, mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PARTS } from '../../src/backup/backup-format.ts';
import { moveStores, NotMoved } from '../../src/backup/move-stores.ts';
import { openStores, type Stores } from '../../src/open-databases.ts';
import { OldCouch } from '../../src/store/couch/couch-http.ts';
import { openCouchStores } from '../../src/store/couch/couch-stores.ts';
import { lockData } from '../../src/store/data-lock.ts';
import { syncFolder } from '../../src/store/sync-folder.ts';
import { StoreAway } from '../../src/store/store-away.ts';
import { wordsOf } from '../answer-control.ts';
import { EXIT, readArguments, StopError, UsageError } from '../arguments.ts';
import {
  addressOf,
  couchChoice,
  forgetCouchdb,
  rememberCouchdb,
  rememberedIn,
  type CouchChoice,
} from '../couchdb-of-folder.ts';
import { progressWords } from '../progress-words.ts';

export const MOVE_USAGE = `用法：npm run server -- move --data 目录 --couchdb 地址 [--couchdb-password-file 文件]
      npm run server -- move --data 目录 --back

把一个数据目录里的全部资料、照片、留痕、账号、登录状态搬到 CouchDB，或搬回来。先停掉服务端（用同一个 CouchDB 的每一个）。
搬完逐条核对校验和，一致才换过去；不一致就什么都不换。中断了再运行一次，会接着搬。

  搬过去以后：目录记住 CouchDB 的地址，照常用 serve --data 目录 启动；原来的数据放在目录里的 before-couchdb，确认无误后可以删。
  搬回来以后：CouchDB 里的库还在原处，确认无误后可以由管理员删。

登录状态一起搬，不用重新登录。各终端从头核对一次，没送出的内容会自动补送。`;

/** What lay in the folder itself before it was moved. */
const BEFORE = 'before-couchdb';
/** Where what is moved back is put together. */
const ARRIVING = 'from-couchdb';

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** The parts that lie in a folder. `records` is moved last: as long as it is there, the folder has documents of its own. */
const partsIn = async (folder: string): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const part of PARTS) if (await isThere(join(folder, part))) found.push(part);
  return found.sort((a, b) => Number(a === 'records') - Number(b === 'records'));
};

async function shift(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const part of await partsIn(from)) await rename(join(from, part), join(to, part));
  // Before anything is forgotten that says where they were.
  for (const folder of [to, from]) await syncFolder(folder);
}

async function between(from: Stores, to: () => Promise<Stores>): Promise<void> {
  const tell = progressWords((words) => {
    console.log(words);
  });
  try {
    const target = await to();
    try {
      const sums = await moveStores(from, target, tell);
      for (const [part, { documents, sum }] of Object.entries(sums)) console.log(`${part} ${documents} ${sum}`);
    } finally {
      await target.close();
    }
  } finally {
    await from.close();
  }
}

const couchStores = async (folder: string, choice: CouchChoice): Promise<Stores> =>
  openCouchStores(await addressOf(choice), join(folder, 'index'));

async function moveThere(folder: string, choice: CouchChoice): Promise<void> {
  const parts = await partsIn(folder);
  if (parts.length === 0) throw new StopError(`目录 ${folder} 里没有自己的数据，没有什么可搬。`, EXIT.failed);
  // Fewer: everything was there and compared, and the last step was cut off.
  if (parts.length === PARTS.length) await between(await openStores(folder), () => couchStores(folder, choice));
  await rememberCouchdb(folder, choice);
  await shift(folder, join(folder, BEFORE));
  console.log(`已搬到 CouchDB，校验和一致。原来的数据在 ${join(folder, BEFORE)}；照常启动服务端。`);
}

async function moveBack(folder: string): Promise<void> {
  const choice = await rememberedIn(folder);
  if (choice === null) throw new StopError(`目录 ${folder} 的资料不在 CouchDB 上，没有什么可搬回来。`, EXIT.failed);
  const arriving = join(folder, ARRIVING);
  if (!(await isThere(join(folder, 'records')))) {
    await between(await couchStores(folder, choice), async () => {
      await mkdir(arriving, { recursive: true, mode: 0o700 });
      return openStores(arriving);
    });
    await shift(arriving, folder);
  }
  await rm(arriving, { recursive: true, force: true });
  await forgetCouchdb(folder);
  console.log('已搬回目录里，校验和一致。CouchDB 里的库没有动；照常启动服务端。');
}

function inWords(error: unknown): unknown {
  if (error instanceof NotMoved) return new StopError(`没有搬成：${error.message}`, EXIT.failed);
  if (error instanceof OldCouch)
    return new StopError(`没有搬成：CouchDB ${error.version} 太旧，要 3.3 或更新的版本。两边都没有动。`, EXIT.failed);
  if (error instanceof StoreAway)
    return new StopError(
      '没有搬成：连不上 CouchDB，或账号密码不对（要管理员账号）。原来的数据没有动；处理后再运行一次，会接着搬。',
      EXIT.failed,
    );
  if ((error as NodeJS.ErrnoException).code === undefined) return error;
  return new StopError(`没有搬成：${wordsOf(error)}。原来的数据没有动；处理后再运行一次。`, EXIT.failed);
}

export async function runMove(args: readonly string[]): Promise<void> {
  const { values } = readArguments({
    args: [...args],
    options: {
      data: { type: 'string' },
      couchdb: { type: 'string' },
      'couchdb-password-file': { type: 'string' },
      back: { type: 'boolean', default: false },
    },
  });
  if (values.data === undefined || values.data === '') throw new UsageError('缺 --data 目录');
  const choice = couchChoice(values.couchdb, values['couchdb-password-file']);
  if (values.back === (choice !== undefined)) throw new UsageError('写 --couchdb 地址（搬过去）或 --back（搬回来）');
  const folder = resolve(values.data);
  if (!(await isThere(folder))) throw new UsageError(`没有目录 ${folder}`);
  const lock = await lockData(folder);
  if (!lock.ok)
    throw new StopError(
      `数据目录 ${folder} 正由服务端打开（进程 ${lock.reason.pid}）。没有动任何内容；先停掉服务端。`,
      EXIT.dataInUse,
    );
  try {
    await (choice === undefined ? moveBack(folder) : moveThere(folder, choice));
  } catch (error) {
    throw inWords(error);
  } finally {
    await lock.value.release();
  }
}
