import { afterAll, beforeAll, expect, it } from 'vitest';
import { projectCase } from '../../shared/cases/fold.ts';
import type { CaseDocument } from '../../shared/domain/case.ts';
import type { User } from '../../shared/domain/staff.ts';
import type { BulkRow } from '../../shared/sync/wire.ts';
import { anEntry, anId, aReportedCase, aUser, OTHER_GRID } from '../../shared/testing/builders.ts';
import { startServer, type TestServer } from './harness/start-server.ts';

/* 并案 by several people who do not know of each other. */

let server: TestServer;
const worker = aUser('gridWorker');
const clerks = [aUser('communityClerk'), aUser('communityClerk'), aUser('streetClerk')] as const;
beforeAll(async () => {
  server = await startServer();
  await Promise.all([worker, ...clerks].map((user) => server.add(user)));
});
afterAll(() => server.stop());

const send = async (user: User, document: object): Promise<BulkRow> => {
  const { body } = await server.as(user)('POST', '/records/_bulk_docs?returns=docs', { docs: [document] });
  return (body as readonly BulkRow[])[0] as BulkRow;
};
const reported = async (): Promise<CaseDocument> =>
  (await send(worker, aReportedCase(worker))).document as unknown as CaseDocument;
const merge = (user: User, document: CaseDocument, into: string) =>
  send(user, {
    ...document,
    log: [...document.log, anEntry(user, 'merge', { into }, document.log.at(-1) ?? null)],
  });
const stateOf = async ({ _id }: CaseDocument): Promise<string> =>
  ((await server.as(clerks[2])('GET', `/records/${_id}`)).body as CaseDocument).state;

it('lets nobody merge a case into one that went into it: the second hears it, and his case stays open', async () => {
  const [one, other] = [await reported(), await reported()];
  expect(await merge(clerks[0], one, other._id)).toMatchObject({ ok: true });
  const row = await merge(clerks[1], other, one._id);
  expect(row).toMatchObject({ error: 'forbidden', refusal: { code: 'merged-in-a-ring' } });
  expect([await stateOf(one), await stateOf(other)]).toEqual(['merged', 'reported']);
});

it('holds when both come at the same instant, and around a longer ring', async () => {
  const cases = [await reported(), await reported(), await reported()] as const;
  const into = [cases[1], cases[2], cases[0]] as const;
  const rows = await Promise.all(cases.map((one, at) => merge(clerks[at] ?? clerks[0], one, into[at]?._id ?? '')));
  expect(rows.filter((row) => 'ok' in row)).toHaveLength(2);
  expect((await Promise.all(cases.map(stateOf))).sort()).toEqual(['merged', 'merged', 'reported']);
});

it('takes a merger into what is not here yet, or out of sight, and into one that was merged elsewhere', async () => {
  const far = aUser('gridWorker', { scope: OTHER_GRID });
  await server.add(far);
  const hidden = aReportedCase(far, { gridCode: OTHER_GRID });
  await send(far, hidden);
  const [one, other, master] = [await reported(), await reported(), await reported()];
  await merge(clerks[0], one, master._id);
  const rows = [
    await merge(clerks[0], other, one._id),
    await merge(clerks[0], await reported(), anId('case')),
    await merge(clerks[0], await reported(), hidden._id),
  ];
  expect(rows.map((row) => 'ok' in row)).toEqual([true, true, true]);
  // Taken back, it can go the other way.
  const back = (await server.as(clerks[0])('GET', `/records/${one._id}`)).body as CaseDocument;
  const free = await send(clerks[0], {
    ...back,
    log: [...back.log, anEntry(clerks[0], 'unmerge', { reason: '不是同一件' }, back.log.at(-1) ?? null)],
  });
  expect(free).toMatchObject({ ok: true });
  expect(await merge(clerks[1], master, one._id)).toMatchObject({ ok: true });
});

it('of a ring that two servers closed in the same instant one merger is taken back, the same whoever looks, once', async () => {
  const second = server.couch === null ? null : await startServer({ beside: server });
  const servers = [server, ...(second === null ? [] : [second])];
  try {
    const { records } = server.opened.server.databases.served;
    const ring = [await reported(), await reported(), await reported()] as const;
    // Past the judge: each as the server wrote it that had not heard of the others.
    const merged = ring.map((one, place) => {
      const next = ring[(place + 1) % ring.length]?._id;
      const made = anEntry(clerks[0], 'merge', { into: next }, one.log.at(-1) ?? null);
      return projectCase({ ...one, log: [...one.log, { ...made, stamp: { seq: 2, at: new Date().toISOString() } }] });
    });
    await records.store.write(merged, { newEdits: true });
    await Promise.all(servers.map(({ opened }) => opened.runTimers()));
    await Promise.all(servers.map(({ opened }) => opened.runTimers()));
    const mergers = merged.map(({ log }) => log.at(-1)?.id ?? '');
    const last = mergers.indexOf([...mergers].sort().at(-1) ?? '');
    const states = await Promise.all(ring.map(stateOf));
    expect(states).toEqual(ring.map((_, place) => (place === last ? 'reported' : 'merged')));
    const mended = (await server.as(clerks[2])('GET', `/records/${ring[last]?._id ?? ''}`)).body as CaseDocument;
    expect(mended.log.map(({ act }) => act)).toEqual(['report', 'merge', 'breakRing']);
    expect(mended.mergedInto).toBeUndefined();
  } finally {
    await second?.stop();
  }
});
