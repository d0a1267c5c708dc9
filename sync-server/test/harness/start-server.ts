import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { User } from '../../../shared/domain/staff.ts';
import { systemClock, type Clock } from '../../../shared/lib/clock.ts';
import { createApp } from '../../src/app.ts';
import { LIMITS, type Limits } from '../../src/http/limits.ts';
import { LOOPBACK_NAMES } from '../../src/listen.ts';
import { openServer, type OpenServer } from '../../src/open-server.ts';
import type { Surface } from '../../src/server.ts';
import { openCouchStores } from '../../src/store/couch/couch-stores.ts';
import type { Log } from '../../src/watch/log.ts';

import { aCouch, COUCH_URL, type CouchUnderTest } from './couch.ts';

/** A thousandth of the real cost: tests sign in often. */
export const CHEAP = { n: 2 ** 5, r: 8, p: 1 };
const ANY = { burst: Number.POSITIVE_INFINITY, perSecond: 1 };
export const UNHURRIED: Limits = {
  ...LIMITS,
  requestsOfAccount: ANY,
  requestsFromAddress: ANY,
  signInsOfAccount: ANY,
  signInsFromAddress: ANY,
};
export const PASSWORD = 'correct horse battery';

export interface TestServer {
  readonly url: string;
  readonly app: FastifyInstance;
  readonly opened: OpenServer;
  readonly folder: string;
  /** Where its documents lie when `COUCHDB_URL` is set; else in its folder. */
  readonly couch: CouchUnderTest | null;
  /** Creates the account (once) and gives back who it is. */
  readonly add: (user: User) => Promise<User>;
  /** Requests as somebody, by Basic credentials; null: as nobody. */
  readonly as: (user: User | null) => Caller;
  /** The same past the socket, through every hook and route: for thousands of requests. */
  readonly inside: (user: User) => Caller;
  /** Stops and starts on the same folder. */
  readonly restart: (between?: () => Promise<unknown>) => Promise<TestServer>;
  readonly stop: () => Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body, undefined where it is no JSON. */
  readonly body: unknown;
}

export type Caller = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer>;

export const basic = (account: string, password = PASSWORD): string =>
  `Basic ${Buffer.from(`${account}:${password}`).toString('base64')}`;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export async function call(
  url: string,
  authorization: string | null,
  [method, path, body, headers = {}]: Parameters<Caller>,
): Promise<Answer> {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(authorization === null ? {} : { authorization }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

async function inject(
  app: FastifyInstance,
  authorization: string,
  [method, path, body, headers = {}]: Parameters<Caller>,
): Promise<Answer> {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const answer = await app.inject({
    method: method as 'GET',
    url: path,
    headers: {
      host: '127.0.0.1',
      authorization,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: isRaw ? Buffer.from(body as string) : JSON.stringify(body) }),
  });
  const named = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as [string, string]);
  return { status: answer.statusCode, headers: new Headers(named), text: answer.payload, body: parsed(answer.payload) };
}

export interface StartOptions {
  readonly folder?: string;
  readonly couch?: CouchUnderTest | null;
  readonly clock?: Clock;
  readonly surface?: Partial<Surface>;
  readonly log?: Log;
  /** Those that are shipped, but for how often one may ask: a test asks thousands of times. */
  readonly limits?: Limits;
  /** Works on the stores of this server, with indexes of its own; to be stopped before it. */
  readonly beside?: TestServer;
}

/** In a folder that was filled as one (`couch: null`) lie the documents themselves, wherever the others' are. */
function couchOf({ couch }: StartOptions): CouchUnderTest | null {
  if (couch !== undefined) return couch;
  return COUCH_URL === null ? null : aCouch();
}

/** A listening server on a data folder of its own. */
export async function startServer(options: StartOptions = {}): Promise<TestServer> {
  const { beside } = options;
  const folder = beside?.folder ?? options.folder ?? (await mkdtemp(join(tmpdir(), 'sync-server-')));
  const clock = options.clock ?? systemClock;
  const couch = beside === undefined ? couchOf(options) : beside.couch;
  const indexFolder = beside === undefined ? join(folder, 'index') : await mkdtemp(join(folder, 'index-beside-'));
  const own = couch === null ? undefined : await openCouchStores(couch.address, indexFolder);
  const stores = own ?? beside?.opened.stores;
  const opened = await openServer({
    dataFolder: folder,
    clock,
    policy: { offlineDays: 30, idleLockMinutes: 15 },
    demo: false,
    passwordCost: CHEAP,
    limits: options.limits ?? UNHURRIED,
    ...(options.log === undefined ? {} : { log: options.log }),
    ...(stores === undefined ? {} : { stores, indexFolder }),
  });
  const surface: Surface = {
    version: 'test',
    title: 'test',
    rendererFolder: null,
    allowedOrigins: ['app://workstation'],
    hostNames: LOOPBACK_NAMES,
    usesTls: false,
    ...options.surface,
  };
  const app = await createApp(opened.server, surface, { tls: null });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const end = async (): Promise<void> => {
    opened.stopFeeds();
    app.server.closeAllConnections();
    await app.close();
    await opened.close();
    await own?.close();
  };

  return {
    url,
    app,
    opened,
    folder,
    couch,
    add: async (user) => {
      await opened.server.accounts.put(user.account, PASSWORD, user, clock.nowMs() - 1);
      return user;
    },
    as:
      (user) =>
      (...request) =>
        call(url, user === null ? null : basic(user.account), request),
    inside: (user) => (method, path, body, headers) => inject(app, basic(user.account), [method, path, body, headers]),
    restart: async (between) => {
      await end();
      await between?.();
      return startServer({ ...options, folder, couch });
    },
    stop: async () => {
      await end();
      if (beside !== undefined) return;
      await rm(folder, { recursive: true, force: true });
      await couch?.remove();
    },
  };
}
