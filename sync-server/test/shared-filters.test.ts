import { afterAll, beforeAll, expect, it } from 'vitest';
import type { User } from '../../shared/domain/staff.ts';
import type { BulkRow } from '../../shared/sync/wire.ts';
import { aUser, COMMUNITY, STREET } from '../../shared/testing/builders.ts';
import { aSharedFilter, OTHER_COMMUNITY, OTHER_STREET } from './harness/street.ts';
import { startServer, type TestServer } from './harness/start-server.ts';

let server: TestServer;
const clerk = aUser('streetClerk');
const dispatcher = aUser('dispatcher');
const communityClerk = aUser('communityClerk');
const nextCommunity = aUser('communityClerk', { scope: OTHER_COMMUNITY });
const worker = aUser('gridWorker');
const department = aUser('department');
const elsewhere = aUser('streetClerk', { scope: OTHER_STREET });
const people = { clerk, dispatcher, communityClerk, nextCommunity, worker, department, elsewhere };

beforeAll(async () => {
  server = await startServer();
  await Promise.all(Object.values(people).map((user) => server.add(user)));
});
afterAll(() => server.stop());

const push = async (user: User, document: object): Promise<BulkRow | undefined> =>
  ((await server.as(user)('POST', '/records/_bulk_docs?returns=docs', { docs: [document] })).body as BulkRow[])[0];
const mayGet = async (id: string): Promise<readonly string[]> => {
  const answers = await Promise.all(
    Object.entries(people).map(async ([name, user]) => {
      const { status } = await server.as(user)('GET', `/records/${id}`);
      return status === 200 ? [name] : [];
    }),
  );
  return answers.flat();
};

it('of a street come to those who work for the street and below it, not to departments and not next door', async () => {
  const filter = aSharedFilter(STREET, clerk);
  expect(await push(clerk, filter)).toMatchObject({ ok: true });
  expect(await mayGet(filter._id)).toEqual(['clerk', 'dispatcher', 'communityClerk', 'nextCommunity', 'worker']);
  const { results } = (await server.as(dispatcher)('GET', '/records/_changes?include_docs=true')).body as {
    results: { id: string; doc: object }[];
  };
  expect(results.find(({ id }) => id === filter._id)?.doc).toMatchObject({ name: '超期的', where: filter.where });
});

it('of a community stay with it', async () => {
  const filter = aSharedFilter(COMMUNITY, communityClerk);
  expect(await push(communityClerk, filter)).toMatchObject({ ok: true });
  expect(await mayGet(filter._id)).toEqual(['communityClerk', 'worker']);
});

it('are shared at one’s own place only, by a post that works its cases', async () => {
  const refused = (code: string): object => ({ error: 'forbidden', refusal: { code } });
  for (const user of [worker, department])
    expect(await push(user, aSharedFilter(STREET, user))).toMatchObject(refused('type'));
  for (const [user, scope] of [
    [elsewhere, STREET],
    [communityClerk, STREET],
    [clerk, COMMUNITY],
  ] as const)
    expect(await push(user, aSharedFilter(scope, user)), scope).toMatchObject(refused('out-of-scope'));
});

it('are renamed and withdrawn by the colleagues of their place, and by nobody below', async () => {
  const filter = aSharedFilter(STREET, clerk);
  const row = await push(clerk, filter);
  const renamed = { ...filter, name: '超期未派', _rev: row?.rev };
  for (const user of [communityClerk, elsewhere])
    expect(await push(user, renamed)).toMatchObject({ error: 'forbidden' });
  const next = await push(dispatcher, renamed);
  expect(next).toMatchObject({ ok: true, document: { name: '超期未派' } });
  expect(await push(clerk, { ...renamed, state: 'void', _rev: next?.rev })).toMatchObject({ ok: true });
  expect((await server.as(worker)('GET', `/records/${filter._id}`)).body).toMatchObject({ state: 'void' });
});

it('of one name, by two who had not heard of each other, both stand', async () => {
  const both = [aSharedFilter(STREET, clerk), aSharedFilter(STREET, dispatcher)];
  for (const filter of both) expect(await push(clerk, filter)).toMatchObject({ ok: true });
});

it('name nobody', async () => {
  const named = [
    { field: 'reporter.name', op: 'in', values: ['严立诚'] },
    { field: 'category', op: 'contains', text: '严立诚' },
  ];
  for (const condition of named)
    expect(await push(clerk, aSharedFilter(STREET, clerk, { where: [condition] }))).toMatchObject({
      error: 'forbidden',
      refusal: { code: 'shape', why: expect.stringContaining('where') as string },
    });
});
