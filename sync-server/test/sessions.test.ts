import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CURRENT_FORM } from '../../shared/migrations/forms.ts';
import { PROTOCOL_VERSION, sessionResponse } from '../../shared/sync/wire.ts';
import { aReportedCase, aUlid, aUser, START_MS } from '../../shared/testing/builders.ts';
import { countWaiting } from './harness/count-waiting.ts';
import { basic, call, PASSWORD, startServer, UNHURRIED, type Answer, type TestServer } from './harness/start-server.ts';

let server: TestServer;
let nowMs = START_MS;
const clock = { nowMs: () => nowMs };
const worker = aUser('gridWorker');
const colleague = aUser('communityClerk');

const HOUR = 3_600_000;
const MINUTE = 60_000;

beforeEach(async () => {
  nowMs = START_MS;
  server = await startServer({ clock });
  await server.add(worker);
});
afterEach(() => server.stop());

const request = (changes: object = {}) => ({
  name: worker.account,
  password: PASSWORD,
  protocol: 1,
  installation: aUlid(),
  auditKey: 'A'.repeat(43),
  ...changes,
});
const signIn = (changes: object = {}) => server.as(null)('POST', '/_workstation/session', request(changes));
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function tokenOf(): Promise<string> {
  const { body } = await signIn();
  return sessionResponse.parse(body).token;
}

