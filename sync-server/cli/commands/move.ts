import { access, mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PARTS } from '../../src/backup/backup-format.ts';
import { moveStores, NotMoved } from '../../src/backup/move-stores.ts';
import { openStores, type Stores } from '../../src/open-databases.ts';
import { OldCouch } from '../../src/store/couch/couch-http.ts';
import { Retired } from '../../src/store/couch/couch-identity.ts';
import { openCouchStores, type CouchStores } from '../../src/store/couch/couch-stores.ts';
import { sameJson } from '../../../shared/lib/canonical-json.ts';
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
搬完逐条核对校验和，一致才换过去；不一致就什么都不换。中断了把同一条命令再运行一次，会接着搬。

  搬过去以后：目录记住 CouchDB 的地址，照常用 serve --data 目录 启动；原来的数据放在目录里的 before-couchdb，确认无误后可以删。
  搬回来以后：CouchDB 里的库还在原处，服务端不再用它们，确认无误后可以由管理员删。

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

/** The parts that lie in a folder. `records` is shifted last: as long as it is there, the folder has documents of its own. */
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

async function copied(from: Stores, to: Stores): Promise<void> {
  const sums = await moveStores(
    from,
    to,
    progressWords((words) => {
      console.log(words);
    }),
  );
  for (const [part, { documents, sum }] of Object.entries(sums)) console.log(`${part} ${documents} ${sum}`);
}

const couchStores = async (folder: string, choice: CouchChoice, evenRetired: boolean): Promise<CouchStores> =>
  openCouchStores(await addressOf(choice), join(folder, 'index'), { evenRetired });

/** What a move that was cut off had come to: everything was compared, and only the last step is left. */
const isHalf = (parts: readonly string[]): boolean => parts.length > 0 && parts.length < PARTS.length;

async function moveThere(folder: string, choice: CouchChoice): Promise<void> {
  const parts = await partsIn(folder);
  if (parts.length === 0) throw new StopError(`目录 ${folder} 里没有自己的数据，没有什么可搬。`, EXIT.failed);
  if (isHalf(parts)) await mustBeSame(folder, parts, choice);
  else {
    const from = await openStores(folder);
    try {
      const to = await couchStores(folder, choice, false);
      await copied(from, to).finally(to.close);
    } finally {
      await from.close();
    }
  }
  await rememberCouchdb(folder, choice);
  await shift(folder, join(folder, BEFORE));
  console.log(`已搬到 CouchDB，校验和一致。原来的数据在 ${join(folder, BEFORE)}；照常启动服务端。`);
}

/** What is left of a move there goes where the rest of it went. */
async function mustBeSame(folder: string, parts: readonly string[], choice: CouchChoice): Promise<void> {
  const before = await rememberedIn(folder);
  if (before === null) throw new StopError(`目录 ${folder} 里的数据不全。没有动任何内容；请从备份恢复。`, EXIT.failed);
  if (!parts.includes('records'))
    throw new StopError('上次搬回来只差换目录。没有动任何内容；先把 move --back 再运行一次。', EXIT.failed);
  if (!sameJson(await addressOf(before), await addressOf(choice)))
    throw new StopError('上次已经搬到另一个地址，只差换目录。没有动任何内容；照原来的地址再运行一次。', EXIT.failed);
}

async function moveBack(folder: string): Promise<void> {
  const choice = await rememberedIn(folder);
  if (choice === null) throw new StopError(`目录 ${folder} 的资料不在 CouchDB 上，没有什么可搬回来。`, EXIT.failed);
  const arriving = join(folder, ARRIVING);
  const parts = await partsIn(folder);
  if (isHalf(parts) && parts.includes('records'))
    throw new StopError('上次搬到 CouchDB 只差换目录。没有动任何内容；先把那条命令再运行一次。', EXIT.failed);
  if (parts.length === 0) await fetchBack(await couchStores(folder, choice, true), arriving);
  if (parts.length < PARTS.length) await shift(arriving, folder);
  await rm(arriving, { recursive: true, force: true });
  await forgetCouchdb(folder);
  console.log('已搬回目录里，校验和一致。CouchDB 里的库没有动，服务端不再用它们；照常启动服务端。');
}

/** From the beginning on no server writes on the CouchDB any more: none that runs elsewhere, forgotten, takes what nobody would ever see again. */
async function fetchBack(from: CouchStores, arriving: string): Promise<void> {
  try {
    await from.setRetired(true);
    await mkdir(arriving, { recursive: true, mode: 0o700 });
    const to = await openStores(arriving);
    await copied(from, to).finally(to.close);
  } catch (error) {
    // What went wrong first is told. A CouchDB that does not hear that it is in use again is told so by the next run.
    await from.setRetired(false).catch(() => undefined);
    throw error;
  } finally {
    await from.close();
  }
}

function inWords(error: unknown): unknown {
  if (error instanceof NotMoved) return new StopError(`没有搬成：${error.message}`, EXIT.failed);
  if (error instanceof OldCouch)
    return new StopError(`没有搬成：CouchDB ${error.version} 太旧，要 3.3 或更新的版本。两边都没有动。`, EXIT.failed);
  if (error instanceof Retired)
    return new StopError('没有搬成：那边是搬回来以后留下的库。两边都没有动；请换一个前缀。', EXIT.failed);
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
