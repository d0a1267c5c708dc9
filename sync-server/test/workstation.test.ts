import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mayRead } from '../../shared/access/rights.ts';
import type { CaseDocument } from '../../shared/domain/case.ts';
import { personKey, type User } from '../../shared/domain/staff.ts';
import { CURRENT_FORM } from '../../shared/migrations/forms.ts';
import type { DeviceReport, DevicesResponse } from '../../shared/sync/device-report.ts';
import { MOST_RECEIPTS, type SessionResponse } from '../../shared/sync/wire.ts';
import { aHandover } from '../../shared/testing/a-handover.ts';
import { aReportedCase, aUlid, aUser, OTHER_GRID } from '../../shared/testing/builders.ts';
import { aPhotoOf } from './harness/jpegs.ts';
import { aStreet, OTHER_STREET } from './harness/street.ts';
import { call, PASSWORD, startServer, type Answer, type TestServer } from './harness/start-server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.stop());

const auditKey = 'A'.repeat(43);
const signIn = (user: User, more: object = {}): Promise<Answer> =>
  server.as(null)('POST', '/_workstation/session', {
    name: user.account,
    password: PASSWORD,
    protocol: 1,
    form: CURRENT_FORM,
    installation: aUlid(),
    auditKey,
    ...more,
  });
const tokenOf = async (user: User, more: object = {}): Promise<string> =>
  `Bearer ${((await signIn(user, more)).body as SessionResponse).token}`;

describe('totals', () => {
  it('count by type exactly what each may see, whatever else there is', async () => {
    const street = await aStreet(server);
    for (const [name, user] of Object.entries(street.users)) {
      const seen = street.documents.filter(({ database, ...one }) => database === 'records' && mayRead(user, one));
      const expected: Record<string, number> = {};
      for (const { type } of seen) expected[type] = (expected[type] ?? 0) + 1;
      const { status, body } = await server.as(user)('GET', '/_workstation/totals');
      expect([status, body], name).toEqual([200, { totals: expected }]);
    }
    expect((await server.as(null)('GET', '/_workstation/totals')).status).toBe(401);
  });

  it('count a document once that is both under a prefix and addressed to the person', async () => {
    const worker = await server.add(aUser('gridWorker'));
    const reporter = await server.add(aUser('gridWorker', { scope: OTHER_GRID }));
    const mine = { ...aReportedCase(worker), audience: [personKey(worker.id)] };
    const addressed = { ...aReportedCase(reporter, { gridCode: OTHER_GRID }), audience: [personKey(worker.id)] };
    await server.opened.server.databases.served.records.write([mine, addressed], { newEdits: true });
    expect((await server.as(worker)('GET', '/_workstation/totals')).body).toEqual({ totals: { case: 2 } });
  });
});

describe('receipts', () => {
  const entryOf = (document: CaseDocument) => ({ id: document.log[0]?.id ?? '', case: document._id });

  it('name those of the caller’s own writes that are here, and no others', async () => {
    const worker = await server.add(aUser('gridWorker'));
    const colleague = await server.add(aUser('gridWorker'));
    const [mine, theirs, never] = [aReportedCase(worker), aReportedCase(colleague), aReportedCase(worker)];
    const photos = [aPhotoOf(worker, mine._id), aPhotoOf(colleague, theirs._id)];
    const brought = [aHandover(worker, mine._id), aHandover(colleague, theirs._id)];
    await server.as(worker)('POST', '/records/_bulk_docs', { docs: [mine, brought[0]] });
    await server.as(colleague)('POST', '/records/_bulk_docs', { docs: [theirs, brought[1]] });
    await server.as(worker)('POST', '/evidence/_bulk_docs', { docs: [photos[0]] });
    await server.as(colleague)('POST', '/evidence/_bulk_docs', { docs: [photos[1]] });
    const asked = {
      entries: [mine, theirs, never].map(entryOf).concat({ id: entryOf(mine).id, case: theirs._id }),
      photos: photos.map(({ _id }) => _id),
      changes: [aUlid()],
      handovers: brought.map(({ _id }) => _id),
    };
    const held = async (user: User) => (await server.as(user)('POST', '/_workstation/receipts', asked)).body;
    expect(await held(worker)).toEqual({ held: [entryOf(mine).id, photos[0]?._id, brought[0]?._id] });
    expect(await held(colleague)).toEqual({ held: [entryOf(theirs).id, photos[1]?._id, brought[1]?._id] });
    // Both stand in the same grid and see both cases; a stranger learns nothing of either.
    expect(await held(await server.add(aUser('gridWorker', { scope: OTHER_GRID })))).toEqual({ held: [] });
    expect((await server.as(null)('POST', '/_workstation/receipts', asked)).status).toBe(401);
  });

  it('know edits of records by their lines in the history', async () => {
    const { user, session, held, documents } = frozen('pushes');
    const worker = await server.add({ ...user, account: session.name });
    await put(held);
    await server.as(worker)('POST', '/records/_bulk_docs', { docs: documents });
    const changes = documents.flatMap((document) => (document['changes'] ?? []) as { readonly id: string }[]);
    const ids = changes.map(({ id }) => id);
    const asked = { changes: [...ids, aUlid()] };
    expect((await server.as(worker)('POST', '/_workstation/receipts', asked)).body).toEqual({ held: ids });
  });

  it('are asked for in pages', async () => {
    const worker = await server.add(aUser('gridWorker'));
    const ask = (count: number) =>
      server.as(worker)('POST', '/_workstation/receipts', { changes: Array.from({ length: count }, () => aUlid()) });
    expect([(await ask(MOST_RECEIPTS)).status, (await ask(MOST_RECEIPTS + 1)).status]).toEqual([200, 400]);
  });
});

