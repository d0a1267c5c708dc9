import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../shared/domain/staff.ts';
import { aReportedCase, anEntry, anId, aUser, GRID, OTHER_GRID } from '../../shared/testing/builders.ts';
import { countWaiting } from './harness/count-waiting.ts';
import { aPhotoOf } from './harness/jpegs.ts';
import { anArea, aStaffDocument } from './harness/street.ts';
import { basic, startServer, type TestServer } from './harness/start-server.ts';

let server: TestServer;
const worker = aUser('gridWorker');
const clerk = aUser('communityClerk');
const outsider = aUser('gridWorker', { scope: OTHER_GRID });

beforeEach(async () => {
  server = await startServer();
  await Promise.all([worker, clerk, outsider].map((user) => server.add(user)));
});
afterEach(() => server.stop());

interface Row {
  readonly id: string;
  readonly seq: string;
  readonly changes: readonly { readonly rev: string }[];
}

interface Page {
  readonly results: readonly Row[];
  readonly last_seq: string;
}

const changes = async (user: User, query: string, database = 'records'): Promise<Page> =>
  (await server.as(user)('GET', `/${database}/_changes?${query}`)).body as Page;

const report = async (count: number, user: User = worker): Promise<readonly string[]> => {
  const docs = Array.from({ length: count }, () => aReportedCase(user, { gridCode: user.posts[0]?.scope ?? '' }));
  await server.as(user)('POST', '/records/_bulk_docs', { docs });
  return docs.map((doc) => doc._id);
};

/** A client that pages through everything and remembers what it got. */
async function pullAll(
  user: User,
  limit: number,
  between: (page: number) => Promise<unknown>,
  database = 'records',
): Promise<Map<string, string>> {
  const held = new Map<string, string>();
  for (let since = '0', page = 0; page < 200; page += 1) {
    const { results, last_seq } = await changes(user, `limit=${limit}&since=${since}`, database);
    for (const row of results) held.set(row.id, row.changes[0]?.rev ?? '');
    if (results.length < limit) return held;
    since = last_seq;
    await between(page);
  }
  throw new Error('the pull does not end');
}

const inForce = async (ids: readonly string[]): Promise<Map<string, string>> => {
  const stored = await server.opened.server.databases.served.records.store.current(ids);
  return new Map([...stored].map(([id, document]) => [id, document._rev]));
};

