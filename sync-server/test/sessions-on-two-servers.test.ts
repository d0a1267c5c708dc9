import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sessionResponse } from '../../shared/sync/wire.ts';
import { aUser, START_MS } from '../../shared/testing/builders.ts';
import { countWaiting } from './harness/count-waiting.ts';
import type { TestServer } from './harness/start-server.ts';
import { signInAt, twoServers } from './harness/two-servers.ts';

/* Sessions and passwords on two servers that work on one store. */

let a: TestServer;
let b: TestServer;
let stop: () => Promise<void>;
let nowMs: number;
const worker = aUser('gridWorker');
const clerk = aUser('communityClerk');

beforeEach(async () => {
  nowMs = START_MS;
  ({ a, b, stop } = await twoServers({ nowMs: () => nowMs }, [worker, clerk]));
});
afterEach(() => stop());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const signIn = (server: TestServer, changed: object = {}) => signInAt(server, worker.account, changed);
const tokenOf = async (server: TestServer): Promise<string> => sessionResponse.parse((await signIn(server)).body).token;
const statusOf = async (server: TestServer, token: string): Promise<number> =>
  (await server.as(null)('GET', '/records', undefined, bearer(token))).status;

describe('sessions', () => {
  it('count on every server, and end on every server', async () => {
    const token = await tokenOf(a);
    expect(await statusOf(b, token)).toBe(200);
    await a.as(null)('DELETE', '/_workstation/session', undefined, bearer(token));
    await expect.poll(() => statusOf(b, token)).toBe(401);
  });

  it.each([
    [
      'other posts',
      (server: TestServer) => server.opened.server.accounts.setPosts(worker.account, worker.posts, nowMs),
    ],
    ['a lock', (server: TestServer) => server.opened.server.accounts.setLocked(worker.account, true, nowMs)],
    [
      'another password',
      (server: TestServer) => server.opened.server.accounts.setPassword(worker.account, 'new one', nowMs),
    ],
    ['other posts', (server: TestServer) => server.add({ ...worker, posts: clerk.posts })],
  ])('end by %s on the other server, open feeds included, whatever its clock says', async (_what, change) => {
    const token = await tokenOf(b);
    await b.as(worker)('GET', '/records'); // Basic, remembered there
    const waiting = countWaiting(b);
    const feeds = [bearer(token), {}].map((headers) =>
      b.as(Object.keys(headers).length > 0 ? null : worker)(
        'GET',
        '/records/_changes?feed=continuous&since=now&heartbeat=60000',
        undefined,
        headers,
      ),
    );
    await expect.poll(waiting).toBe(2);
    nowMs -= 60_000; // the other server's clock is behind
    await change(a);
    for (const feed of feeds) expect((await feed).text).toContain('last_seq');
    expect(await statusOf(b, token)).toBe(401);
  });

  it('end with every feed that waits under a password, also when that was checked anew since, or twice at once', async () => {
    const waiting = countWaiting(b);
    const wait = () => b.as(worker)('GET', '/records/_changes?feed=continuous&since=now&heartbeat=60000');
    const feeds = [wait(), wait()];
    await expect.poll(waiting).toBe(2);
    nowMs += 6 * 60_000;
    await b.as(worker)('GET', '/records');
    feeds.push(wait());
    await expect.poll(waiting).toBe(3);
    await a.opened.server.accounts.setPosts(worker.account, clerk.posts, nowMs);
    for (const feed of feeds) expect((await feed).text).toContain('last_seq');
  });

  it('are not taken up again by a server that looked them up while they were ended on the other', async () => {
    const token = await tokenOf(a);
    const { accounts } = b.opened.server;
    const { find } = accounts;
    const ending: typeof find = async (name) => {
      Object.assign(accounts, { find });
      const found = await find(name);
      await a.as(null)('DELETE', '/_workstation/session', undefined, bearer(token));
      await b.opened.server.databases.served.records.catchUp();
      return found;
    };
    Object.assign(accounts, { find: ending });
    expect(await statusOf(b, token)).toBe(401);
    expect(await statusOf(b, token)).toBe(401);
  });

  it('that are used through one server live on in the other', async () => {
    const token = await tokenOf(a);
    expect(await statusOf(b, token)).toBe(200);
    for (let hours = 0; hours < 24; hours += 8) {
      nowMs += 8 * 3_600_000;
      expect(await statusOf(a, token)).toBe(200);
    }
    expect(await statusOf(b, token)).toBe(200);
    expect(await statusOf(a, token)).toBe(200);
  });
});

describe('wrong passwords', () => {
  it.each(['known', 'unknown'])('close a(n) %s account however they are spread', async (kind) => {
    const name = kind === 'known' ? worker.account : 'nobody-here';
    const left: unknown[] = [];
    for (const server of [a, b, b, a, b])
      left.push(((await signIn(server, { name, password: 'wrong' })).body as { triesLeft?: number }).triesLeft);
    expect(left).toEqual([4, 3, 2, 1, 0]);
    for (const server of [a, b])
      expect((await signIn(server, { name })).body).toMatchObject({
        triesLeft: 0,
        lockedUntil: expect.any(String) as string,
      });
    nowMs += 15 * 60_000 + 1;
    for (const server of [a, b]) expect((await signIn(server, { name })).status).toBe(kind === 'known' ? 200 : 401);
  });

  it('are all counted when they come at once, and fill no store', async () => {
    const names = Array.from({ length: 40 }, (_one, nth) => `guess-${nth % 8}`);
    await Promise.all(names.map((name, nth) => signIn(nth % 2 === 0 ? a : b, { name, password: 'wrong' })));
    for (let nth = 0; nth < 8; nth += 1)
      expect((await signIn(b, { name: `guess-${nth}`, password: 'wrong' })).body).toHaveProperty('lockedUntil');
    expect((await a.opened.stores.system.idsUnder('failures:')).length).toBeLessThanOrEqual(8);
  });
});
