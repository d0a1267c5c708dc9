import { connect, type Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { aReportedCase, aUlid, aUser } from '../../shared/testing/builders.ts';
import { proxiesIn } from '../src/http/addresses.ts';
import { drain } from '../src/http/drain.ts';
import type { Limits } from '../src/http/limits.ts';
import { countWaiting } from './harness/count-waiting.ts';
import { aJpeg, aPhotoOf } from './harness/jpegs.ts';
import { basic, PASSWORD, startServer, UNHURRIED, type TestServer } from './harness/start-server.ts';

const worker = aUser('gridWorker');
const clerk = aUser('communityClerk');
let server: TestServer;
afterEach(() => server.stop());

async function started(limits: Partial<Limits>, isProxy?: (address: string) => boolean): Promise<TestServer> {
  server = await startServer({
    limits: { ...UNHURRIED, ...limits },
    ...(isProxy === undefined ? {} : { surface: { isProxy } }),
  });
  await Promise.all([worker, clerk].map((user) => server.add(user)));
  return server;
}

const few = { burst: 3, perSecond: 0.5 };

describe('how often one may ask', () => {
  it('is limited for each account, with words and a time to come again, and colleagues do not feel it', async () => {
    const { as } = await started({ requestsOfAccount: few });
    const ask = () => as(worker)('GET', '/records');
    expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([200, 200, 200]);
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(refused.body).toEqual({
      error: 'too_many_requests',
      reason: expect.stringMatching(/请求太多/) as string,
      refusal: expect.objectContaining({ code: 'busy', fix: expect.stringMatching(/自动再送/) as string }) as object,
    });
    expect(Number(refused.headers.get('retry-after'))).toBe(2);
    expect((await as(clerk)('GET', '/records')).status).toBe(200);
    const push = await as(worker)('POST', '/records/_bulk_docs', { docs: [aReportedCase(worker)] });
    expect(push.status).toBe(429);
    expect((await server.opened.stores.records.info()).documents).toBe(0);
  });

  it('is limited for each address; the word of a proxy is taken where it was named, and of nobody else', async () => {
    const named = proxiesIn(['10.0.0.9']);
    if (!('isProxy' in named)) throw new Error('an address');
    const { app } = await started({ requestsFromAddress: few }, named.isProxy);
    const from = async (remoteAddress: string, forwarded?: string): Promise<number> => {
      const headers = { host: '127.0.0.1', ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }) };
      return (await app.inject({ url: '/_up', remoteAddress, headers })).statusCode;
    };
    const statuses = async (count: number, ...who: Parameters<typeof from>): Promise<readonly number[]> => {
      const all: number[] = [];
      for (let nth = 0; nth < count; nth += 1) all.push(await from(...who));
      return all;
    };
    expect(await statuses(4, '10.0.0.1')).toEqual([200, 200, 200, 429]);
    // Whoever is not named may write what he likes.
    expect(await from('10.0.0.1', '10.0.0.77')).toBe(429);
    expect(await statuses(4, '10.0.0.9', '10.0.0.77')).toEqual([200, 200, 200, 429]);
    expect(await from('10.0.0.9', '10.0.0.78')).toBe(200);
    // What a client put before what the proxy wrote counts for nothing.
    expect(await from('10.0.0.9', '10.0.0.79, 10.0.0.77')).toBe(429);
    // This machine is not counted.
    expect(await statuses(5, '127.0.0.1')).toEqual([200, 200, 200, 200, 200]);
  });

  it('is limited for passwords: each account, whether anybody has it, and each address, right ones too', async () => {
    const { as, app } = await started({ signInsOfAccount: few, signInsFromAddress: { burst: 5, perSecond: 0.5 } });
    const signIn = (name: string, password = PASSWORD) => as(null)('POST', '/_session', { name, password });
    const answers: number[] = [];
    for (let nth = 0; nth < 4; nth += 1) answers.push((await signIn(worker.account)).status);
    expect(answers).toEqual([200, 200, 200, 429]);
    const unknown: number[] = [];
    for (let nth = 0; nth < 4; nth += 1) unknown.push((await signIn('nobody.here')).status);
    expect(unknown).toEqual([401, 401, 401, 429]);
    // Basic, whose password was not looked at lately, is a sign-in; a bearer of a session is none.
    expect((await as(worker)('GET', '/records')).status).toBe(429);
    const ours = await as(null)('POST', '/_workstation/session', {
      name: clerk.account,
      password: PASSWORD,
      protocol: 1,
      installation: aUlid(),
      auditKey: 'A'.repeat(43),
    });
    const { token } = ours.body as { readonly token: string };
    const bearer = { authorization: `Bearer ${token}` };
    for (let nth = 0; nth < 6; nth += 1)
      expect((await as(null)('GET', '/records', undefined, bearer)).status).toBe(200);
    const fromOffice: number[] = [];
    for (let nth = 0; nth < 6; nth += 1) {
      const { statusCode } = await app.inject({
        method: 'POST',
        url: '/_session',
        remoteAddress: '10.0.0.1',
        headers: { host: '127.0.0.1' },
        payload: { name: `nobody.${String(nth)}`, password: 'x' },
      });
      fromOffice.push(statusCode);
    }
    expect(fromOffice).toEqual([401, 401, 401, 401, 401, 429]);
  });
});

