import '../../../renderer/data/testing/browser-double.ts';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { User } from '../../../shared/domain/staff.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import { PATHS, VERSION_WORDS } from '../../../shared/sync/wire.ts';
import { aUlid, aUser } from '../../../shared/testing/builders.ts';
import type { Workstation } from '../../../renderer/data/api.ts';
import { once } from '../../../renderer/data/live.ts';
import { aTerminal } from '../../../renderer/data/testing/a-terminal.ts';
import { dumpIdb, restoreIdb, type DumpedDatabase } from '../../../renderer/data/testing/idb-dump.ts';
import { PASSWORD, startServer, type TestServer } from '../harness/start-server.ts';
import { editIn, nowIn, aPerson, recordIn } from './ledger-at-work.ts';
import { anOffice, counted, reportIn } from './people-at-work.ts';

interface FrozenStore {
  readonly user: User;
  readonly password: string;
  readonly atMs: number;
  readonly server: string;
  readonly held: readonly (Readonly<Record<string, unknown>> & { readonly _id: string })[];
  readonly databases: readonly DumpedDatabase[];
}
const frozen = JSON.parse(
  readFileSync(new URL('../../../shared/migrations/fixtures/form-1-store.json', import.meta.url), 'utf8'),
) as FrozenStore;

let server: TestServer;
beforeEach(async () => {
  const beganMs = performance.now();
  server = await startServer({
    clock: { nowMs: () => Math.round(frozen.atMs + performance.now() - beganMs) },
  });
});
afterEach(() => server.stop());

it('a store that a client of form 1 left is opened, read in today’s form, and delivers what it had not', async () => {
  await restoreIdb(frozen.databases);
  expect(await dumpIdb()).toEqual(expect.arrayContaining([...frozen.databases]));
  await server.add(frozen.user);
  const documents = frozen.held.map((document) => {
    const [start, id = ''] = String(document['_rev']).split('-');
    return { ...document, _revisions: { start: Number(start), ids: [id] } };
  });
  await server.opened.server.databases.served.records.write(documents, { newEdits: false });
  const device = { wallMs: () => frozen.atMs + 1_000, steadyMs: () => performance.now() };
  const terminal = await aTerminal(frozen.server, (url, init) => fetch(url.replace(frozen.server, server.url), init), {
    device,
  });
  const workstation = await terminal.work({ account: frozen.user.account, password: frozen.password });
  const person = String(frozen.held.find(({ _id }) => _id.startsWith('person:'))?._id);
  expect(await nowIn(workstation, person)).toMatchObject({
    schema: CURRENT_FORM,
    idNumber: '99911119491231002X',
    workplace: '上海港机厂',
    unknownToAll: { kept: [1, '二'] },
  });
  expect(await counted(workstation, ({ queued }) => queued === 0)).toMatchObject({
    written: 8,
    delivered: 8,
    refused: 0,
  });
  const [held] = (await server.opened.server.databases.served.records.store.current([person])).values();
  expect(held).toMatchObject({
    schema: CURRENT_FORM,
    workplace: '上海港机厂',
    phones: [{ number: '10012345678' }, {}],
  });
  await workstation.close();
  // This server has not got the links of the chain before those that wait: it says so, and takes none.
  expect(terminal.troubles.filter((trouble) => !trouble.startsWith('audit'))).toEqual([]);
});

