import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { json } from 'node:stream/consumers';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../shared/domain/staff.ts';
import { sessionResponse, type BulkRow, type SessionResponse } from '../../shared/sync/wire.ts';
import { aReportedCase, aUlid } from '../../shared/testing/builders.ts';
import { EXIT, StopError, UsageError } from '../cli/arguments.ts';
import { runServe } from '../cli/commands/serve.ts';
import { runUser } from '../cli/commands/user.ts';
import { aCouch, COUCH_URL, couchUrl } from './harness/couch.ts';
import { freePort } from './harness/free-port.ts';
import { aPhotoOf } from './harness/jpegs.ts';
import { buildServer, runServer, type ServerProcess } from './harness/server-process.ts';
import { call, type Answer } from './harness/start-server.ts';

let script: string;
let folder: string;
const running: ServerProcess[] = [];

beforeAll(async () => {
  script = await buildServer();
}, 60_000);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'server-process-'));
});
afterAll(async () => {
  for (const { child } of running) child.kill('SIGKILL');
  await rm(dirname(script), { recursive: true, force: true });
});

const start = (...more: readonly string[]): ServerProcess => {
  const process = runServer(script, ['serve', '--data', folder, ...more]);
  running.push(process);
  return process;
};

const PASSWORD = 'a long enough password';
const user = (...args: readonly string[]) =>
  runServer(script, ['user', ...args, '--data', folder], `${PASSWORD}\n`).ended;
const addWorker = () => user('add', 'wang.fang', '--name', '王芳', '--post', 'gridWorker:310115005001001');

async function signIn(server: string): Promise<SessionResponse> {
  const answer = await call(server, null, [
    'POST',
    '/_workstation/session',
    { name: 'wang.fang', password: PASSWORD, protocol: 1, installation: aUlid(), auditKey: 'A'.repeat(43) },
  ]);
  return sessionResponse.parse(answer.body);
}

it(
  'a start that cannot be finished ends: no process stays that neither serves nor ends',
  { timeout: 60_000 },
  async () => {
    // Where its key belongs something else lies, as unwritable as a full disk.
    await mkdir(join(folder, 'control.key'));
    const { code, output } = await start().ended;
    expect(code).not.toBe(0);
    expect(output).toContain('control.key');
  },
);

describe('a server stopped at any moment', () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'by %s has everything it acknowledged when it starts again, by itself',
    { timeout: 120_000 },
    async (signal) => {
      expect(await addWorker()).toMatchObject({ code: 0 });
      const first = start();
      const { server } = await first.ready;
      const { token, user: worker } = await signIn(server);
      const acknowledged = new Map<string, string>();
      const photos = new Map<string, string>();
      let pushes = 0;

      /** Pushes without a pause, each next one when the last is acknowledged, until the server is gone. */
      const pushOn = async (who: User): Promise<void> => {
        for (;;) {
          const docs = Array.from({ length: 5 }, () => aReportedCase(who));
          const photo = aPhotoOf(who, docs[0]?._id ?? '');
          const answers: Answer[] = [];
          try {
            answers.push(await call(server, `Bearer ${token}`, ['POST', '/records/_bulk_docs', { docs }]));
            answers.push(await call(server, `Bearer ${token}`, ['POST', '/evidence/_bulk_docs', { docs: [photo] }]));
          } catch {
            // Gone; what it had said before counts.
          }
          const taken = answers.filter(({ status }) => status === 201);
          const [rows = [], [row] = []] = taken.map(({ body }) => body as BulkRow[]);
          for (const { id, ok, rev } of rows) if (ok === true) acknowledged.set(id, rev ?? '');
          if (row?.ok === true) photos.set(photo._id, photo.sha256);
          // Whole or not at all: whoever is still heard while it stops is told to come again.
          expect(answers.filter((one) => !taken.includes(one)).every(({ status }) => status === 503)).toBe(true);
          expect([rows.length, taken.length > 1 ? row?.ok : true]).toEqual([taken.length > 0 ? docs.length : 0, true]);
          if (taken.length < 2) return;
          pushes += 1;
          if (pushes === 60) first.child.kill(signal);
        }
      };
      await Promise.all([pushOn(worker), pushOn(worker), pushOn(worker), pushOn(worker)]);
      expect(await first.ended).toMatchObject(signal === 'SIGKILL' ? { signal } : { code: 0 });
      if (signal === 'SIGKILL') {
        // Cut off in the middle of what it writes for itself.
        await truncate(join(folder, 'metrics.token'), 0);
        await writeFile(join(folder, 'server.pid'), '1');
      }
      expect(acknowledged.size).toBeGreaterThan(200);

      const again = await start().ready;
      // The token from before still counts.
      const { body } = await call(again.server, `Bearer ${token}`, ['GET', '/records/_changes']);
      const { results } = body as { results: { id: string; changes: { rev: string }[] }[] };
      const found = new Map(results.map((row) => [row.id, row.changes[0]?.rev]));
      for (const [id, rev] of acknowledged) expect(found.get(id)).toBe(rev);
      for (const [id, sha256] of photos) {
        const bytes = await fetch(`${again.server}/evidence/${id}/original.jpg`, {
          headers: { authorization: `Bearer ${token}` },
        });
        expect(
          createHash('sha256')
            .update(Buffer.from(await bytes.arrayBuffer()))
            .digest('hex'),
        ).toBe(sha256);
      }
    },
  );
});