/** A connection that says what it is told; `ended`: what came back until it was closed. */
function connected(url: string): { readonly socket: Socket; readonly ended: Promise<string> } {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => {
    socket.once('close', () => {
      resolve(text);
    });
  });
  return { socket, ended };
}

const headOf = (path: string, length: number): string =>
  `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\nauthorization: ${basic(worker.account)}\r\ncontent-length: ${String(length)}\r\n\r\n`;

describe('connections', () => {
  it('that dribble a head or a body, or over which nothing goes, are closed; feeds last as long as they beat', async () => {
    const quick = { headMs: 300, requestMs: 600, lookedAtEveryMs: 50, silentMs: 1_500 };
    const { url } = await started(quick);
    const startedAt = performance.now();
    const feed = fetch(`${url}/records/_changes?feed=continuous&since=now&heartbeat=250&timeout=60000`, {
      headers: { authorization: basic(worker.account) },
    });
    const reader = (await feed).body?.getReader();
    const waiting = server.as(clerk)('GET', '/records/_changes?feed=longpoll&since=now&timeout=900');
    const slowHead = connected(url);
    slowHead.socket.write('GET /_up HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ');
    const timer = setInterval(() => slowHead.socket.write('x'), 100);
    const slowBody = connected(url);
    slowBody.socket.write(`${headOf('/records/_bulk_docs', 1_000)}{"docs":`);
    const silent = connected(url);
    const [head, body, nothing] = await Promise.all([slowHead.ended, slowBody.ended, silent.ended]);
    clearInterval(timer);
    expect([head, body]).toEqual([expect.stringContaining(' 408 '), expect.stringContaining(' 408 ')]);
    expect(nothing).not.toContain(' 200 ');
    expect((await waiting).status).toBe(200);
    // Longer than any of the times above.
    while (performance.now() - startedAt < 2_000) expect((await reader?.read())?.done).toBe(false);
    await reader?.cancel();
  });

  it('are let go of in time when the server stops, however slow they are', async () => {
    const { as, url, app, opened } = await started({});
    const stalled = connected(url);
    stalled.socket.write(`${headOf('/records/_bulk_docs', 1_000)}{"docs":`);
    expect((await as(worker)('GET', '/records')).status).toBe(200);
    opened.stopFeeds();
    await drain(app, 300);
    expect(await stalled.ended).not.toContain(' 201 ');
    await expect(as(worker)('GET', '/_up')).rejects.toThrow('fetch failed');
  });

  it('carry only so much of large bodies at once; who waits his turn is told, and gets it', async () => {
    const { as, url } = await started({ bodiesOfAccountAtOnce: 3_000_000 });
    const large = { docs: [], padding: 'x'.repeat(1_500_000) };
    expect((await as(worker)('POST', '/records/_bulk_docs', large)).status).toBe(201);
    const holding = connected(url);
    holding.socket.write(`${headOf('/records/_bulk_docs', 2_000_000)}{`);
    const limited = () => server.opened.server.metrics.instruments.find(({ name }) => name.includes('limited'));
    await expect.poll(async () => (await as(worker)('POST', '/records/_bulk_docs', large)).status).toBe(429);
    expect((await limited()?.samples())?.[0]?.labels).toEqual({ limit: 'bodies' });
    expect((await as(clerk)('POST', '/records/_bulk_docs', large)).status).toBe(201);
    holding.socket.destroy();
    await expect.poll(async () => (await as(worker)('POST', '/records/_bulk_docs', large)).status).toBe(201);
  });

  it('carry only so much of large photos at once', async () => {
    const { as, opened } = await started({ bodiesOfAccountAtOnce: 3_500_000 });
    const subject = aReportedCase(worker);
    const photo = aPhotoOf(worker, subject._id, {}, aJpeg(1_500_000));
    await as(worker)('POST', '/records/_bulk_docs', { docs: [subject] });
    expect((await as(worker)('POST', '/evidence/_bulk_docs', { docs: [photo] })).text).toContain('"ok":true');
    const { store } = opened.server.databases.served.evidence;
    const { attachment } = store;
    let letGo = (): void => undefined;
    const isLetGo = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let read = 0;
    const waiting: typeof attachment = async (...asked) => {
      read += 1;
      await isLetGo;
      return attachment(...asked);
    };
    Object.assign(store, { attachment: waiting });
    const look = async (user = worker): Promise<number> =>
      (await as(user)('GET', `/evidence/${photo._id}/original.jpg`)).status;
    const looking = [look(), look()];
    await expect.poll(() => read).toBe(2);
    expect(await look()).toBe(429);
    looking.push(look(clerk));
    await expect.poll(() => read).toBe(3);
    letGo();
    expect(await Promise.all(looking)).toEqual([200, 200, 200]);
    await expect.poll(look).toBe(200);
  });

  /** A client that says this, and is gone before the server has found out who it is. */
  async function leftAtTheDoor(url: string, text: string): Promise<void> {
    const { authenticator } = server.opened.server;
    const { callerOf } = authenticator;
    const asked: FastifyRequest[] = [];
    let letIn = (): void => undefined;
    const isLetIn = new Promise<void>((resolve) => {
      letIn = resolve;
    });
    const hesitating: typeof callerOf = async (request) => {
      asked.push(request);
      await isLetIn;
      return callerOf(request);
    };
    Object.assign(authenticator, { callerOf: hesitating });
    const leaving = connected(url);
    leaving.socket.write(text);
    await expect.poll(() => asked.length).toBe(1);
    leaving.socket.destroy();
    await expect.poll(() => asked[0]?.raw.destroyed).toBe(true);
    Object.assign(authenticator, { callerOf });
    letIn();
  }

  it('hold nothing for who has left before he was let in', async () => {
    const { as, url } = await started({ bodiesOfAccountAtOnce: 3_000_000 });
    const push = () => as(worker)('POST', '/records/_bulk_docs', { docs: [], padding: 'x'.repeat(1_500_000) });
    expect((await push()).status).toBe(201);
    await leftAtTheDoor(url, `${headOf('/records/_bulk_docs', 2_000_000)}{`);
    await leftAtTheDoor(url, `${headOf('/records/_bulk_docs', 2_000_000)}{`);
    expect((await push()).status).toBe(201);

    const waiting = countWaiting(server);
    const feed = '/records/_changes?feed=longpoll&since=now';
    await leftAtTheDoor(
      url,
      `GET ${feed} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: ${basic(worker.account)}\r\n\r\n`,
    );
    await as(clerk)('GET', `${feed}&timeout=200`);
    expect(waiting()).toBe(0);
  });
});
