import { afterAll, beforeAll, expect, it } from 'vitest';
import type { User } from '../../shared/domain/staff.ts';
import { systemClock } from '../../shared/lib/clock.ts';
import { aReportedCase, aUlid, aUser, GRID } from '../../shared/testing/builders.ts';
import { openLog } from '../src/watch/log.ts';
import { aPhotoOf, aThumbOf } from './harness/jpegs.ts';
import { anArea, aLedger } from './harness/street.ts';
import { basic, PASSWORD, startServer, type TestServer } from './harness/start-server.ts';

const lines: string[] = [];
let server: TestServer;
const worker = aUser('gridWorker', { name: '欧阳植名' });
const clerk = aUser('communityClerk');
const users: readonly User[] = [worker, clerk, aUser('systemAdmin')];

/** What must not be in the log, whatever happens. */
const PLANTED = [
  '欧阳植名',
  '310115198001019998',
  '13916429999',
  '锦绣植路77弄',
  'planted.account',
  'planted-password',
];
const planted = PLANTED.join(' ');

beforeAll(async () => {
  server = await startServer({ log: openLog('info', systemClock, (line) => lines.push(line)) });
  await Promise.all(users.map((user) => server.add(user)));
});
afterAll(() => server.stop());

const KEYS = new Set([
  'time',
  'kind',
  'id',
  'method',
  'route',
  'status',
  'ms',
  'bytesIn',
  'bytesOut',
  'cut',
  'event',
  'name',
  'code',
  'at',
]);

it('says who asked for which route and how it went, and nothing of what was in it', async () => {
  const records = aLedger(GRID).map((record) => ({
    ...record,
    name: planted,
    idNumber: PLANTED[1],
    phones: [planted],
  }));
  const subject = aReportedCase(worker);
  const photo = aPhotoOf(worker, subject._id, { caption: planted });
  const ids = [...records, subject, photo].map(({ _id }) => _id);
  const bad = [{ ...subject, log: planted }, { _id: planted }, planted, { ...anArea(GRID, 'grid'), name: [planted] }];
  for (const user of users) {
    const as = server.as(user);
    await as('POST', '/records/_bulk_docs?returns=docs', { docs: [...records, { ...subject, note: planted }, ...bad] });
    await as('POST', '/evidence/_bulk_docs', { docs: [photo, aThumbOf(worker, photo), ...bad] });
    for (const id of [...ids, ...PLANTED]) {
      await as('GET', `/records/${encodeURIComponent(id)}?rev=${encodeURIComponent(planted)}`);
      await as('PUT', `/records/${encodeURIComponent(id)}`, { type: planted });
      await as(`PUT`, `/records/_local/${encodeURIComponent(id)}`, { planted });
    }
    await as('GET', `/records/_all_docs?include_docs=true&startkey=${encodeURIComponent(JSON.stringify(planted))}`);
    await as('POST', '/records/_changes?filter=_selector', { selector: { name: planted } });
    await as('GET', `/${encodeURIComponent(planted)}/x/y`);
    await as('POST', '/records/_bulk_docs', `{"docs":[{"name":"${planted}"`);
    await as('POST', '/records/_bulk_get', planted, {
      'content-type': 'text/plain',
      'user-agent': 'planted-password',
    });
  }
  const session = {
    name: 'planted.account',
    password: 'planted-password',
    protocol: 1,
    installation: aUlid(),
    auditKey: 'A'.repeat(43),
  };
  for (let tries = 0; tries < 6; tries += 1) await server.as(null)('POST', '/_workstation/session', session);
  await server.as(null)('POST', '/_session', { ...session, name: worker.account, password: PASSWORD });
  // The same terminal with another key asks for attention.
  for (const key of ['A', 'B'])
    await server.as(null)('POST', '/_workstation/session', {
      ...session,
      name: worker.account,
      password: PASSWORD,
      auditKey: key.repeat(43),
    });

  // A bug whose error quotes the document.
  const { records: database } = server.opened.server.databases.served;
  const { current } = database.store;
  class 欧阳植名Error extends Error {}
  const broken = { ...database.store, current: () => Promise.reject(new 欧阳植名Error(planted)) };
  Object.assign(database, { store: broken });
  const failed = await server.as(worker)('GET', `/records/${encodeURIComponent(planted)}`);
  Object.assign(database, { store: { ...broken, current } });
  expect(failed.status).toBe(500);

  const log = lines.join('');
  const secrets = [...PLANTED, ...ids, ...users.flatMap(({ id, account, displayName }) => [id, account, displayName])];
  for (const secret of [...secrets, PASSWORD, basic(worker.account), session.installation]) {
    expect(log).not.toContain(secret);
    expect(log).not.toContain(encodeURIComponent(secret));
  }
  const said = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  for (const line of said) for (const key of Object.keys(line)) expect(KEYS, key).toContain(key);
  const events = said.filter((line) => line['kind'] === 'event').map((line) => line['event']);
  expect(new Set(events)).toEqual(new Set(['sign-in-refused', 'locked-out', 'audit-key-differs']));

  // What it does say is of use: the failed request is found by the id that its answer carried.
  const id = failed.headers.get('x-request-id');
  expect(said.filter((line) => line['id'] === id)).toMatchObject([
    { kind: 'failure', name: 'Error', at: expect.arrayContaining([expect.stringMatching(/log\.test\.ts/)]) as unknown },
    { kind: 'request', method: 'GET', route: '/:db/:id', status: 500, cut: false },
  ]);
  const pushes = said.filter((line) => line['route'] === '/:db/_bulk_docs' && line['status'] === 201);
  expect(pushes.length).toBeGreaterThanOrEqual(6);
  for (const push of pushes) expect([Number(push['bytesIn']), Number(push['bytesOut'])]).not.toContain(0);
});

it('writes only what asks for attention when it is quiet', () => {
  const quiet: string[] = [];
  const log = openLog('quiet', systemClock, (line) => quiet.push(line));
  log.request({ id: 'a-1', method: 'GET', route: '/', status: 200, ms: 1, bytesIn: 0, bytesOut: 9, cut: false });
  log.event('sign-in-refused');
  expect(quiet).toEqual([]);
  log.event('audit-key-differs');
  log.failure(Object.assign(new Error('x'), { code: 'ENOSPC' }));
  expect(quiet.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { kind: 'event', event: 'audit-key-differs' },
    { kind: 'failure', name: 'Error', code: 'ENOSPC' },
  ]);
});

it('counts a feed that the client cuts off as cut', async () => {
  const before = lines.length;
  const leave = new AbortController();
  const feed = fetch(`${server.url}/records/_changes?feed=continuous&heartbeat=1000&since=now`, {
    headers: { authorization: basic(worker.account) },
    signal: leave.signal,
  });
  await feed;
  expect(server.opened.server.metrics.openFeeds()).toBe(1);
  leave.abort();
  await expect.poll(() => lines.slice(before).join(''), { timeout: 10_000 }).toContain('"cut":true');
  expect(server.opened.server.metrics.openFeeds()).toBe(0);
});