/** The kernel lets no file of a process grow any more, or lets them grow again; false where this system has no such command. */
function limitFiles(pid: number | undefined, limit: '1' | 'unlimited'): boolean {
  return spawnSync('prlimit', ['--pid', String(pid), `--fsize=${limit}:unlimited`]).status === 0;
}

describe('a disk that takes no more', () => {
  it('acknowledges nothing meanwhile, goes on when there is room, and has all of it after a kill', async ({ skip }) => {
    await addWorker();
    const first = start();
    const { server } = await first.ready;
    skip(!limitFiles(first.child.pid, 'unlimited'), 'without prlimit');
    const { token, user: worker } = await signIn(server);
    const acknowledged: string[] = [];
    const push = async (): Promise<number> => {
      const docs = Array.from({ length: 4 }, () => aReportedCase(worker));
      const answer = await call(server, `Bearer ${token}`, ['POST', '/records/_bulk_docs', { docs }]).catch(() => null);
      if (answer?.status === 201)
        acknowledged.push(...(answer.body as BulkRow[]).flatMap(({ id, ok }) => (ok === true ? [id] : [])));
      return answer?.status ?? 0;
    };
    expect(await push()).toBe(201);
    limitFiles(first.child.pid, '1');
    expect(await push()).toBe(503);
    limitFiles(first.child.pid, 'unlimited');
    await expect.poll(push, { timeout: 60_000 }).toBe(201);
    for (let nth = 0; nth < 15; nth += 1) await push();
    first.child.kill('SIGKILL');
    expect((await first.ended).output).toContain('磁盘写不进去');
    const again = await start().ready;
    const { body } = await call(again.server, `Bearer ${token}`, ['GET', '/records/_all_docs']);
    const found = new Set((body as { rows: { id: string }[] }).rows.map(({ id }) => id));
    expect(acknowledged.length).toBeGreaterThan(40);
    expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
  });
});

/** A push that the server is working on, and whose body it has yet to be sent. */
async function begunPush(server: string, token: string, body: object) {
  const pushing = request(`${server}/records/_bulk_docs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', expect: '100-continue' },
  });
  pushing.flushHeaders();
  await once(pushing, 'continue');
  return {
    send: async (): Promise<unknown> => {
      const answered = once(pushing, 'response') as Promise<[IncomingMessage]>;
      pushing.end(JSON.stringify(body));
      const [response] = await answered;
      return json(response);
    },
  };
}

describe('serve', () => {
  it('holds its data alone: a second one says so and exits with 3', async () => {
    const first = start();
    await first.ready;
    const second = await start().ended;
    expect(second.code).toBe(3);
    expect(second.output).toContain(String(first.child.pid));
  });

  it('ends its feeds and finishes what is in flight on SIGTERM', async () => {
    await addWorker();
    const process = start();
    const { server } = await process.ready;
    const { token, user: worker } = await signIn(server);
    const feed = call(server, `Bearer ${token}`, ['GET', '/records/_changes?feed=longpoll&since=now&heartbeat=60000']);
    const metrics = async () => {
      const password = (await readFile(join(folder, 'metrics.token'), 'utf8')).trim();
      return (await call(server, `Bearer ${password}`, ['GET', '/_metrics'])).text;
    };
    await expect.poll(metrics, { timeout: 30_000 }).toMatch(/^workstation_open_feeds 1$/m);
    const docs = Array.from({ length: 300 }, () => aReportedCase(worker));
    const push = await begunPush(server, token, { docs });
    process.child.kill('SIGTERM');
    expect(await push.send()).toHaveLength(300);
    expect((await feed).text).toContain('last_seq');
    expect(await process.ended).toMatchObject({ code: 0 });
  });

  it.each([
    [['--host', '0.0.0.0'], EXIT.notSecure, '--tls-cert'],
    [['--tls-cert', '/nowhere.pem'], EXIT.notSecure, '--tls-key'],
    [['--host', '0.0.0.0', '--demo', '--tls-cert', 'CERT', '--tls-key', 'KEY'], EXIT.notSecure, '--demo'],
    [['--port', 'x'], EXIT.usage, '--port'],
    [['--nonsense'], EXIT.usage, 'nonsense'],
    [['--couchdb', 'nowhere'], EXIT.usage, '--couchdb'],
    [['--couchdb', 'http://127.0.0.1:1'], EXIT.failed, 'CouchDB'],
  ])('does not start with %j', async (args, code, words) => {
    const files = { CERT: join(folder, 'cert.pem'), KEY: join(folder, 'key.pem') };
    await Promise.all(Object.values(files).map((file) => writeFile(file, 'x')));
    const given = args.map((arg) => (arg === 'CERT' || arg === 'KEY' ? files[arg] : arg));
    const stopped = await runServe(['--data', folder, ...given]).catch((error: unknown) => error);
    expect(stopped).toBeInstanceOf(code === EXIT.usage ? UsageError : StopError);
    if (stopped instanceof StopError) expect(stopped.exitCode).toBe(code);
    expect(String(stopped)).toContain(words);
  });

  it.skipIf(COUCH_URL === null)(
    'keeps its documents on the CouchDB of COUCHDB_URL, and its folder knows on which',
    { timeout: 120_000 },
    async () => {
      const { address, remove } = aCouch();
      const first = start('--couchdb', couchUrl(address.prefix));
      const { server } = await first.ready;
      expect(await addWorker()).toMatchObject({ code: 0 });
      const { token, user: worker } = await signIn(server);
      const document = aReportedCase(worker);
      const push = ['POST', '/records/_bulk_docs', { docs: [document] }] as const;
      expect((await call(server, `Bearer ${token}`, [...push])).body).toMatchObject([{ ok: true }]);
      first.child.kill('SIGKILL');
      await first.ended;
      const second = start();
      const again = (await second.ready).server;
      const held = await call(again, `Bearer ${token}`, ['GET', `/records/${document._id}`]);
      expect(held.body).toMatchObject({ _id: document._id, number: expect.any(String) as string });
      second.child.kill('SIGTERM');
      expect(await second.ended).toMatchObject({ code: 0 });
      await remove();
    },
  );

  it('waits for the CouchDB that its folder knows, and says 503 to everybody meanwhile', async () => {
    await writeFile(join(folder, 'couchdb.json'), '{"url":"http://admin:planted-secret@127.0.0.1:1"}');
    const port = await freePort();
    const waiting = start('--port', String(port));
    const ask = () => fetch(`http://127.0.0.1:${port}/records`).catch(() => null);
    await expect.poll(async () => (await ask())?.status, { timeout: 30_000 }).toBe(503);
    expect(await (await ask())?.json()).toMatchObject({ refusal: { code: 'store-away' } });
    waiting.child.kill('SIGTERM');
    const { output } = await waiting.ended;
    expect(output).toContain('连不上 CouchDB');
    expect(output).not.toContain('planted-secret');
  });

  it('serves no passwords without --demo', async () => {
    const { server, url, accounts } = await start().ready.then((ready) => ({ accounts: undefined, ...ready }));
    expect(accounts).toBeUndefined();
    expect(url).toBe(`${server}/app/`);
    expect((await call(server, null, ['GET', '/_workstation/hello'])).text).not.toContain('password');
  });
});

