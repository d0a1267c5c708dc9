import { existsSync, readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { ROLE_NAMES } from '../../../shared/domain/roles.ts';
import { systemClock } from '../../../shared/lib/clock.ts';
import type { DemoAccount } from '../../../shared/sync/wire.ts';
import { createApp } from '../../src/app.ts';
import { proxiesIn, type IsProxy } from '../../src/http/addresses.ts';
import { drain } from '../../src/http/drain.ts';
import { LIMITS, type Limits } from '../../src/http/limits.ts';
import { addressOf, isLoopback, LOOPBACK_NAMES, readTls } from '../../src/listen.ts';
import type { Server } from '../../src/server.ts';
import { isDiskFault } from '../../src/store/disk-fault.ts';
import { openLog, type Log, type LogLevel } from '../../src/watch/log.ts';
import { EXIT, portOf, readArguments, StopError, UsageError } from '../arguments.ts';
import { TIANDITU_HOSTS } from '../../../shared/geo/tianditu.ts';
import { serveControl } from '../control-channel.ts';
import { writeWhole } from '../write-whole.ts';
import { couchChoice, type CouchChoice } from '../couchdb-of-folder.ts';
import { openData, type OpenData } from '../open-data.ts';
import { seedOnce } from './seed.ts';
import { answerControl } from '../answer-control.ts';
import { untilCouchdb } from '../until-couchdb.ts';

export const SERVE_USAGE = `用法：npm run server -- serve --data 目录 [--port 端口] [--host 地址 --tls-cert 文件 --tls-key 文件] [--seed small|demo|street] [--demo] [--log quiet|info]
      [--couchdb 地址 [--couchdb-password-file 文件]] [--metrics-token-file 文件] [--trusted-proxy 地址] [--max-connections 数]

  --data 目录    数据放在哪里；同一目录只能由一个服务端打开
  --couchdb 地址 资料放在 CouchDB（3.3 以上，单机或集群）：http://账号:密码@主机:5984/前缀，要管理员账号；库由服务端自己建。
                 集群的几个节点用逗号隔开（账号、密码、前缀写在第一个里）：一个停了就用下一个。
                 几个服务端可以用同一个，各用各的 --data 目录（放索引）。目录会记住地址，以后各命令不用再写
  --couchdb-password-file 文件  密码写在文件里，不写在地址里
  --port 端口    0：任选一个空的（默认 0）
  --host 地址    默认 127.0.0.1；其他地址要同时给证书和私钥（PEM）
  --seed 名称    数据为空时先填入演示街道：demo、实际规模的 street，或试验用的 small
  --demo         演示：不另写 --seed 时含 --seed demo，登录页列出演示账号；只在本机地址有效
  --log 多少     写到标准错误，每行一个 JSON：quiet 只写故障（默认），info 每个请求一行；都不含姓名、证件、内容
  --metrics-token-file 文件  里面一行口令：带着它可以读 /_metrics（Prometheus）；不给则用数据目录里的 metrics.token（首次启动时生成，只有本人可读）
  --trusted-proxy 地址  前面有代理或负载均衡时写它的地址或网段（10.0.0.0/8），可以重复；只有它写的 X-Forwarded-For 才算数，
                 用来按来访地址限制请求次数。不写则谁写的都不算
  --max-connections 数  最多同时多少条连接（默认 ${LIMITS.connections}）；操作系统允许打开的文件数要更大

启动后打印一行 READY {"url":…,"server":…}。`;

/** The bundle lies in out/server/, beside out/renderer/. */
const OUT = join(import.meta.dirname, '..');
const RENDERER = join(OUT, 'renderer');
const PACKAGE = join(OUT, '..', 'package.json');

const PUT_BACK = `CouchDB 里的资料被放回了较早的状态（或换成了另一套，或搬走了）。服务端重新打开，索引重建；各终端从头核对一次，比它新的内容会自动补送。
请核对那之后停用或改过密码的账号。
What lies on the CouchDB was put back to an older state: opening anew.`;

const DISK = `磁盘写不进去（满了，或坏了）。没有写下的没有确认，已确认的都在；各终端照常记，等它好了再送。
请清出空间：服务端每隔几秒重新打开一次，写得进去了就自己接着工作。
The disk takes no more writes: opening anew until it does.`;
const NO_ROOM = `磁盘写不进去（满了，或坏了），服务端没有启动；数据没有动。请清出空间再启动。
The disk takes no writes.`;
const ROOM_EVERY_MS = 3_000;

const versionOf = (): string =>
  existsSync(PACKAGE) ? (JSON.parse(readFileSync(PACKAGE, 'utf8')) as { readonly version: string }).version : '0.0.0';

/** Whom the launcher's link signs in. */
const launchAccountOf = (accounts: readonly DemoAccount[]): DemoAccount | undefined =>
  accounts.find((account) => account.role === ROLE_NAMES.streetClerk) ?? accounts[0];

/** The workstation's address; on a demonstration server with a token that hands the page one password, once. */
function workstationUrl(server: Server, address: string): string {
  const account = launchAccountOf(server.demoAccounts);
  return account === undefined ? `${address}/app/` : `${address}/app/#launch=${server.launches.make(account.name)}`;
}

const offered = ({ name, password, role, scope }: DemoAccount) => ({ name, password, role, scope });

/** A launcher's window needs a link of its own; it asks over the channel it started us with. */
function answerLauncher(freshUrl: () => string, stop: () => void): void {
  if (process.send === undefined) return;
  process.on('message', (message: unknown) => {
    const asksForUrl =
      typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'fresh-url';
    if (asksForUrl) process.send?.({ kind: 'url', url: freshUrl() });
  });
  process.once('disconnect', stop);
  if (!process.connected) stop(); // it ended while the street was being filled
}

function proxiesOf(given: readonly string[]): IsProxy {
  const named = proxiesIn(given.flatMap((text) => text.split(',')));
  if ('isProxy' in named) return named.isProxy;
  throw new UsageError(`--trusted-proxy ${named.notAnAddress}：写 IP 地址或网段，例如 10.0.0.5 或 10.0.0.0/8`);
}

function limitsOf(connections: string | undefined): Limits {
  if (connections === undefined) return LIMITS;
  if (!/^[1-9]\d{0,5}$/.test(connections))
    throw new UsageError(`--max-connections ${connections}：写 1 到 999999 的数`);
  return { ...LIMITS, connections: Number(connections) };
}

function logLevelOf(text: string): LogLevel {
  if (text === 'quiet' || text === 'info') return text;
  throw new UsageError(`--log ${text}：写 quiet 或 info`);
}

/** Shorter ones are guessed. */
const LEAST_TOKEN = 16;

const METRICS_TOKEN = 'metrics.token';

/** Made at the first start: who can read the data folder may read the figures. */
async function ownMetricsToken(folder: string): Promise<string> {
  const file = join(folder, METRICS_TOKEN);
  const isThere = (await readFile(file, 'utf8').catch(() => '')).trim() !== '';
  if (!isThere) await writeWhole(file, `${randomBytes(24).toString('base64url')}\n`);
  return metricsTokenIn(file);
}

async function metricsTokenIn(file: string): Promise<string> {
  const token = await readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => '',
  );
  if (token.length < LEAST_TOKEN)
    throw new UsageError(`--metrics-token-file ${file}：读不到口令；文件里要有一行至少 ${LEAST_TOKEN} 个字符`);
  return token;
}

