import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaseDocument } from '../../shared/domain/case.ts';
import { seededRandom } from '../../shared/lib/random.ts';
import { couchAddress, couchHttp, type CouchHttp } from '../src/store/couch/couch-http.ts';
import { actorOf, anEntry, anId, aReportedCase, aUlid, aUser, GRID, START_MS } from '../../shared/testing/builders.ts';
import { aCouch, COUCH_URL, type CouchUnderTest } from './harness/couch.ts';
import { couchProxy, type CouchProxy, type FeedPage } from './harness/couch-proxy.ts';
import { aKeeper } from './harness/keeper.ts';
import { startServer, type TestServer } from './harness/start-server.ts';

const worker = aUser('gridWorker');
const clerk = aUser('communityClerk');
const at = new Date(START_MS).toISOString();

/** What a CouchDB does that a store of one process never does: over a proxy that stages it, and by writing past the servers. */
describe.skipIf(COUCH_URL === null)('with COUCHDB_URL, a CouchDB', { timeout: 120_000 }, () => {
  let couch: CouchUnderTest;
  let http: CouchHttp;
  const ending: (() => Promise<unknown>)[] = [];
  beforeEach(() => {
    couch = aCouch();
    http = couchHttp(couch.address, 'records');
  });
  afterEach(async () => {
    for (const end of ending.splice(0).reverse()) await end();
    await couch.remove();
  });

  /** Removed with the rest, not by whichever stops first. */
  const kept = (address: CouchUnderTest['address']): CouchUnderTest => ({ address, remove: () => Promise.resolve() });
  const start = async (address = couch.address): Promise<TestServer> => {
    const server = await startServer({ couch: kept(address) });
    ending.push(() => server.stop());
    return server;
  };
  const proxied = async (...given: Parameters<typeof couchProxy>): Promise<CouchProxy> => {
    const proxy = await couchProxy(...given);
    ending.push(() => proxy.close());
    return proxy;
  };
  const push = async (server: TestServer, document: object): Promise<boolean> => {
    const answer = await server.as(worker)('POST', '/records/_bulk_docs', { docs: [document] });
    return answer.status === 201 && (answer.body as readonly { ok?: true }[])[0]?.ok === true;
  };
  const read = async (server: TestServer, id: string): Promise<CaseDocument> =>
    (await server.as(clerk)('GET', `/records/${id}`)).body as CaseDocument;
  const indexed = async ({ opened }: TestServer, id: string): Promise<unknown> => {
    const { index } = opened.server.databases.served.records;
    return (await index.documents([id])).get(id);
  };
  const living = async (id: string): Promise<number> =>
    ((await http.read(`/${id}?open_revs=all`)).body as readonly { ok?: { _deleted?: true } }[]).filter(
      ({ ok }) => ok?._deleted !== true,
    ).length;
  /** As a cluster leaves them behind: several revisions on top of one. */
  const branch = (document: object, rev: string, leaves: readonly object[]): Promise<unknown> =>
    http.write('/_bulk_docs', {
      method: 'POST',
      body: {
        new_edits: false,
        docs: leaves.map((leaf, nth) => {
          const id = 'abc'.charAt(nth).repeat(32);
          return { ...document, ...leaf, _rev: `2-${id}`, _revisions: { start: 2, ids: [id, rev.slice(2)] } };
        }),
      },
    });

  it('that tells again, in any order and from further back, is counted as it is', async () => {
    const random = seededRandom(7);
    const told: FeedPage['results'][number][] = [];
    const sequences: string[] = [];
    const proxy = await proxied(couch.address, {
      since: (since) => {
        sequences.push(since);
        return random() < 0.4 ? (sequences[Math.floor(random() * sequences.length)] ?? since) : since;
      },
      page: (page) => {
        const again = told.filter(() => random() < 0.1);
        told.push(...page.results);
        const results = [...page.results, ...again].sort(() => random() - 0.5);
        return { ...page, results };
      },
    });
    const twisted = await start(proxy.address);
    await Promise.all([worker, clerk].map((user) => twisted.add(user)));
    const plain = await start();
    const keeper = aKeeper(twisted, clerk);
    const cases = Array.from({ length: 6 }, () => aReportedCase(worker));
    const logs = new Map(cases.map(({ _id, log }) => [_id, [...log]]));
    for (let round = 0; round < 12; round += 1) {
      const document = cases[round % cases.length];
      if (document === undefined) continue;
      const log = logs.get(document._id) ?? [];
      if (round >= cases.length) log.push(anEntry(worker, 'note', { text: String(round) }, log.at(-1) ?? null));
      const server = round % 3 === 0 ? plain : twisted;
      expect(await push(server, { ...document, log })).toBe(true);
      await keeper.catchUp(50);
      // Whoever was told "stored" finds it, whatever the feed says.
      expect(((await indexed(server, document._id)) as CaseDocument).log).toHaveLength(log.length);
    }
    await expect
      .poll(async () => {
        await keeper.catchUp(50);
        return [...keeper.held].sort();
      })
      .toEqual(
        (await Promise.all(cases.map(({ _id }) => read(plain, _id))))
          .map((one) => [one._id, (one as unknown as { _rev: string })._rev])
          .sort(),
      );
    for (const { _id } of cases) expect(await indexed(twisted, _id)).toEqual(await indexed(plain, _id));
    expect([keeper.removed, keeper.resets()]).toEqual([[], 0]);
  });

  it('that holds several living revisions is mended by every server, to one and the same', async () => {
    const servers = [await start(), await start()] as const;
    await Promise.all([worker, clerk].map((user) => servers[0].add(user)));
    const document = aReportedCase(worker);
    await push(servers[0], document);
    const { _id, _rev, ...held } = (await read(servers[0], document._id)) as CaseDocument & { _rev: string };
    const notes = ['甲', '乙', '丙'].map((text) => anEntry(worker, 'note', { text }, document.log.at(-1) ?? null));
    await branch(
      { _id, ...held },
      _rev,
      notes.map((note) => ({ log: [...document.log, note] })),
    );
    const ids = [...document.log, ...notes].map(({ id }) => id).sort();
    for (const server of servers)
      await expect
        .poll(async () => (await read(server, _id)).log.map(({ id }) => id).sort(), { timeout: 20_000 })
        .toEqual(ids);
    await expect.poll(() => living(_id), { timeout: 20_000 }).toBe(1);
    await expect.poll(async () => (await servers[0].opened.stores.records.branches?.seen())?.length).toBe(0);
    expect(await indexed(servers[0], _id)).toEqual(await indexed(servers[1], _id));
  });

  const aPerson = () => ({
    ...{ _id: anId('person'), type: 'person', scope: GRID, schema: 1, name: '严立诚', sex: '1', idKind: '居民身份证' },
    ...{ class: 'resident', life: 'living', state: 'effective' },
    provenance: { createdAt: at, createdBy: worker.id, createdDevice: 'LJZ-0417', source: '走访' },
  });
  const aLine = (subject: string, fields: readonly object[]) => {
    const id = aUlid();
    return {
      ...{ _id: `change:${id}`, id, batch: id, type: 'change', scope: GRID, schema: 1, subject, fields },
      ...{ act: 'edit', by: actorOf(worker), device: 'LJZ-0417', at, clock: 'trusted', source: '走访', takenAt: at },
      provenance: { createdAt: at, createdBy: worker.id, createdDevice: 'LJZ-0417', source: '走访' },
    };
  };
  const linesOf = async (server: TestServer, subject: string): Promise<readonly Record<string, unknown>[]> => {
    const { body } = await server.as(clerk)('GET', '/records/_all_docs?include_docs=true');
    return (body as { rows: { doc: Record<string, unknown> }[] }).rows
      .map(({ doc }) => doc)
      .filter((doc) => doc['subject'] === subject);
  };

  it('that holds two edits of a record keeps both, one of them to be decided on', async () => {
    const server = await start();
    await Promise.all([worker, clerk].map((user) => server.add(user)));
    const person = aPerson();
    await push(server, person);
    const { _rev, ...held } = (await read(server, person._id)) as unknown as { _rev: string };
    const edits = [
      [
        { field: 'workplace', to: '街道医院' },
        { field: 'name', from: '严立诚', to: '严立程' },
      ],
      [{ field: 'workplace', to: '上港小学' }],
    ];
    await branch(
      held,
      _rev,
      edits.map((fields) => ({
        ...Object.fromEntries(fields.map(({ field, to }) => [field, to])),
        '+beside': [aLine(person._id, fields)],
      })),
    );
    await expect
      .poll(() => read(server, person._id), { timeout: 20_000 })
      .toMatchObject({ workplace: '上港小学', name: '严立程' });
    // The history follows the record.
    await expect.poll(() => linesOf(server, person._id), { timeout: 20_000 }).toHaveLength(4);
    const lines = await linesOf(server, person._id);
    expect(lines.flatMap((line) => line['lost'] ?? [])).toEqual([
      { field: 'workplace', to: '街道医院', instead: '上港小学' },
    ]);
    expect(await living(person._id)).toBe(1);
  });

  it('has the history of a record whose server stopped before it had written it', async () => {
    const server = await start();
    await Promise.all([worker, clerk].map((user) => server.add(user)));
    const person = aPerson();
    const line = aLine(person._id, [{ field: 'name', to: '严立诚' }]);
    await http.write('/_bulk_docs', { method: 'POST', body: { docs: [{ ...person, '+beside': [line] }] } });
    await expect.poll(() => linesOf(server, person._id), { timeout: 20_000 }).toMatchObject([{ _id: line._id }]);
    expect(await read(server, person._id)).not.toHaveProperty('+beside');
  });

  it('is gone on with at another node when one breaks off, and nothing acknowledged is lost', async () => {
    const proxy = await proxied(couch.address);
    const behind = couchAddress([proxy.address, couch.address].flatMap(({ nodes }) => nodes).join(','));
    if (behind === null) throw new Error('an address');
    const server = await start({ ...couch.address, nodes: behind.nodes });
    await server.add(worker);
    await server.add(clerk);
    const acknowledged: string[] = [];
    let answered = 0;
    const working = Promise.all(
      [1, 2, 3].map(async () => {
        while (answered < 30) {
          const document = aReportedCase(worker);
          // Said once more, as a terminal does.
          while (!(await push(server, document)));
          acknowledged.push(document._id);
          answered += 1;
        }
      }),
    );
    await expect.poll(() => answered, { timeout: 20_000 }).toBeGreaterThan(5);
    proxy.cut();
    await working;
    for (const id of acknowledged) expect(await indexed(server, id)).toMatchObject({ _id: id });
    const heard = aReportedCase(worker);
    const other = await start();
    await push(other, heard);
    await expect.poll(() => indexed(server, heard._id), { timeout: 20_000 }).toMatchObject({ _id: heard._id });
  });

  it('says 503 to everybody while it is away, and is there again by itself', async () => {
    const proxy = await proxied({ ...couch.address, nodes: couch.address.nodes.slice(0, 1) });
    const server = await start(proxy.address);
    await server.add(worker);
    await server.add(clerk);
    const document = aReportedCase(worker);
    await push(server, document);
    proxy.cut();
    const answer = await server.as(worker)('POST', '/records/_bulk_docs', { docs: [aReportedCase(worker)] });
    expect(answer.status).toBe(503);
    expect(answer.body).toMatchObject({ refusal: { code: 'store-away' } });
    proxy.mend();
    await expect.poll(() => push(server, document), { timeout: 20_000 }).toBe(true);
  });
});
