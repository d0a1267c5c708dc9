import { join, resolve } from 'node:path';
import { systemClock } from '../../shared/lib/clock.ts';
import { openServer, type OpenServer } from '../src/open-server.ts';
import type { Limits } from '../src/http/limits.ts';
import { StoreAway } from '../src/store/store-away.ts';
import { OldCouch } from '../src/store/couch/couch-http.ts';
import { Retired } from '../src/store/couch/couch-identity.ts';
import { openCouchStores, type CouchStores } from '../src/store/couch/couch-stores.ts';
import type { Log } from '../src/watch/log.ts';
import { lockData } from '../src/store/data-lock.ts';
import { systemDocuments } from '../src/store/system-documents.ts';
import { leaveGap } from '../src/write/case-numbers.ts';
import { EXIT, StopError, UsageError } from './arguments.ts';
import { couchdbOf, rememberCouchdb, type CouchChoice } from './couchdb-of-folder.ts';

/** Days that a password opens a local store without the server, and minutes until an idle screen locks (DESIGN §6). */
const POLICY = { offlineDays: 30, idleLockMinutes: 15 };

export interface OpenData extends OpenServer {
  readonly folder: string;
  readonly release: () => Promise<void>;
}

interface OpenOptions {
  readonly demo: boolean;
  readonly log?: Log;
  readonly limits?: Limits;
  /** The documents lie there, and the folder holds what this server keeps of them. Left out: as the folder remembers. */
  readonly couchdb?: CouchChoice;
  /** Hears that what lies on the CouchDB is another than it was: everything is to be opened anew. */
  readonly replaced?: () => void;
  /** Hears that the disk did not take a write: everything is to be opened anew. */
  readonly broken?: () => void;
}

export const COUCH_AWAY = `连不上 CouchDB，服务端没有启动；数据没有动。请看 CouchDB 是否在运行，地址、账号、密码对不对（要管理员账号）。
CouchDB cannot be reached, or does not let this account in.`;

const tooOld = (version: string): string =>
  `CouchDB ${version} 太旧：要 3.3 或更新的版本。服务端没有启动；数据没有动。请先升级 CouchDB，再启动。
CouchDB ${version} is too old: 3.3 or later is needed.`;

const MOVED_BACK = `这个 CouchDB 里的资料已经搬回（或正在搬回）一个数据目录，服务端不再用它；数据没有动。
搬到一半的，把 move --back 再运行一次；已搬回的，用那个目录启动；还要用 CouchDB，用 move 命令搬到一个新的前缀。
What lies on this CouchDB was moved back into a data folder.`;

/** The CouchDB of a folder that has worked with it before does not answer: it will again. */
export class CouchAway extends StopError {}

/** Opens a data folder for this process alone; says who has it otherwise. */
export async function openData(folder: string | undefined, options: OpenOptions): Promise<OpenData> {
  const { demo, log, limits, couchdb, replaced = () => undefined, broken } = options;
  if (folder === undefined || folder === '') throw new UsageError('缺 --data 目录');
  const dataFolder = resolve(folder);
  const lock = await lockData(dataFolder);
  if (!lock.ok) {
    throw new StopError(
      `数据目录 ${dataFolder} 已由另一个服务端打开（进程 ${lock.reason.pid}）。\nThe data folder is held by another server process.`,
      EXIT.dataInUse,
    );
  }
  let stores: CouchStores | undefined;
  let isRemembered = false;
  try {
    const couch = await couchdbOf(dataFolder, couchdb ?? null);
    isRemembered = couch?.isRemembered === true;
    const indexFolder = join(dataFolder, 'index');
    const away = (): void => {
      log?.event('store-away');
    };
    stores =
      couch === null
        ? undefined
        : await openCouchStores(couch.address, indexFolder, {
            ...{ away, replaced },
            ...(broken === undefined ? {} : { broken }),
          });
    if (couchdb !== undefined) await rememberCouchdb(dataFolder, couchdb);
    // Numbers that were given since are held by people and terminals.
    if (stores?.werePutBack === true) await leaveGap(systemDocuments(stores.system), systemClock.nowMs());
    const opened = await openServer({
      dataFolder,
      ...(stores === undefined ? {} : { stores }),
      clock: systemClock,
      policy: POLICY,
      demo,
      ...(log === undefined ? {} : { log }),
      ...(limits === undefined ? {} : { limits }),
      ...(broken === undefined ? {} : { broken }),
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
    if (error instanceof OldCouch) throw new StopError(tooOld(error.version), EXIT.failed);
    if (error instanceof Retired) throw new StopError(MOVED_BACK, EXIT.failed);
    if (!(error instanceof StoreAway)) throw error;
    throw isRemembered ? new CouchAway(COUCH_AWAY, EXIT.failed) : new StopError(COUCH_AWAY, EXIT.failed);
  }
}
