import { createServer as createPlain, type RequestListener, type Server } from 'node:http';
import { createServer as createSecure, type ServerOptions } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { asCouchError } from '../src/http/error-handling.ts';
import { StoreAway } from '../src/store/store-away.ts';
import { CouchAway } from './open-data.ts';

const AGAIN_AFTER_MS = 2_000;

const WAITING = `连不上 CouchDB，服务端先等着，每 ${AGAIN_AFTER_MS / 1_000} 秒再试一次；数据没有动。在此之前各终端收到“中心暂时不可用”，写下的内容留在终端里，恢复后自动补送。
请看 CouchDB 是否在运行，地址、账号、密码对不对（要管理员账号）。
CouchDB cannot be reached, or does not let this account in: waiting for it.`;

export interface Door {
  readonly host: string;
  /** 0: nobody knows it yet, so nobody is answered. */
  readonly port: number;
  readonly tls: ServerOptions | null;
}

/** Says to everybody what the server says while its store is away. */
const sayAway: RequestListener = (request, response) => {
  const away = asCouchError(new StoreAway('not there yet'));
  request.resume();
  response.writeHead(away?.status ?? 503, { 'content-type': 'application/json', 'retry-after': '5' });
  response.end(JSON.stringify(away?.body() ?? {}));
};

async function answering({ host, port, tls }: Door): Promise<() => Promise<void>> {
  if (port === 0) return () => Promise.resolve();
  const server: Server = tls === null ? createPlain(sayAway) : createSecure(tls, sayAway);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
}

/** Opens what lies on a CouchDB; waits for one that this folder has worked with before, and answers whoever comes meanwhile. */
export async function untilCouchdb<T>(door: Door, open: () => Promise<T>): Promise<T> {
  let close: (() => Promise<void>) | undefined;
  try {
    for (;;) {
      try {
        return await open();
      } catch (error) {
        if (!(error instanceof CouchAway)) throw error;
        if (close === undefined) {
          console.error(WAITING);
          close = await answering(door);
        }
        await pause(AGAIN_AFTER_MS);
      }
    }
  } finally {
    await close?.();
  }
}