describe('a first pull', () => {
  it('misses nothing that changes while it walks, wherever in the walk it stands', async () => {
    const ids = [...(await report(23))];
    const edit = async (id: string): Promise<void> => {
      const held = (await server.as(worker)('GET', `/records/${id}`)).body as ReturnType<typeof aReportedCase>;
      const log = [...held.log, anEntry(worker, 'note', { text: '改' }, held.log.at(-1) ?? null)];
      await server.as(worker)('POST', '/records/_bulk_docs', { docs: [{ ...held, log }] });
    };
    const held = await pullAll(clerk, 3, async (page) => {
      ids.push(...(await report(page < 3 ? 1 : 0)));
      if (page >= 8) return; // enough: every edit adds a row to the pull
      await edit(ids[page] ?? '');
      await edit(ids.at(-1 - page) ?? '');
    });
    expect(held).toEqual(await inForce(ids));
  });

  it('reads what is in the scope, whatever else the database holds', async () => {
    const elsewhere = Array.from({ length: 1_500 }, () => aReportedCase(outsider, { gridCode: OTHER_GRID }));
    const { store, index } = server.opened.server.databases.served.records;
    await store.write(elsewhere, { newEdits: true });
    const mine = await report(5);
    let read = 0;
    const counting = Object.fromEntries(
      (['page', 'documents'] as const).map((way) => {
        const reading = index[way] as (...args: unknown[]) => Promise<{ length?: number; size?: number }>;
        return [
          way,
          async (...args: unknown[]) => {
            const rows = await reading(...args);
            read += rows.length ?? rows.size ?? 0;
            return rows;
          },
        ];
      }),
    );
    Object.assign(index, counting);
    expect([...(await pullAll(worker, 100, () => Promise.resolve())).keys()].sort()).toEqual([...mine].sort());
    expect(read).toBeLessThan(20);
  });

  it('goes on from any single row', async () => {
    await report(5);
    const { results } = await changes(clerk, 'include_docs=true');
    for (const [at, row] of results.entries()) {
      const rest = await changes(clerk, `since=${row.seq}`);
      expect(rest.results.map(({ id }) => id)).toEqual(results.slice(at + 1).map(({ id }) => id));
    }
  });

  it('brings tables first, then cases, and buildings last', async () => {
    await report(2);
    const records = [anArea('310115005', 'street'), aStaffDocument(clerk)];
    await server.opened.server.databases.served.records.write(records, { newEdits: true });
    const { results } = await changes(clerk, '');
    expect(results.map(({ id }) => id.split(':')[0])).toEqual(['area', 'staff', 'case', 'case']);
  });

  it('goes on after a restart, from the middle and from the end', async () => {
    await report(6);
    const half = await changes(clerk, 'limit=3');
    const whole = await changes(clerk, '');
    server = await server.restart();
    expect((await changes(clerk, `since=${half.last_seq}`)).results).toHaveLength(3);
    expect((await changes(clerk, `since=${whole.last_seq}`)).results).toEqual([]);
    const [fresh] = await report(1);
    expect((await changes(clerk, `since=${whole.last_seq}`)).results.map(({ id }) => id)).toEqual([fresh]);
  });

  it('begins again when the posts have changed: what newly came into sight is sent', async () => {
    await report(2);
    await report(2, outsider);
    const before = await changes(clerk, '');
    expect(before.results).toHaveLength(2);
    await server.add({ ...clerk, posts: [...clerk.posts, { role: 'communityClerk', scope: '310115005002' }] });
    expect((await changes(clerk, `since=${before.last_seq}`)).results).toHaveLength(4);
  });

  it('pages through evidence by the cases one sees, half-sent cases included', async () => {
    const [mine = ''] = await report(1);
    const [theirs = ''] = await report(1, outsider);
    const photos = Array.from({ length: 5 }, () => aPhotoOf(worker, mine));
    const orphan = aPhotoOf(clerk, 'case:01M7V7FC3016KFABYZN7KR7XQD');
    await server.as(worker)('POST', '/evidence/_bulk_docs', { docs: photos });
    await server.as(clerk)('POST', '/evidence/_bulk_docs', { docs: [orphan] });
    await server.as(outsider)('POST', '/evidence/_bulk_docs', { docs: [aPhotoOf(outsider, theirs)] });
    const later = aPhotoOf(worker, mine);
    const held = await pullAll(
      clerk,
      2,
      (page) => (page === 1 ? server.as(worker)('POST', '/evidence/_bulk_docs', { docs: [later] }) : Promise.resolve()),
      'evidence',
    );
    expect([...held.keys()].sort()).toEqual([...photos, orphan, later].map((photo) => photo._id).sort());
  });
});

it('brings the photos of one case to its end, however few are asked for at a time', async () => {
  const [id = ''] = await report(1);
  const photos = Array.from({ length: 4 }, () => aPhotoOf(worker, id));
  await server.as(worker)('POST', '/evidence/_bulk_docs', { docs: photos });
  const since = (await changes(clerk, '', 'evidence')).last_seq;
  const held = (await server.as(worker)('GET', `/records/${id}`)).body as ReturnType<typeof aReportedCase>;
  const log = [...held.log, anEntry(worker, 'note', { text: '改' }, held.log.at(-1) ?? null)];
  await server.as(worker)('POST', '/records/_bulk_docs', { docs: [{ ...held, log }] });
  const came: string[] = [];
  for (let from = since, pages = 0; ; pages += 1) {
    expect(pages).toBeLessThanOrEqual(photos.length);
    const { results, last_seq } = await changes(clerk, `limit=1&since=${from}`, 'evidence');
    came.push(...results.map((row) => row.id));
    from = last_seq;
    if (results.length === 0) break;
  }
  expect(came).toEqual(photos.map((photo) => photo._id).sort());
});

describe('tokens', () => {
  it.each(['abc', '5', 'null1', '{}', 'A'.repeat(72), '0-0', '%00'])(
    'that are not ours are refused: %s',
    async (since) => {
      const answer = await server.as(clerk)('GET', `/records/_changes?since=${since}`);
      expect([answer.status, answer.body]).toEqual([
        400,
        { error: 'bad_request', reason: "Malformed sequence supplied in 'since' parameter." },
      ]);
      // Who keeps a copy is given another in its place: under what data it was made nobody can say.
      const replaced = await server.as(clerk)('GET', `/records/_changes?removals=1&since=${since}`);
      expect([replaced.status, replaced.body]).toMatchObject([200, { reset: true, resetBegins: true }]);
    },
  );

  it('of another database are refused', async () => {
    const { last_seq } = await changes(clerk, '');
    expect((await server.as(clerk)('GET', `/evidence/_changes?since=${last_seq}`)).status).toBe(400);
  });

  it('look different each time, whether something was written or not', async () => {
    const [a, b] = [await changes(clerk, 'since=now'), await changes(clerk, 'since=now')];
    await report(3, outsider);
    const c = await changes(clerk, 'since=now');
    expect(new Set([a.last_seq, b.last_seq, c.last_seq]).size).toBe(3);
    expect(new Set([a, b, c].map(({ last_seq }) => last_seq.length)).size).toBe(1);
  });
});