describe('user', () => {
  it('adds, changes the password of, locks and unlocks an account', async () => {
    expect(await addWorker()).toMatchObject({ code: 0 });
    expect((await addWorker()).output).toContain('已经有了');
    expect((await user('lock', 'wang.fang')).code).toBe(0);
    const locked = start();
    await expect(signIn((await locked.ready).server)).rejects.toThrow();
    locked.child.kill('SIGTERM');
    await locked.ended;
    expect((await user('lock', 'wang.fang', '--undo')).code).toBe(0);
    expect((await user('passwd', 'wang.fang')).code).toBe(0);
    const { server } = await start().ready;
    const { user: worker, token } = await signIn(server);
    expect(worker).toMatchObject({ account: 'wang.fang', displayName: '王芳', posts: [{ role: 'gridWorker' }] });
    expect((await call(server, `Bearer ${token}`, ['GET', `/records/${worker.id}`])).body).toMatchObject({
      displayName: '王芳',
      active: true,
    });
  });

  it('does so through a server that is running: a locked account is out at once', async () => {
    const { server } = await start().ready;
    expect(await addWorker()).toMatchObject({ code: 0 });
    const { token } = await signIn(server);
    const feed = call(server, `Bearer ${token}`, ['GET', '/records/_changes?feed=longpoll&since=now&heartbeat=60000']);
    expect((await call(server, `Bearer ${token}`, ['GET', '/records'])).status).toBe(200);
    expect(await user('lock', 'wang.fang')).toMatchObject({
      code: 0,
      output: expect.stringContaining('已停用') as string,
    });
    expect((await feed).status).toBe(200);
    expect((await call(server, `Bearer ${token}`, ['GET', '/records'])).status).toBe(401);
    expect((await user('lock', 'nobody')).output).toContain('没有账号');
  });

  it.each([
    [['add', 'x', '--name', '甲', '--post', 'gridWorker:310115'], '账号'],
    [['add', 'li', '--name', '甲'], '--post'],
    [['add', 'li', '--name', '甲', '--post', 'boss:310115'], '--post boss:310115'],
    [['add', 'li', '--name', '甲', '--post', 'department:310115005'], '部门'],
    [['add', 'li', '--name', '甲', '--post', 'systemAdmin:310115', '--post', 'auditor:310115'], '三个人'],
    [['frobnicate', 'li'], 'user add'],
  ])('refuses %j', async (args, words) => {
    const stopped = await runUser([...args, '--data', folder]).catch((error: unknown) => error);
    expect(stopped).toBeInstanceOf(UsageError);
    expect(String(stopped)).toContain(words);
  });
});