export async function runServe(args: readonly string[]): Promise<void> {
  const { values } = readArguments({
    args: [...args],
    options: {
      data: { type: 'string' },
      port: { type: 'string', default: '0' },
      host: { type: 'string', default: '127.0.0.1' },
      'tls-cert': { type: 'string' },
      'tls-key': { type: 'string' },
      seed: { type: 'string' },
      couchdb: { type: 'string' },
      'couchdb-password-file': { type: 'string' },
      demo: { type: 'boolean', default: false },
      tianditu: { type: 'boolean', default: false },
      log: { type: 'string', default: 'quiet' },
      'metrics-token-file': { type: 'string' },
      'trusted-proxy': { type: 'string', multiple: true, default: [] },
      'max-connections': { type: 'string' },
    },
  });
  const port = portOf(values.port);
  const isProxy = proxiesOf(values['trusted-proxy']);
  const limits = limitsOf(values['max-connections']);
  const { host, demo } = values;
  const tls = await readTls({ host, port, tlsCert: values['tls-cert'], tlsKey: values['tls-key'] });
  if (!tls.ok) throw new StopError(tls.reason.words, EXIT.notSecure);
  if (demo && !isLoopback(host)) {
    throw new StopError(
      '--demo 只在本机地址有效：演示密码是公开的。\n--demo is for loopback addresses only.',
      EXIT.notSecure,
    );
  }

  const log = openLog(logLevelOf(values.log), systemClock, (line) => process.stderr.write(line));
  const tokenFile = values['metrics-token-file'];
  const givenToken = tokenFile === undefined ? undefined : await metricsTokenIn(tokenFile);
  const choice = couchChoice(values.couchdb, values['couchdb-password-file']);
  const couchdb = choice === undefined ? {} : { couchdb: choice };
  const seed = values.seed ?? (demo ? 'demo' : undefined);

  /** Opens the data and serves it; the port is the same after what lies on a CouchDB was found to be another. */
  const serve = async (at: number): Promise<Serving> => {
    let tell: (words: string) => void = () => undefined;
    const isReplaced = new Promise<string>((resolve) => {
      tell = resolve;
    });
    const replaced = (): void => {
      tell(PUT_BACK);
    };
    const broken = (): void => {
      tell(DISK);
    };
    const data = await untilCouchdb({ host, port: at, tls: tls.value }, async () => {
      await seedFirst(values.data, seed, couchdb);
      console.log('打开数据');
      return openData(values.data, { demo, log, limits, replaced, broken, ...couchdb });
    });
    try {
      const metricsToken = givenToken ?? (await ownMetricsToken(data.folder));
      const door = { host, port: at, tls: tls.value, demo, tianditu: values.tianditu, metricsToken, isProxy };
      return { ...(await listen(data, door)), isReplaced };
    } catch (error) {
      await data.release();
      throw error;
    }
  };
  await keepServing(serve, port, limits.stopMs, log);
}