describe('terminals', () => {
  const aReport = (changes: Partial<DeviceReport> = {}): DeviceReport => ({
    terminal: 'LJZ-0117',
    appVersion: '0.1.0',
    protocol: 1,
    form: CURRENT_FORM,
    occasion: 'running',
    unsent: 3,
    photosUnsent: 1,
    refused: 0,
    clockDeviationMs: 120,
    ...changes,
  });
  const devicesFor = async (user: User): Promise<DevicesResponse> =>
    (await server.as(user)('GET', '/_workstation/devices')).body as DevicesResponse;

  it('are shown to those who look after them, each area for itself, and to nobody else', async () => {
    const worker = await server.add(aUser('gridWorker'));
    const elsewhere = await server.add(aUser('gridWorker', { scope: `${OTHER_STREET}001001` }));
    for (const user of [worker, elsewhere]) {
      const answer = await call(server.url, await tokenOf(user), ['POST', '/_workstation/device', aReport()]);
      expect([answer.status, answer.body]).toEqual([200, { ok: true }]);
    }
    for (const role of ['systemAdmin', 'securityAdmin'] as const) {
      const { devices } = await devicesFor(await server.add(aUser(role)));
      expect(devices.map(({ person, report }) => [person, report?.unsent])).toEqual([[worker.displayName, 3]]);
      const theirs = await devicesFor(await server.add(aUser(role, { scope: OTHER_STREET })));
      expect(theirs.devices.map(({ scope }) => scope)).toEqual([`${OTHER_STREET}001001`]);
    }
    for (const role of [
      'gridWorker',
      'communityClerk',
      'streetClerk',
      'dispatcher',
      'department',
      'supervisor',
      'auditor',
    ] as const) {
      const answer = await server.as(await server.add(aUser(role)))('GET', '/_workstation/devices');
      expect([answer.status, answer.text.includes('LJZ')], role).toEqual([403, false]);
    }
    expect((await server.as(null)('GET', '/_workstation/devices')).status).toBe(401);
  });

  it('are known from signing in, and what they told of their audit chain stays told', async () => {
    const worker = await server.add(aUser('gridWorker'));
    const admin = await server.add(aUser('systemAdmin'));
    const installation = aUlid();
    // Whoever only asks whether the password is right has no terminal of that name.
    await signIn(worker, { installation: aUlid(), probe: true });
    expect((await devicesFor(admin)).devices).toEqual([]);
    await signIn(worker, { installation, auditHead: { seq: 7, mac: 'a'.repeat(64) } });
    expect((await devicesFor(admin)).devices).toMatchObject([{ auditHeld: 0, auditTold: 7, form: CURRENT_FORM }]);
    const token = await tokenOf(worker, { installation, auditHead: { seq: 2, mac: 'b'.repeat(64) } });
    await call(server.url, token, ['POST', '/_workstation/device', aReport({ auditSeq: 3 })]);
    expect((await devicesFor(admin)).devices).toMatchObject([{ auditTold: 7, report: { auditSeq: 3 } }]);
  });

  it('report figures and nothing else', async () => {
    const worker = await server.add(aUser('gridWorker'));
    const admin = await server.add(aUser('systemAdmin'));
    const token = await tokenOf(worker);
    const tells = (body: unknown) => call(server.url, token, ['POST', '/_workstation/device', body]);
    expect((await tells({ ...aReport(), title: '居民 严立诚' })).status).toBe(200);
    expect(JSON.stringify(await devicesFor(admin))).not.toContain('严立诚');
    for (const wrong of [{}, aReport({ unsent: -1 }), { ...aReport(), clockDeviationMs: 'x' }])
      expect((await tells(wrong)).status).toBe(400);
    // Other replicators have no terminal.
    expect((await server.as(worker)('POST', '/_workstation/device', aReport())).status).toBe(400);
  });
});

