import { join, resolve } from 'node:path';
import { systemClock } from '../../shared/lib/clock.ts';
import type { Stores } from '../src/open-databases.ts';
import { openServer, type OpenServer } from '../src/open-server.ts';
import { StoreAway } from '../src/store/couch/couch-http.ts';
import { openCouchStores } from '../src/store/couch/couch-stores.ts';
import type { Log } from '../src/watch/log.ts';
import { lockData } from '../src/store/data-lock.ts';
import { EXIT, StopError, UsageError } from './arguments.ts';
import { couchdbOf, type CouchChoice } from './couchdb-of-folder.ts';

/** Days that a password opens a local store without the server, and minutes until an idle screen locks (DESIGN §6). */
const POLICY = { offlineDays: 30, idleLockMinutes: 15 };

export interface OpenData extends OpenServer {
  readonly folder: string;
  readonly release: () => Promise<void>;
}

interface OpenOptions {
  readonly demo: boolean;
  readonly log?: Log;
  /** The documents lie there, and the folder holds what this server keeps of them. Left out: as the folder remembers. */
  readonly couchdb?: CouchChoice;
}

const COUCH_AWAY = `连不上 CouchDB，服务端没有启动；数据没有动。请看 CouchDB 是否在运行，地址、账号、密码对不对（要管理员账号）。
CouchDB cannot be reached, or does not let this account in.`;

/** Opens a data folder for this process alone; says who has it otherwise. */
export async function openData(folder: string | undefined, { demo, log, couchdb }: OpenOptions): Promise<OpenData> {
  if (folder === undefined || folder === '') throw new UsageError('缺 --data 目录');
  const dataFolder = resolve(folder);
  const lock = await lockData(dataFolder);
  if (!lock.ok) {
    throw new StopError(
      `数据目录 ${dataFolder} 已由另一个服务端打开（进程 ${lock.reason.pid}）。\nThe data folder is held by another server process.`,
      EXIT.dataInUse,
    );
  }
  let stores: Stores | undefined;
  try {
    const address = await couchdbOf(dataFolder, couchdb ?? null);
    const indexFolder = join(dataFolder, 'index');
    stores =
      address === null
        ? undefined
        : await openCouchStores(address, indexFolder, () => {
            log?.event('store-away');
          });
    const opened = await openServer({
      dataFolder,
      ...(stores === undefined ? {} : { stores }),
      clock: systemClock,
      policy: POLICY,
      demo,
      ...(log === undefined ? {} : { log }),
    });
    return {
      ...opened,
      folder: dataFolder,
      release: async () => {
        try {
          await opened.close();
          await stores?.close();
        } finally {
          await lock.value.release();
        }
      },
    };
  } catch (error) {
    // What went wrong first is what is told.
    await Promise.allSettled([stores?.close()]);
    await lock.value.release();
    throw error instanceof StoreAway ? new StopError(COUCH_AWAY, EXIT.failed) : error;
  }
}
