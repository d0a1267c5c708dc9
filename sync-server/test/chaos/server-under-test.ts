import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from '../../cli/control-channel.ts';
import type { UserChange } from '../../cli/user-changes.ts';
import { openServer } from '../../src/open-server.ts';
import { openStores, type Stores } from '../../src/open-databases.ts';
import { openCouchStores } from '../../src/store/couch/couch-stores.ts';
import { systemClock } from '../../../shared/lib/clock.ts';
import { aCouch, COUCH_URL, couchUrl, type CouchUnderTest } from '../harness/couch.ts';
import { runServer, type ServerProcess } from '../harness/server-process.ts';
import type { Program } from './programs.ts';
import { fill, type World } from './world.ts';

const CHEAP = { n: 2 ** 5, r: 8, p: 1 };
const AGAIN_MS = 200;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** A server that is asked to end drains for fifteen seconds at most. */
const STOP_MS = 45_000;
const POLICY = { offlineDays: 30, idleLockMinutes: 15 };

/** A data folder with the world in it, to be copied for every story. */
export async function aTemplate(world: World): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chaos-template-'));
  const opened = await openServer({
    dataFolder: folder,
    clock: systemClock,
    policy: POLICY,
    demo: false,
    passwordCost: CHEAP,
  });
  await fill(opened, world);
  await opened.close();
  return folder;
}

/** One real server process that is started, killed and started again on its folder. */
class OneServer {
  private process: ServerProcess | null = null;
  private starting: Promise<void> | null = null;
  private ended = true;
  private isEnding = false;
  port: number | null = null;
  private isFull = false;
  /** Whether it was full at any time since the last start. */
  private wasFull = false;
  /** What it wrote, all starts together. */
  said = '';
  /** It died by itself, or did not end when it was asked to. */
  readonly faults: string[] = [];

  constructor(
    private readonly program: Program,
    readonly folder: string,
    private readonly couch: string | null,
  ) {}

  start(): Promise<void> {
    this.starting ??= this.startNow().finally(() => {
      this.starting = null;
    });
    return this.starting;
  }
  /** As who looks after it does: what does not start, because the disk is full, is started again until it does. */
  private async startNow(): Promise<void> {
    while (this.ended) {
      const { args, env } = this.program;
      const [first = '', ...rest] = args;
      const place = ['--data', this.folder, ...(this.couch === null ? [] : ['--couchdb', this.couch])];
      const running = runServer(first, [...rest, 'serve', ...place], '', env);
      this.process = running;
      this.ended = false;
      this.isEnding = false;
      this.wasFull = this.isFull;
      if (this.isFull) await this.limit(true);
      void running.ended.then(({ output, code, signal }) => {
        if (this.process !== running) return;
        this.ended = true;
        this.said += output;
        if (!this.isEnding && this.port !== null)
          this.faults.push(`a server ended by itself with ${String(code)} ${String(signal)}: ${output.slice(-1_500)}`);
        this.port = null;
      });
      try {
        const { server } = await running.ready;
        this.port = Number(new URL(server).port);
      } catch (error) {
        await running.ended;
        if (this.isMeantToEnd()) return;
        if (!this.wasFull) {
          this.faults.push(`a server does not start: ${String(error)}`);
          return;
        }
        await pause(AGAIN_MS);
      }
    }
  }
  private isMeantToEnd(): boolean {
    return this.isEnding;
  }
  isUp(): boolean {
    return this.port !== null;
  }
  async answers(): Promise<boolean> {
    if (this.port === null) return false;
    return fetch(`http://127.0.0.1:${String(this.port)}/_workstation/hello`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }
  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }
  private async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { process: running } = this;
    if (running === null || this.ended) return;
    this.port = null;
    this.isEnding = true;
    running.child.kill(signal);
    const late = setTimeout(() => {
      this.faults.push('a server was asked to end and did not');
      running.child.kill('SIGKILL');
    }, STOP_MS);
    await running.ended;
    clearTimeout(late);
    this.ended = true;
  }
  /** The kernel lets no file of the process grow any more: every write to the disk fails, as on a full one (EFBIG in the place of ENOSPC). False: it did not take effect. */
  async limit(isFull: boolean): Promise<boolean> {
    this.isFull = isFull;
    this.wasFull ||= isFull;
    const pid = this.process?.child.pid;
    if (pid === undefined || this.ended) return false;
    return new Promise((resolve) => {
      const limiting = spawn('prlimit', ['--pid', String(pid), `--fsize=${isFull ? '1' : 'unlimited'}:unlimited`], {
        stdio: 'ignore',
      });
      // A system without it has no such fault.
      limiting.once('error', () => {
        resolve(false);
      });
      limiting.once('close', (code) => {
        resolve(code === 0);
      });
    });
  }
}