interface Frozen {
  readonly user: User;
  readonly session: { readonly name: string };
  readonly held: readonly (Readonly<Record<string, unknown>> & { readonly _id: string })[];
  readonly documents: readonly (Readonly<Record<string, unknown>> & { readonly _id: string })[];
}
/** What a client of form 1 wrote, as it was kept when form 2 came. */
function frozen(name: string): Frozen {
  const file = new URL(`../../shared/migrations/fixtures/form-1-${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Frozen;
}
/** Under the revisions they had: the pushes were made upon those. */
async function put(held: Frozen['held']): Promise<void> {
  const documents = held.map((document) => {
    const [start, id = ''] = String(document['_rev']).split('-');
    return { ...document, _revisions: { start: Number(start), ids: [id] } };
  });
  await server.opened.server.databases.served.records.write(documents, { newEdits: false });
}

describe('versions', () => {
  it('what a client of form 1 pushes is taken, kept in today’s form, and nobody’s edit by itself', async () => {
    const { user, session, held, documents } = frozen('pushes');
    const worker = await server.add({ ...user, account: session.name });
    const opened = await signIn(worker, { ...session, password: PASSWORD, form: undefined });
    expect(opened.status).toBe(200);
    await put(held);
    const token = `Bearer ${(opened.body as SessionResponse).token}`;
    const push = () => call(server.url, token, ['POST', '/records/_bulk_docs?returns=docs', { docs: documents }]);
    const rows = (await push()).body as readonly { readonly ok?: true; readonly document?: Frozen['held'][number] }[];
    expect(rows.map(({ ok }) => ok)).toEqual(documents.map(() => true));
    const person = rows.find(({ document }) => document?.['type'] === 'person')?.document;
    expect(person).toMatchObject({
      schema: CURRENT_FORM,
      idNumber: '99911119491231002X',
      occupation: '退休',
      unknownToAll: { kept: [1, '二'] },
    });
    // The answer was lost: said once more it changes nothing, not even the revision.
    expect((await push()).body).toEqual(rows);
    const listed = await server.as(worker)('GET', '/records/_all_docs?include_docs=true');
    const lines = (listed.body as { readonly rows: readonly { readonly doc: Frozen['held'][number] }[] }).rows
      .map(({ doc }) => doc)
      .filter(({ type }) => type === 'change');
    expect(
      lines
        .map((line) => (line['fields'] as readonly { field: string }[]).map(({ field }) => field))
        .flat()
        .sort(),
    ).toEqual(['employees', 'number', 'occupation']);
  });

  it('a client that is too new is told so in words, and one that is too old', async () => {
    const worker = await server.add(aUser('gridWorker'));
    for (const more of [{ form: CURRENT_FORM + 1 }, { protocol: 99 }]) {
      const answer = await signIn(worker, { ...more, password: 'wrong' });
      expect(answer.status).toBe(426);
      expect(answer.body).toMatchObject({ error: 'too-new', version: 'tooNew' });
      expect((answer.body as { readonly reason: string }).reason).toContain('都在本机');
    }
    // Signed in before the server went on: its session is over and says why.
    const { accounts, sessions } = server.opened.server;
    const state = await accounts.find(worker.account);
    if (state === null) throw new Error('the worker has an account');
    const { token } = await sessions.open(worker.account, state, { installation: aUlid(), form: 0 });
    const answer = await call(server.url, `Bearer ${token}`, ['GET', '/records/_changes?since=0']);
    expect([answer.status, answer.body]).toMatchObject([401, { version: 'tooOld' }]);
  });
});