it('receipts that the server knows nothing of are none: what is still here goes again, once', async () => {
  const worker = await server.add(aUser('gridWorker'));
  /** As a server would answer that was restored from a backup older than the writes. */
  let forgets = false;
  let takes = true;
  const office = await anOffice(
    server.url,
    (passed) => (input, init) =>
      !takes && input.includes('/_bulk_docs')
        ? Promise.reject(new TypeError('cut off'))
        : forgets && input.endsWith('/_workstation/receipts')
          ? Promise.resolve(Response.json({ held: [] }))
          : passed(input, init),
  );
  const person = aPerson();
  await server.opened.server.databases.served.records.write([person], { newEdits: true });
  const workstation = await office.signIn(worker);
  await recordIn(workstation, 'person', person._id);
  await editIn(workstation, person._id, { workplace: '上海港机厂' });
  const id = await reportIn(workstation, [], '开着的井');
  await counted(workstation, ({ delivered, queued }) => delivered === 2 && queued === 0);
  // Those of a moment ago too: a centre may be put back at any time.
  await workstation.sync.checkReceipts();
  expect(workstation.sync.receiptsChecked.get()).toMatchObject({ held: 2, again: 0, gone: 0 });
  forgets = true;
  await workstation.sync.checkReceipts();
  expect(workstation.sync.receiptsChecked.get()).toMatchObject({ held: 0, again: 2, gone: 0 });
  await counted(workstation, ({ delivered, queued, refused }) => delivered === 2 && queued === 0 && refused === 0);
  const stored = await server.opened.server.databases.served.records.store.current([id]);
  expect(stored.get(id)?.['log']).toHaveLength(1);
  expect(await nowIn(workstation, person._id)).toMatchObject({ workplace: '上海港机厂' });
  expect(office.terminal.troubles).toEqual([]);

  // What waits again is kept beside the ledger, too: the store of the documents may be lost before it goes.
  takes = false;
  await workstation.sync.checkReceipts();
  expect(workstation.sync.receiptsChecked.get()).toMatchObject({ again: 2, gone: 0 });
  await office.closeAll();
  const documents = (await indexedDB.databases()).flatMap(({ name = '' }) => (name.startsWith('rxdb-') ? [name] : []));
  for (const name of documents)
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(name).onsuccess = resolve;
    });
  takes = true;
  const again = await office.signIn(worker);
  await counted(again, ({ delivered, queued }) => delivered === 2 && queued === 0);
  await office.closeAll();
});

it('whose program is too old for the centre is told so in words, keeps all he wrote, reads and writes on, and is served once it is new', async () => {
  const worker = await server.add(aUser('gridWorker'));
  const person = aPerson();
  await server.opened.server.databases.served.records.write([person], { newEdits: true });
  const old: { token?: string } = {};
  const tooOld = { error: 'too-old', reason: VERSION_WORDS.tooOld, version: 'tooOld' };
  /** The centre has gone on: sessions of this program's form are over, and none is given. */
  const office = await anOffice(server.url, (passed) => (input, init) => {
    if (old.token === undefined) return passed(input, init);
    if (input.endsWith(PATHS.session)) return Promise.resolve(Response.json(tooOld, { status: 426 }));
    return passed(input, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${old.token}` },
    });
  });
  const halted = async (desk: Workstation): Promise<string | null> =>
    (await once(desk.sync.status, (status) => status.halted !== null)).halted;
  const open = await office.signIn(worker);
  await recordIn(open, 'person', person._id);
  const { accounts, sessions } = server.opened.server;
  const state = await accounts.find(worker.account);
  if (state === null) throw new Error('the worker has an account');
  old.token = (await sessions.open(worker.account, state, { installation: aUlid(), form: 0 })).token;
  await open.sync.syncNow();
  expect(await halted(open)).toBe(VERSION_WORDS.tooOld);
  await office.closeAll();
  const desk = await office.signIn(worker);
  expect(await halted(desk)).toBe(VERSION_WORDS.tooOld);
  expect(await desk.sync.signInAgain(PASSWORD)).toMatchObject({ trouble: { what: VERSION_WORDS.tooOld } });
  await editIn(desk, person._id, { workplace: '上海港机厂' });
  const id = await reportIn(desk, [], '开着的井');
  expect(await counted(desk, () => true)).toMatchObject({ written: 2, queued: 2 });
  expect(await nowIn(desk, person._id)).toMatchObject({ workplace: '上海港机厂' });
  await office.closeAll();
  // Somebody who was never here has nothing to work with yet: he hears the same words.
  const stranger = await server.add(aUser('gridWorker'));
  const refused = await office.terminal.desk.signIn({ account: stranger.account, password: PASSWORD });
  expect(refused).toEqual({ ok: false, trouble: { kind: 'version', words: VERSION_WORDS.tooOld } });
  delete old.token;
  const renewed = await office.signIn(worker);
  expect(await counted(renewed, ({ queued }) => queued === 0)).toMatchObject({ written: 2, delivered: 2, refused: 0 });
  const stored = await server.opened.server.databases.served.records.store.current([id, person._id]);
  expect(stored.get(id)?.['log']).toHaveLength(1);
  expect(stored.get(person._id)).toMatchObject({ workplace: '上海港机厂' });
  await office.closeAll();
  expect(office.terminal.troubles).toEqual([]);
});