export interface ServersUnderTest {
  readonly all: readonly OneServer[];
  readonly one: (at: number) => OneServer;
  /** A port that answers, the device's own first: what a load balancer does. */
  readonly portFor: (device: number) => number | null;
  /** As the command `user` does it; null: nobody answered, and it may have been done. */
  readonly change: (change: UserChange) => Promise<boolean | null>;
  readonly examine: () => Promise<readonly string[]>;
  /** What lies there, past every server. They are stopped before. */
  readonly raw: <T>(read: (stores: Stores) => Promise<T>) => Promise<T>;
  readonly remove: () => Promise<void>;
}

/** One server over its own store; two where `COUCHDB_URL` names a CouchDB, which they share. */
export async function serversUnderTest(program: Program, template: string, world: World): Promise<ServersUnderTest> {
  const folders: string[] = [];
  const couch: CouchUnderTest | null = COUCH_URL === null ? null : aCouch();
  for (let nth = 0; nth < (couch === null ? 1 : 2); nth += 1)
    folders.push(await mkdtemp(join(tmpdir(), 'chaos-server-')));
  if (couch === null) await cp(template, folders[0] ?? '', { recursive: true });
  else await fillCouch(couch, world);
  const address = couch === null ? null : couchUrl(couch.address.prefix);
  const all = folders.map((folder) => new OneServer(program, folder, address));
  const up = (): readonly OneServer[] => all.filter((server) => server.isUp());
  const one = (at: number): OneServer => all[at % all.length] as OneServer;
  return {
    all,
    one,
    portFor: (device) => (one(device).isUp() ? one(device) : up()[0])?.port ?? null,
    change: async (change) => {
      const [server] = up();
      if (server === undefined) return null;
      const answer = (await ask(server.folder, change)) as { readonly ok: boolean } | null;
      return answer?.ok ?? null;
    },
    examine: async () => {
      const answer = (await ask(one(0).folder, { verb: 'doctor', full: true, checksum: false })) as {
        readonly examination?: { readonly findings: readonly unknown[] };
      } | null;
      if (answer?.examination === undefined) return [`no examination: ${JSON.stringify(answer)}`];
      return answer.examination.findings.map((finding) => JSON.stringify(finding));
    },
    raw: async (read) => {
      const index = await mkdtemp(join(tmpdir(), 'chaos-index-'));
      const stores = couch === null ? await openStores(one(0).folder) : await openCouchStores(couch.address, index);
      try {
        return await read(stores);
      } finally {
        await stores.close();
        await rm(index, { recursive: true, force: true });
      }
    },
    remove: async () => {
      await Promise.all(all.map((server) => server.stop()));
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true, maxRetries: 5 })));
      await couch?.remove();
    },
  };
}

async function fillCouch({ address }: CouchUnderTest, world: World): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'chaos-fill-'));
  const stores = await openCouchStores(address, join(folder, 'index'));
  const opened = await openServer({
    ...{ dataFolder: folder, stores, indexFolder: join(folder, 'index'), clock: systemClock, policy: POLICY },
    ...{ demo: false, passwordCost: CHEAP },
  });
  await fill(opened, world);
  await opened.close();
  await stores.close();
  await rm(folder, { recursive: true, force: true });
}
