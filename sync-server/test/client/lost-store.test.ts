import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { aUser, OTHER_GRID } from '../../../shared/testing/builders.ts';
import type { Workstation } from '../../../renderer/data/api.ts';
import { once } from '../../../renderer/data/live.ts';
import { aFakeFolder, type FakeFolder } from '../../../renderer/data/testing/fake-folder.ts';
import { startServer, type TestServer } from '../harness/start-server.ts';
import { aPerson, editIn, nowIn, recordIn } from './ledger-at-work.ts';
import { actIn, aNewPhoto, anOffice, caseIn, counted, reportIn, type Office } from './people-at-work.ts';

let server: TestServer;
let worker: User;
let street: User;
let folder: FakeFolder;
let office: Office;

beforeEach(async () => {
  await deleteDatabases();
  server = await startServer();
  worker = await server.add(aUser('gridWorker'));
  street = await server.add(aUser('streetClerk'));
  folder = aFakeFolder();
  office = await anOffice(server.url, undefined, { journals: folder.place });
});
afterEach(async () => {
  await office.closeAll();
  await server.stop();
});

const settledAll = ({ queued }: { readonly queued: number }): boolean => queued === 0;
const seed = async (...records: readonly AnyRecord[]): Promise<void> => {
  await server.opened.server.databases.served.records.write(records, { newEdits: true });
};
const served = async <T>(id: string): Promise<T> => (await server.as(street)('GET', `/records/${id}`)).body as T;
async function deleteDatabases(which: (name: string) => boolean = () => true): Promise<number> {
  const names = (await indexedDB.databases()).flatMap(({ name }) => (name !== undefined && which(name) ? [name] : []));
  for (const name of names) {
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = () => {
        resolve();
      };
      request.onerror = () => {
        reject(new Error(`cannot delete ${name}`));
      };
    });
  }
  return names.length;
}

/** A case and residents of the server; then twenty edits, a finding with a photo and a draft without it. */
async function aDayWithoutTheServer(): Promise<{
  readonly known: string;
  readonly found: string;
  readonly people: readonly string[];
  readonly workstation: Workstation;
}> {
  const people = Array.from({ length: 6 }, (_, index) => aPerson({ name: `严${String(index)}` }));
  await seed(...people);
  const workstation = await office.signIn(worker);
  const known = await reportIn(workstation, [aNewPhoto('已送的照片', 'near')], '已送达的一件');
  await counted(workstation, settledAll);
  await once(workstation.cases.one(known), (one) => one?.log[0]?.stamp !== undefined);
  for (const person of people) await recordIn(workstation, 'person', person._id);
  office.cable.pull();
  for (const [index, person] of people.entries()) {
    await editIn(workstation, person._id, { workplace: `码头 ${String(index)}` });
    await editIn(workstation, person._id, { note: `走访 ${String(index)}` });
  }
  for (let index = 0; index < 6; index += 1) await actIn(workstation, known, 'note', { text: `备注 ${String(index)}` });
  const found = await reportIn(workstation, [aNewPhoto('没送的照片', 'near')], '没有网的时候发现的');
  const draft = await workstation.drafts.create('patrol');
  await workstation.drafts.save({ ...draft, description: '没写完的半句' });
  expect(await counted(workstation, () => true)).toMatchObject({ queued: 20, photosQueued: 1 });
  return { known, found, people: people.map(({ _id }) => _id), workstation };
}

async function allIsHere(
  workstation: Workstation,
  day: Awaited<ReturnType<typeof aDayWithoutTheServer>>,
): Promise<void> {
  expect(await counted(workstation, () => true)).toMatchObject({ queued: 20, photosQueued: 1, refused: 0 });
  expect(workstation.drafts.all.get()?.map(({ description }) => description)).toEqual(['没写完的半句']);
  expect((await caseIn(workstation, day.found)).finding.description).toBe('没有网的时候发现的');
  expect((await caseIn(workstation, day.known)).log).toHaveLength(7);
  for (const [index, id] of day.people.entries()) {
    expect(await nowIn(workstation, id)).toMatchObject({
      workplace: `码头 ${String(index)}`,
      note: `走访 ${String(index)}`,
    });
  }
}

async function allIsDeliveredOnce(
  workstation: Workstation,
  day: Awaited<ReturnType<typeof aDayWithoutTheServer>>,
): Promise<void> {
  office.cable.plugged = true;
  expect(await counted(workstation, settledAll)).toMatchObject({ refused: 0 });
  const known = await served<CaseDocument>(day.known);
  expect(known.log.map(({ act, data }) => (act === 'note' ? data['text'] : act))).toEqual([
    'report',
    ...[0, 1, 2, 3, 4, 5].map((index) => `备注 ${String(index)}`),
  ]);
  const found = await served<CaseDocument>(day.found);
  expect(found.log).toHaveLength(1);
  const photo = await server.as(street)('GET', `/evidence/${encodeURIComponent(found.photos[0]?.id ?? '')}`);
  expect(photo.status).toBe(200);
  for (const [index, id] of day.people.entries()) {
    expect(await served(id)).toMatchObject({ workplace: `码头 ${String(index)}`, note: `走访 ${String(index)}` });
    const changes = (
      await server.as(street)('GET', '/records/_all_docs?include_docs=true&startkey="change:"&endkey="change;"')
    ).body as { rows: { doc: { subject: string; fields: unknown[] } }[] };
    expect(changes.rows.filter(({ doc }) => doc.subject === id).length).toBe(2);
  }
}