describe('our client', () => {
  it('gets a token, who it is, and the time', async () => {
    const answer = await signIn();
    expect(answer.status).toBe(200);
    expect(sessionResponse.parse(answer.body)).toMatchObject({
      user: { id: worker.id },
      auditSeq: 0,
      policy: { offlineDays: 30 },
    });
    expect(answer.headers.get('x-server-time')).toBe(String(START_MS));
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('is signed out by its token alone, where it waits too', async () => {
    const [one, other] = [await tokenOf(), await tokenOf()];
    const waiting = countWaiting(server);
    const left = new AbortController();
    const [feed] = [one, other].map((token) =>
      fetch(`${server.url}/records/_changes?feed=longpoll&since=now&timeout=60000`, {
        headers: bearer(token),
        signal: left.signal,
      }).then(
        (answer) => answer.json(),
        () => 'broken off by us',
      ),
    );
    await expect.poll(waiting).toBe(2);
    expect((await server.as(null)('DELETE', '/_workstation/session', undefined, bearer(one))).status).toBe(200);
    expect(await feed).toMatchObject({ results: [] });
    expect(waiting()).toBe(1);
    left.abort();
    expect((await server.as(null)('GET', '/records', undefined, bearer(one))).status).toBe(401);
    expect((await server.as(null)('GET', '/records', undefined, bearer(other))).status).toBe(200);
  });

  it('opens one more for another window by the session it has, which is no way to stay for ever', async () => {
    const first = await tokenOf();
    const beside = (
      headers: Record<string, string>,
      asked: object = { protocol: PROTOCOL_VERSION, form: CURRENT_FORM },
    ) => server.as(null)('POST', '/_workstation/session/window', asked, headers);
    const { token, user, expiresAt } = sessionResponse.parse((await beside(bearer(first))).body);
    expect([user.id, expiresAt]).toEqual([worker.id, new Date(START_MS + 12 * HOUR).toISOString()]);
    await server.as(null)('DELETE', '/_workstation/session', undefined, bearer(first));
    expect((await server.as(null)('GET', '/records', undefined, bearer(token))).status).toBe(200);
    expect((await beside({})).status).toBe(401);
    expect((await beside(bearer(first))).status).toBe(401);
    expect((await beside({ authorization: basic(worker.account) })).status).toBe(400);
    expect((await beside(bearer(token), { protocol: 99, form: CURRENT_FORM })).status).toBe(426);
    let last = token;
    for (let day = 0; day < 59; day += 1) {
      nowMs += 12 * HOUR - 1;
      last = sessionResponse.parse((await beside(bearer(last))).body).token;
    }
    nowMs = START_MS + 30 * 24 * HOUR;
    expect((await beside(bearer(last))).status).toBe(401);
  });

  it('has only so many at once: of more the one that was not used for longest ends, and nobody else’s', async () => {
    await server.stop();
    server = await startServer({ clock, limits: { ...UNHURRIED, sessionsOfAccount: 3 } });
    await Promise.all([worker, colleague].map((user) => server.add(user)));
    const isIn = async (token: string): Promise<boolean> => {
      const { status } = await server.as(null)('GET', '/records', undefined, bearer(token));
      return status === 200;
    };
    const theirs = sessionResponse.parse((await signIn({ name: colleague.account })).body).token;
    const [first, second] = [await tokenOf(), await tokenOf()];
    nowMs += MINUTE;
    expect(await isIn(first)).toBe(true);
    const open: string[] = [];
    for (let nth = 0; nth < 2; nth += 1) {
      nowMs += MINUTE;
      const asked = { protocol: PROTOCOL_VERSION, form: CURRENT_FORM };
      const { body } = await server.as(null)('POST', '/_workstation/session/window', asked, bearer(first));
      open.push(sessionResponse.parse(body).token);
    }
    const all = await Promise.all([second, first, ...open, theirs].map(isIn));
    expect(all).toEqual([false, true, true, true, true]);
    await tokenOf();
    expect(server.opened.server.sessions.count()).toBe(4);
  });

  it('stays signed in while it is used, and not after half a day without', async () => {
    const token = await tokenOf();
    for (let day = 0; day < 3; day += 1) {
      nowMs += 11 * HOUR;
      expect((await server.as(null)('GET', '/records', undefined, bearer(token))).status).toBe(200);
    }
    nowMs += 12 * HOUR + 1;
    const answer = await server.as(null)('GET', '/records', undefined, bearer(token));
    expect([answer.status, answer.body]).toEqual([
      401,
      { error: 'unauthorized', reason: 'You are not authorized to access this db.' },
    ]);
  });

  it('is still signed in after the server was restarted', async () => {
    const token = await tokenOf();
    server = await server.restart();
    expect((await server.as(null)('GET', '/records', undefined, bearer(token))).status).toBe(200);
  });
});

describe('CouchDB clients', () => {
  it('sign in with a cookie that scripts cannot read', async () => {
    const answer = await server.as(null)('POST', '/_session', { name: worker.account, password: PASSWORD });
    expect(answer.body).toEqual({ ok: true, name: worker.account, roles: ['gridWorker'] });
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^AuthSession=[\w-]+; .*HttpOnly; SameSite=Strict/);
    const value = cookie.split(';')[0] ?? '';
    expect((await server.as(null)('GET', '/_session', undefined, { cookie: value })).body).toMatchObject({
      userCtx: { name: worker.account, roles: ['gridWorker'] },
    });
    expect((await server.as(null)('GET', '/records', undefined, { cookie: value })).status).toBe(200);
    await server.as(null)('DELETE', '/_session', undefined, { cookie: value });
    expect((await server.as(null)('GET', '/records', undefined, { cookie: value })).status).toBe(401);
  });

  it('may send a form, as CouchDB takes one', async () => {
    const answer = await server.as(null)(
      'POST',
      '/_session',
      `name=${worker.account}&password=${encodeURIComponent(PASSWORD)}`,
      {
        'content-type': 'application/x-www-form-urlencoded',
      },
    );
    expect(answer.status).toBe(200);
  });

  it('sign in with Basic credentials on every request', async () => {
    expect((await server.as(worker)('GET', '/records')).status).toBe(200);
    const wrong = await call(server.url, basic(worker.account, 'wrong'), ['GET', '/records']);
    expect(wrong.body).toMatchObject({ error: 'unauthorized', reason: 'Name or password is incorrect.', triesLeft: 4 });
  });
});

describe('wrong passwords', () => {
  const triesLeft = ({ body }: Answer) => (body as { readonly triesLeft?: number }).triesLeft;
  const attempt = (name: string, password = 'wrong') => signIn({ name, password });

  it.each(['known', 'unknown'])('close a(n) %s account after five, the same for both', async (kind) => {
    const name = kind === 'known' ? worker.account : 'nobody-here';
    const left = [];
    for (let tries = 0; tries < 5; tries += 1) left.push(triesLeft(await attempt(name)));
    expect(left).toEqual([4, 3, 2, 1, 0]);
    const closed = await attempt(name, PASSWORD);
    expect(closed.status).toBe(401);
    expect(closed.body).toMatchObject({
      error: 'unauthorized',
      triesLeft: 0,
      lockedUntil: new Date(START_MS + 15 * MINUTE).toISOString(),
    });
  });

  it('are forgotten after a quarter of an hour, and by a right one', async () => {
    for (let tries = 0; tries < 5; tries += 1) await attempt(worker.account);
    nowMs += 15 * MINUTE + 1;
    expect((await signIn()).status).toBe(200);
    for (let tries = 0; tries < 4; tries += 1) await attempt(worker.account);
    expect((await signIn()).status).toBe(200);
    expect(triesLeft(await attempt(worker.account))).toBe(4);
  });

  it('of somebody else do not end a session that is open', async () => {
    const token = await tokenOf();
    for (let tries = 0; tries < 6; tries += 1) await attempt(worker.account);
    expect((await server.as(null)('GET', '/records', undefined, bearer(token))).status).toBe(200);
  });
});

describe('an account that is locked', () => {
  it('ends its sessions and its open feeds at once', async () => {
    const token = await tokenOf();
    const waiting = countWaiting(server);
    const feed = server.as(null)(
      'GET',
      '/records/_changes?feed=longpoll&since=now&timeout=60000',
      undefined,
      bearer(token),
    );
    const live = server.as(worker)('GET', '/records/_changes?feed=continuous&since=now&heartbeat=30000');
    await expect.poll(waiting).toBe(2);
    await server.opened.server.accounts.setLocked(worker.account, true, nowMs + 1);
    expect((await feed).body).toMatchObject({ results: [], last_seq: expect.any(String) as string });
    expect((await live).text).toContain('last_seq');
    expect((await server.as(null)('GET', '/records', undefined, bearer(token))).status).toBe(401);
    // Said only to who has the password.
    const told = await signIn();
    expect(told.status).toBe(403);
    // In the very words that a terminal remembers it by (`saysStopped`).
    expect(told.body).toMatchObject({ reason: 'Account is stopped.' });
    expect((await signIn({ password: 'wrong' })).status).toBe(401);
    expect((await server.as(worker)('GET', '/records')).status).toBe(401);
  });

  it('writes nothing any more of which the last byte comes after it', async () => {
    const token = await tokenOf();
    const { authenticator, accounts } = server.opened.server;
    const { callerOf } = authenticator;
    let letIn = false;
    const noted: typeof callerOf = async (request) => {
      const caller = await callerOf(request);
      letIn = true;
      return caller;
    };
    Object.assign(authenticator, { callerOf: noted });
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    const answer = fetch(`${server.url}/records/_bulk_docs`, {
      method: 'POST',
      headers: { ...bearer(token), 'content-type': 'application/json' },
      body: readable,
      duplex: 'half',
    } as RequestInit);
    const text = Buffer.from(JSON.stringify({ docs: [aReportedCase(worker)] }));
    await writer.write(text.subarray(0, 9));
    await expect.poll(() => letIn).toBe(true);
    await accounts.setLocked(worker.account, true, nowMs);
    await writer.write(text.subarray(9));
    await writer.close();
    expect((await answer).status).toBe(401);
    expect((await server.opened.stores.records.info()).documents).toBe(0);
  });

  it('stays out after a restart, with the token it had', async () => {
    const token = await tokenOf();
    nowMs += 1;
    await server.opened.server.accounts.setLocked(worker.account, true, nowMs);
    server = await server.restart();
    expect((await server.as(null)('GET', '/records', undefined, bearer(token))).status).toBe(401);
  });
});

it('keeps two people apart on one machine, each by his own token', async () => {
  const clerk = await server.add(aUser('communityClerk', { scope: '310115005002' }));
  const mine = await tokenOf();
  const theirs = sessionResponse.parse((await signIn({ name: clerk.account })).body).token;
  const document = aReportedCase(worker);
  await server.as(null)('POST', '/records/_bulk_docs', { docs: [document] }, bearer(mine));
  expect((await server.as(null)('GET', `/records/${document._id}`, undefined, bearer(mine))).status).toBe(200);
  expect((await server.as(null)('GET', `/records/${document._id}`, undefined, bearer(theirs))).status).toBe(404);
  // A cookie of one beside the token of another: the token counts.
  const cookie =
    (await server.as(null)('POST', '/_session', { name: worker.account, password: PASSWORD })).headers.get(
      'set-cookie',
    ) ?? '';
  const both = await server.as(null)('GET', `/records/${document._id}`, undefined, {
    ...bearer(theirs),
    cookie: cookie.split(';')[0] ?? '',
  });
  expect(both.status).toBe(404);
});

describe('other origins and names', () => {
  it.each(['https://example.org', 'null', 'http://127.0.0.1:1'])('refuses a page of %s', async (origin) => {
    const answer = await server.as(worker)('GET', '/records', undefined, { origin });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  });

  it('lets the desktop edition in, without cookies', async () => {
    const answer = await server.as(null)('OPTIONS', '/records/_bulk_docs', undefined, { origin: 'app://workstation' });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('app://workstation');
    expect(answer.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('lets its own page in', async () => {
    expect((await server.as(worker)('GET', '/records', undefined, { origin: server.url })).status).toBe(200);
  });

  it('does not answer to a name that was pointed at it', async () => {
    const answer = await server.app.inject({ url: '/_workstation/hello', headers: { host: 'evil.example:80' } });
    expect(answer.statusCode).toBe(421);
    expect(answer.body).not.toContain('serverId');
  });
});

describe('the launcher’s link', () => {
  it('works once, and only for demonstration accounts', async () => {
    const token = server.opened.server.launches.make(worker.account);
    expect((await server.as(null)('POST', '/_workstation/launch', { token })).status).toBe(404);
    expect((await server.as(null)('POST', '/_workstation/launch', { token: 'guess' })).body).toEqual({
      error: 'not_found',
      reason: 'missing',
    });
    expect((await server.as(null)('GET', '/_workstation/hello')).body).not.toHaveProperty('demoAccounts');
  });
});