interface Serving extends Listened {
  /** Resolves when everything is to be opened anew, with why. */
  readonly isReplaced: Promise<string>;
}

/** Until somebody says stop. */
async function keepServing(
  serve: (port: number) => Promise<Serving>,
  port: number,
  stopMs: number,
  log: Log,
): Promise<void> {
  let serving = await serve(port).catch((error: unknown) => {
    throw isDiskFault(error) ? new StopError(NO_ROOM, EXIT.failed) : error;
  });
  let isOpen = true;
  let stopping: Promise<void> | null = null;
  const stop = (): void => {
    stopping ??= (async () => {
      log.event('stopping');
      // Nobody who was told "stored" depends on what hangs: that is on disk.
      setTimeout(() => {
        log.event('stopped-late');
        process.exit(EXIT.failed);
      }, stopMs);
      if (isOpen) await serving.stop();
      process.exit(0);
    })();
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);
  answerLauncher(() => serving.freshUrl(), stop);
  const beginAgain = (): void => {
    void serving.isReplaced
      .then(async (words) => {
        if (stopping !== null) return;
        console.error(words);
        await serving.stop();
        isOpen = false;
        serving = await onceThereIsRoom(() => serve(serving.port));
        isOpen = true;
        beginAgain();
      })
      .catch((error: unknown) => {
        log.failure(error);
        console.error(error instanceof StopError ? error.message : error);
        process.exit(EXIT.failed);
      });
  };
  beginAgain();
}

async function onceThereIsRoom<T>(open: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (!isDiskFault(error)) throw error;
      await pause(ROOM_EVERY_MS);
    }
  }
}

/** Opened and closed again before serving: the demonstration accounts are read when the data is opened. */
async function seedFirst(
  folder: string | undefined,
  profile: string | undefined,
  couchdb: { readonly couchdb?: CouchChoice },
): Promise<void> {
  if (profile === undefined) return;
  const data = await openData(folder, { demo: false, ...couchdb });
  try {
    await seedOnce(data.server, profile);
  } finally {
    await data.release();
  }
}

interface Listening {
  readonly host: string;
  readonly port: number;
  readonly tls: Parameters<typeof createApp>[2]['tls'];
  readonly demo: boolean;
  /** Whether browsers may fetch the tiles of 天地图 with a key of their own. */
  readonly tianditu: boolean;
  readonly metricsToken: string;
  readonly isProxy: IsProxy;
}

interface Listened {
  readonly port: number;
  /** The workstation's address, with a fresh link in it where there is one. */
  readonly freshUrl: () => string;
  /** Finishes what is in flight, and closes the data. */
  readonly stop: () => Promise<void>;
}

async function listen(
  data: OpenData,
  { host, port, tls, demo, tianditu, metricsToken, isProxy }: Listening,
): Promise<Listened> {
  const { server } = data;
  const usesTls = tls !== null;
  const surface = {
    version: versionOf(),
    title: demo ? '网格治理工作站（演示）' : '网格治理工作站',
    rendererFolder: existsSync(join(RENDERER, 'index.html')) ? RENDERER : null,
    allowedOrigins: ['app://workstation'],
    hostNames: isLoopback(host) ? LOOPBACK_NAMES : null,
    usesTls,
    metricsToken,
    isProxy,
    imageHosts: tianditu ? TIANDITU_HOSTS : [],
  };
  const app = await createApp(server, surface, { tls });
  try {
    await app.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new StopError(`端口 ${port} 已被占用。\nThe port is in use.`, EXIT.failed);
  }
  const address = addressOf(host, (app.server.address() as AddressInfo).port, usesTls);

  const control = await serveControl(data.folder, (request, asking) => answerControl(data, request, asking)).catch(
    async (error: unknown) => {
      // Or the port stays taken, by a process that neither serves nor ends.
      await app.close();
      throw error;
    },
  );

  const stop = async (): Promise<void> => {
    data.stopFeeds();
    await Promise.all([control.close(), drain(app, server.limits.drainMs)]);
    await data.release();
  };

  const ready = {
    url: workstationUrl(server, address),
    server: address,
    ...(server.demoAccounts.length === 0 ? {} : { accounts: server.demoAccounts.map(offered) }),
  };
  server.log.event('started');
  console.log(`READY ${JSON.stringify(ready)}`);
  return {
    port: (app.server.address() as AddressInfo).port,
    freshUrl: () => workstationUrl(server, address),
    stop,
  };
}