describe('waiting feeds', () => {
  it('longpoll answers with what comes, and only with what may be seen', async () => {
    const since = (await changes(clerk, '')).last_seq;
    const waiting = changes(clerk, `feed=longpoll&since=${since}&timeout=30000&heartbeat=10000`);
    await report(1, outsider);
    const ids = await report(1);
    expect((await waiting).results.map(({ id }) => id)).toEqual(ids);
  });

  it('longpoll ends without news when its time is up', async () => {
    const answer = await server.as(clerk)('GET', '/records/_changes?feed=longpoll&since=now&timeout=30');
    expect(answer.body).toEqual({ results: [], last_seq: expect.any(String) as string });
    // All of it at once: nobody had asked for a sign of life.
    expect(answer.headers.get('content-length')).toBe(String(answer.text.length));
  });

  it('continuous sends a line per change, and heartbeats', async () => {
    const response = await fetch(`${server.url}/records/_changes?feed=continuous&since=now&heartbeat=250`, {
      headers: { authorization: basic(clerk.account) },
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const until = async (done: () => boolean): Promise<void> => {
      while (!done()) text += (await reader?.read())?.value ?? '';
    };
    await until(() => text.length >= 2); // its head, and one heartbeat
    expect(text.trim()).toBe('');
    const [id = ''] = await report(1);
    await until(() => text.includes(id));
    await reader?.cancel();
    const row = JSON.parse(text.trim()) as Row;
    expect((await changes(clerk, `since=${row.seq}`)).results).toEqual([]);
  });

  it('eventsource names the sequence of every event', async () => {
    await report(2);
    const { text, headers } = await server.as(clerk)('GET', '/records/_changes?feed=eventsource&timeout=20');
    expect(headers.get('content-type')).toContain('text/event-stream');
    const ids = [...text.matchAll(/^id: (\S+)$/gm)].map((match) => match[1]);
    expect(ids).toHaveLength(2);
    const rest = await server.as(clerk)('GET', '/records/_changes', undefined, { 'last-event-id': ids[0] ?? '' });
    expect((rest.body as Page).results).toHaveLength(1);
  });

  it('let go of what they hold when the client leaves', async () => {
    const waiting = countWaiting(server);
    const { closing } = server.opened.server;
    let listening = 0;
    const { whenOver } = closing;
    const counting: typeof whenOver = (listener) => {
      listening += 1;
      const leave = whenOver(listener);
      return () => {
        listening -= 1;
        leave();
      };
    };
    Object.assign(closing, { whenOver: counting });
    const left = new AbortController();
    const feeds = Array.from({ length: 20 }, () =>
      fetch(`${server.url}/records/_changes?feed=continuous&since=now&heartbeat=60000`, {
        headers: { authorization: basic(clerk.account) },
        signal: left.signal,
      }),
    );
    await Promise.all(feeds);
    await expect.poll(waiting).toBe(20);
    expect(listening).toBe(20);
    left.abort();
    await expect.poll(waiting).toBe(0);
    await expect.poll(() => listening).toBe(0);
  });

  it('are so many for each account; of more the oldest ends as if its time were up', async () => {
    const waiting = countWaiting(server);
    const left = new AbortController();
    const open = (account: string) =>
      fetch(`${server.url}/records/_changes?feed=longpoll&since=now&heartbeat=60000`, {
        headers: { authorization: basic(account) },
        signal: left.signal,
      });
    const most = server.opened.server.limits.feedsOfAccount;
    const oldest = [await open(clerk.account), await open(clerk.account)];
    await Promise.all(Array.from({ length: most - 2 }, () => open(clerk.account)));
    await open(worker.account);
    await expect.poll(waiting).toBe(most + 1);
    await open(clerk.account);
    await open(clerk.account);
    const answers = await Promise.all(oldest.map(async (response) => (await response.json()) as Page));
    for (const { results, last_seq: since } of answers) {
      expect(results).toEqual([]);
      expect((await changes(clerk, `since=${since}`)).results).toEqual([]);
    }
    expect(waiting()).toBe(most + 1);
    left.abort();
  });

  it('prepare nothing for who does not read', async () => {
    const size = 24_000;
    const people = Array.from({ length: 2_000 }, () => ({
      _id: anId('person'),
      type: 'person',
      scope: GRID,
      text: 'x'.repeat(size),
    }));
    const { records } = server.opened.server.databases.served;
    await records.write(people, { newEdits: true });
    let pages = 0;
    const { page } = records.index;
    const counting: typeof page = (...args) => {
      pages += 1;
      return page(...args);
    };
    Object.assign(records.index, { page: counting });
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.pause();
    socket.write(
      `GET /records/_changes?include_docs=true HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\nauthorization: ${basic(clerk.account)}\r\n\r\n`,
    );
    // Whatever the kernel takes of it, half of 48 MB it is not; when nothing moves for a while, nothing will.
    let seen = -1;
    await expect
      .poll(
        () => {
          const isStill = pages > 0 && pages === seen;
          seen = pages;
          return isStill;
        },
        { interval: 700, timeout: 20_000 },
      )
      .toBe(true);
    const whilePaused = pages;
    let bytes = 0;
    socket.on('data', (chunk) => {
      bytes += chunk.length;
    });
    await once(socket.resume(), 'close');
    expect(bytes).toBeGreaterThan(people.length * size);
    expect(pages - whilePaused).toBeGreaterThanOrEqual(2);
  });

  it('end when the server stops, so that it can', async () => {
    const waiting = countWaiting(server);
    const feed = server.as(clerk)('GET', '/records/_changes?feed=longpoll&since=now&heartbeat=60000');
    await expect.poll(waiting).toBe(1);
    server.opened.stopFeeds();
    expect((await feed).body).toMatchObject({ results: [], last_seq: expect.any(String) as string });
  });
});

describe('a whole answer', () => {
  it('is whole also when the server stops while it goes out: its end means that there was no more', async () => {
    const { records } = server.opened.server.databases.served;
    const people = Array.from({ length: 1_200 }, () => ({ _id: anId('person'), type: 'person', scope: GRID }));
    await records.write(people, { newEdits: true });
    let pages = 0;
    const { page } = records.index;
    const stopping: typeof page = (...args) => {
      pages += 1;
      if (pages === 2) server.opened.stopFeeds();
      return page(...args);
    };
    Object.assign(records.index, { page: stopping });
    expect((await changes(clerk, '')).results).toHaveLength(people.length);
  });

  it('breaks off, and does not end, when its session is over: nothing more may be said', async () => {
    const { accounts, databases } = server.opened.server;
    const { records } = databases.served;
    const people = Array.from({ length: 1_200 }, () => ({ _id: anId('person'), type: 'person', scope: GRID }));
    await records.write(people, { newEdits: true });
    let pages = 0;
    const { page } = records.index;
    const locking: typeof page = async (...args) => {
      pages += 1;
      if (pages === 2) await accounts.setLocked(clerk.account, true, Date.now());
      return page(...args);
    };
    Object.assign(records.index, { page: locking });
    await expect(changes(clerk, '')).rejects.toThrow(/terminated|fetch failed/);
  });
});

describe('filters', () => {
  it('_doc_ids and _selector narrow, and never widen', async () => {
    const [mine = '', other = ''] = await report(2);
    const [hidden = ''] = await report(1, outsider);
    const byIds = await server.as(clerk)('POST', '/records/_changes?filter=_doc_ids', { doc_ids: [mine, hidden] });
    expect((byIds.body as Page).results.map(({ id }) => id)).toEqual([mine]);
    const bySelector = await server.as(clerk)('POST', '/records/_changes?filter=_selector', {
      selector: { type: 'case', _id: { $in: [other, hidden] } },
    });
    expect((bySelector.body as Page).results.map(({ id }) => id)).toEqual([other]);
  });

  it.each([
    ['filter=_selector', { selector: { a: { $regex: '(a+)+$' } } }, 400],
    ['filter=_selector', { selector: 'x' }, 400],
    ['filter=_selector', {}, 400],
    ['filter=_doc_ids', {}, 400],
    ['filter=design/name', {}, 404],
    ['feed=nope', {}, 400],
    ['limit=-1', {}, 400],
    ['limit=x', {}, 400],
    ['include_docs=maybe', {}, 400],
    ['heartbeat=0', {}, 400],
    ['descending=true', {}, 400],
  ])('refuses %s %j', async (query, body, status) => {
    const answer = await server.as(clerk)('POST', `/records/_changes?${query}`, body);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ error: expect.any(String) as string, reason: expect.any(String) as string });
  });
});
