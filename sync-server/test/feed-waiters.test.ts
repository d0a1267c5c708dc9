import { afterEach, beforeEach, expect, it } from 'vitest';
import type { User } from '../../shared/domain/staff.ts';
import { aReportedCase, anEntry, aUser, OTHER_GRID } from '../../shared/testing/builders.ts';
import { countWaiting } from './harness/count-waiting.ts';
import { startServer, type TestServer } from './harness/start-server.ts';

/* What several wait for at the same time: each change is read, put into words and handed on once. */

let server: TestServer;
const worker = aUser('gridWorker');
const clerk = aUser('communityClerk');
const outsider = aUser('gridWorker', { scope: OTHER_GRID });

beforeEach(async () => {
  server = await startServer();
  await Promise.all([worker, clerk, outsider].map((user) => server.add(user)));
});
afterEach(() => server.stop());

interface Page {
  readonly results: readonly { readonly id: string; readonly seq: string; readonly doc?: unknown }[];
  readonly last_seq: string;
}

const changes = async (user: User, query: string): Promise<Page> =>
  (await server.as(user)('GET', `/records/_changes?${query}`)).body as Page;

const report = async (count: number, user: User = worker): Promise<readonly string[]> => {
  const docs = Array.from({ length: count }, () => aReportedCase(user, { gridCode: user.posts[0]?.scope ?? '' }));
  await server.as(user)('POST', '/records/_bulk_docs', { docs });
  return docs.map((doc) => doc._id);
};

it('gives all who wait a change in the same words, and the next one in its own', async () => {
  const waiting = countWaiting(server);
  const both = async (since: readonly string[], write: () => Promise<unknown>): Promise<readonly Page[]> => {
    const pages = [worker, clerk].map((user, at) =>
      changes(user, `feed=longpoll&include_docs=true&removals=1&timeout=60000&since=${since[at] ?? 'now'}`),
    );
    await expect.poll(waiting).toBe(2);
    await write();
    return Promise.all(pages);
  };
  let id = '';
  const first = await both([], async () => ([id = ''] = await report(1)));
  const read = async () => (await server.as(worker)('GET', `/records/${id}`)).body as ReturnType<typeof aReportedCase>;
  const before = await read();
  expect(first.map(({ results }) => results.map(({ doc }) => doc))).toEqual([[before], [before]]);
  // Whoever was given something goes on after it, and nothing says whether there was more that is none of his.
  for (const { results, last_seq } of first) expect(results.at(-1)?.seq).toBe(last_seq);
  const log = [...before.log, anEntry(worker, 'note', { text: '改' }, before.log.at(-1) ?? null)];
  const second = await both(
    first.map(({ last_seq }) => last_seq),
    () => server.as(worker)('POST', '/records/_bulk_docs', { docs: [{ ...before, log }] }),
  );
  const after = await read();
  expect(after.log).toHaveLength(2);
  expect(second.map(({ results }) => results.map(({ doc }) => doc))).toEqual([[after], [after]]);
});

it('wakes only whom a change may concern, and loses nothing of what came meanwhile', async () => {
  const { changes: feed } = server.opened.server.databases.served.records;
  let read = 0;
  const { read: reading } = feed;
  const counting: typeof reading = (...args) => {
    read += 1;
    return reading(...args);
  };
  Object.assign(feed, { read: counting });
  const waiting = countWaiting(server);
  const forClerk = changes(clerk, 'feed=longpoll&since=now&timeout=60000');
  const forOutsider = changes(outsider, 'feed=longpoll&since=now&timeout=60000');
  await expect.poll(waiting).toBe(2);
  const before = read;
  const theirs: string[] = [];
  for (let nth = 0; nth < 5; nth += 1) theirs.push(...(await report(1, outsider)));
  expect((await forOutsider).results.map(({ id }) => id)).toEqual(theirs.slice(0, 1));
  const mine = await report(1);
  const page = await forClerk;
  expect(page.results.map(({ id }) => id)).toEqual(mine);
  // One reading each, however much was none of theirs.
  expect(read - before).toBe(2);
  expect((await changes(clerk, `since=${page.last_seq}`)).results).toEqual([]);
});