/** The chain of the terminal goes on where it stood: numbers without a gap, each link upon the one before. */
async function chainIsWhole(): Promise<void> {
  const auditor = await server.add(aUser('auditor'));
  const { body } = await server.as(auditor)('GET', '/audit/_all_docs?include_docs=true');
  const links = (
    body as { rows: { doc: { person: string; seq: number; prev: string; mac: string; installation: string } }[] }
  ).rows
    .map(({ doc }) => doc)
    .filter(({ person }) => person === worker.id)
    .sort((a, b) => a.seq - b.seq);
  expect(new Set(links.map(({ installation }) => installation)).size).toBe(1);
  for (const [index, link] of links.entries())
    expect([link.seq, link.prev]).toEqual([index + 1, links[index - 1]?.mac ?? '']);
}

describe('a lost store', () => {
  it('comes back from the journal without the server, twenty unsent edits and a photo, and is delivered once', async () => {
    const day = await aDayWithoutTheServer();
    await office.closeAll();
    expect(await deleteDatabases()).toBeGreaterThan(5);

    const workstation = await office.signIn(worker);
    expect(workstation.offlineSignIn).toBe(true);
    await allIsHere(workstation, day);
    expect(workstation.storage.state.get()).toMatchObject({ repair: { found: 21, missing: 0 } });
    await allIsDeliveredOnce(workstation, day);
    await chainIsWhole();
    expect(workstation.storage.state.get()?.repair?.found).toBe(21);
    await workstation.storage.readOn();
    await office.closeAll();
    expect((await office.signIn(worker)).storage.state.get()?.repair).toBeNull();
  });

  it('comes back with the server at once, and brings the rest from it', async () => {
    const day = await aDayWithoutTheServer();
    await office.closeAll();
    await deleteDatabases();
    office.cable.plugged = true;
    const workstation = await office.signIn(worker);
    expect(workstation.storage.state.get()).toMatchObject({ repair: { found: 21, missing: 0 } });
    await allIsDeliveredOnce(workstation, day);
    await once(workstation.sync.status, ({ firstPull }) => firstPull.done);
    await once(workstation.cases.open, (rows) => rows.length === 2);
  });

  it('of the collections alone is noticed too: what waits is put back, the rest is pulled again', async () => {
    const day = await aDayWithoutTheServer();
    await office.closeAll();
    expect(await deleteDatabases((name) => /--(cases|residents)$/.test(name))).toBe(2);
    const workstation = await office.signIn(worker);
    await allIsHere(workstation, day);
    expect(workstation.storage.state.get()).toMatchObject({ repair: { found: 20, missing: 0 } });
    await allIsDeliveredOnce(workstation, day);
  });

  it('of one collection: what has left the others since goes too, though nobody tells of it', async () => {
    const [stays, leaves] = [aPerson({ name: '留下的' }), aPerson({ name: '搬走的' })];
    await seed(stays, leaves);
    const before = await office.signIn(worker);
    for (const { _id } of [stays, leaves]) await recordIn(before, 'person', _id);
    await once(before.sync.status, ({ firstPull }) => firstPull.done);
    await office.closeAll();
    // Other than the one that has the people: the feed begins anew, over people who are still here.
    expect(await deleteDatabases((name) => name.endsWith('--rooms'))).toBe(1);
    const moved = (await served<AnyRecord>(leaves._id)) as AnyRecord & { readonly _rev: string };
    await seed({ ...moved, scope: OTHER_GRID });
    const after = await office.signIn(worker);
    await once(after.records.one('person', leaves._id), (one) => one === null);
    await recordIn(after, 'person', stays._id);
    await once(after.sync.status, ({ firstPull }) => firstPull.done);
  });

  it('under an open workstation stops it, and it goes on from the journal without the password', async () => {
    const day = await aDayWithoutTheServer();
    await deleteDatabases();
    await once(day.workstation.storage.gone, (gone) => gone);
    // It does not pretend: what is written now is not said to be saved.
    const post = day.workstation.user.posts[0];
    if (post === undefined) throw new Error('a post');
    expect(
      await day.workstation.cases.act(day.known, 'note', post, { text: 'zu spät' }, []).catch(() => ({ ok: false })),
    ).toMatchObject({ ok: false });
    const outcome = await day.workstation.reopen();
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.trouble));
    const { workstation } = outcome;
    expect(workstation.storage.gone.get()).toBe(false);
    await allIsHere(workstation, day);
    expect(workstation.storage.state.get()).toMatchObject({ repair: { found: 21, missing: 0 } });
    await allIsDeliveredOnce(workstation, day);
    await chainIsWhole();
    await workstation.close();
    office.forget();
  });
});
