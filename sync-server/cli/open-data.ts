import { resolve } from 'node:path';
import { systemClock } from '../../shared/lib/clock.ts';
import { openServer, type OpenServer } from '../src/open-server.ts';
import type { Log } from '../src/watch/log.ts';
import { lockData } from '../src/store/data-lock.ts';
import { EXIT, StopError, UsageError } from './arguments.ts';

/** Days that a password opens a local store without the server, and minutes until an idle screen locks (DESIGN §6). */
const POLICY = { offlineDays: 30, idleLockMinutes: 15 };

export interface OpenData extends OpenServer {
  readonly folder: string;
  readonly release: () => Promise<void>;
}

interface OpenOptions {
  readonly demo: boolean;
  readonly log?: Log;
}

/** Opens a data folder for this process alone; says who has it otherwise. */
export async function openData(folder: string | undefined, { demo, log }: OpenOptions): Promise<OpenData> {
  if (folder === undefined || folder === '') throw new UsageError('缺 --data 目录');
  const dataFolder = resolve(folder);
  const lock = await lockData(dataFolder);
  if (!lock.ok) {
    throw new StopError(
      `数据目录 ${dataFolder} 已由另一个服务端打开（进程 ${lock.reason.pid}）。\nThe data folder is held by another server process.`,
      EXIT.dataInUse,
    );
  }
  try {
    const opened = await openServer({
      dataFolder,
      clock: systemClock,
      policy: POLICY,
      demo,
      ...(log === undefined ? {} : { log }),
    });
    return {
      ...opened,
      folder: dataFolder,
      release: async () => {
        await opened.close();
        await lock.value.release();
      },
    };
  } catch (error) {
    await lock.value.release();
    throw error;
  }
}
