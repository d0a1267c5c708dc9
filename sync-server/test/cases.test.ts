import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCase } from '../../shared/cases/read-case.ts';
import type { CaseDocument, LogEntry } from '../../shared/domain/case.ts';
import type { User } from '../../shared/domain/staff.ts';
import type { BulkRow } from '../../shared/sync/wire.ts';
import {
  aCase,
  aFinding,
  anEntry,
  anId,
  aPhoto,
  aReportedCase,
  aStandard,
  aUser,
  COMMUNITY,
  GRID,
  OTHER_GRID,
  STREET,
} from '../../shared/testing/builders.ts';
import { CURRENT_FORM } from '../../shared/migrations/forms.ts';
import { startServer, type TestServer } from './harness/start-server.ts';

let server: TestServer;
const worker = aUser('gridWorker');
const clerk = aUser('communityClerk');
const otherClerk = aUser('communityClerk', { scope: '310115005002' });
const streetClerk = aUser('streetClerk');
const dispatcher = aUser('dispatcher');
const roads = aUser('department', { department: 'dept:roads' });

beforeAll(async () => {
  server = await startServer();
  await Promise.all([worker, clerk, otherClerk, streetClerk, dispatcher, roads].map((user) => server.add(user)));
});
afterAll(() => server.stop());

const push = async (
  user: User,
  docs: readonly unknown[],
  query = 'returns=docs',
  more: object = {},
): Promise<readonly BulkRow[]> =>
  (await server.as(user)('POST', `/records/_bulk_docs?${query}`, { docs, ...more })).body as readonly BulkRow[];

const stored = async (id: string): Promise<CaseDocument & { readonly _rev: string }> =>
  (await server.as(streetClerk)('GET', `/records/${id}`)).body as CaseDocument & { readonly _rev: string };

const withEntry = (document: CaseDocument, user: User, act: string, data: object = {}): CaseDocument => ({
  ...document,
  log: [...document.log, anEntry(user, act, { ...data }, document.log.at(-1) ?? null)],
});

async function reported(): Promise<CaseDocument> {
  const [row] = await push(worker, [aReportedCase(worker)]);
  return row?.document as unknown as CaseDocument;
}

describe('a pushed case', () => {
  it('comes back stamped, numbered and folded, whatever was sent', async () => {
    const reported = aReportedCase(worker);
    const sent = {
      ...reported,
      provenance: { ...reported.provenance, createdBy: 'somebody else' },
      state: 'closed',
      stage: 6,
      number: '9'.repeat(19),
      scope: OTHER_GRID,
      audience: ['person:X'],
      holder: null,
    };
    const [row] = await push(worker, [sent]);
    expect(row).toMatchObject({ id: sent._id, ok: true });
    const document = row?.document as unknown as CaseDocument;
    expect(document).toMatchObject({ state: 'reported', stage: 1, scope: GRID, holder: { role: 'communityClerk' } });
    expect(document.number).toMatch(/^310115\d{13}$/);
    expect(document.number).not.toBe(sent.number);
    expect(document.log[0]?.stamp).toMatchObject({ seq: 1 });
    expect(document.provenance.createdBy).toBe(worker.id);
    expect(await stored(sent._id)).toEqual(document);
  });

  it('never takes the stamp, the revision or the memory of the client', async () => {
    const sent = aReportedCase(worker);
    const [entry] = sent.log;
    const forged = { ...sent, rev: '7-abc', log: [{ ...entry, stamp: { seq: 99, at: '2020-01-01T00:00:00.000Z' } }] };
    const [row] = await push(worker, [forged]);
    expect(row?.document).not.toHaveProperty('rev');
    expect((row?.document as unknown as CaseDocument).log[0]?.stamp).toMatchObject({ seq: 1 });
  });

  it.each<[string, (document: CaseDocument) => LogEntry | undefined, object]>([
    [
      'photos that are none',
      ({ log }) => anEntry(clerk, 'accept', { photos: [{ x: 1 }] }, log.at(-1)),
      { error: 'forbidden', refusal: { code: 'shape' } },
    ],
    ['no list of photos', ({ log }) => anEntry(clerk, 'accept', { photos: 'none' }, log.at(-1)), { ok: true }],
    [
      'the name of what the server does by itself',
      ({ _id, log }) => anEntry(clerk, 'accept', {}, log.at(-1), { id: `${_id}/resume/1` }),
      { error: 'forbidden', refusal: { code: 'shape' } },
    ],
  ])('stays readable for everybody, whatever a step brings: %s', async (_name, step, answer) => {
    const document = await reported();
    const [row] = await push(clerk, [{ ...document, log: [...document.log, step(document)] }]);
    expect(row).toMatchObject(answer);
    expect(readCase(await stored(document._id))).not.toBeNull();
  });

  it('sent twice has its effect once, and says so both times', async () => {
    const document = await reported();
    const edited = withEntry(document, clerk, 'accept');
    const [first] = await push(clerk, [edited]);
    const [second] = await push(clerk, [edited]);
    const [third, fourth] = await push(clerk, [edited, edited]);
    expect([second, third, fourth]).toEqual([first, first, first]);
    expect((await stored(document._id))._rev).toMatch(/^2-/);
  });

  it('is merged with what others did meanwhile, in the order of arrival', async () => {
    const document = await reported();
    const accepted = withEntry(document, clerk, 'accept');
    const noted = withEntry(document, worker, 'note', { text: '又有一堆' });
    await push(clerk, [accepted]);
    const [row] = await push(worker, [noted]);
    expect(row?.ok).toBe(true);
    const merged = await stored(document._id);
    expect(merged.log.map((entry) => [entry.act, entry.stamp?.seq])).toEqual([
      ['report', 1],
      ['accept', 2],
      ['note', 3],
    ]);
    expect(merged.state).toBe('pendingOpen');
  });

  it('keeps a move that came too late, without effect', async () => {
    const document = await reported();
    await push(clerk, [withEntry(document, clerk, 'accept')]);
    const [row] = await push(streetClerk, [withEntry(document, streetClerk, 'accept')]);
    expect(row?.ok).toBe(true);
    expect(await stored(document._id)).toMatchObject({ state: 'pendingOpen', log: [{}, {}, { act: 'accept' }] });
  });

  it('pushed by twenty at once loses nobody’s entry', async () => {
    const document = await reported();
    const notes = Array.from({ length: 20 }, (_none, at) =>
      withEntry(document, at % 2 === 0 ? worker : clerk, 'note', { text: `第${at}` }),
    );
    await Promise.all(
      notes.map((note, at) => push(at % 2 === 0 ? worker : clerk, [note], '', { new_edits: at % 3 !== 0 })),
    );
    const merged = await stored(document._id);
    expect(merged.log).toHaveLength(21);
    expect(new Set(merged.log.map((entry) => entry.stamp?.seq)).size).toBe(21);
  });

  it('loses no race against another server on the same store', async () => {
    const document = await reported();
    const { records } = server.opened.server.databases.served;
    const { current, store } = records;
    let races = 0;
    const racing: typeof current = async (ids) => {
      const found = await current(ids);
      const { _attachments, ...mine } = found.get(document._id) ?? { _attachments: undefined };
      if (ids.includes(document._id) && 'log' in mine && races < 3) {
        races += 1;
        const log = (mine['log'] as LogEntry[]).map((entry) => ({ ...entry, device: `${entry.device}'` }));
        await store.write([{ ...mine, log }], { newEdits: true });
      }
      return found;
    };
    Object.assign(records, { current: racing });
    const [row] = await push(clerk, [withEntry(document, clerk, 'accept')]);
    Object.assign(records, { current });
    expect(races).toBe(3);
    expect(row?.ok).toBe(true);
    expect((await stored(document._id)).log[0]?.device).toBe("LJZ-0417'''");
  });
});

describe('numbers', () => {
  it('are never given twice, however many come at once', async () => {
    const pushes = Array.from({ length: 8 }, () =>
      push(
        worker,
        Array.from({ length: 25 }, () => aReportedCase(worker)),
      ),
    );
    const rows = (await Promise.all(pushes)).flat();
    const numbers = rows.map((row) => (row.document as unknown as CaseDocument).number);
    expect(new Set(numbers).size).toBe(200);
  });

  it('stay with their case for good', async () => {
    const document = await reported();
    await push(clerk, [{ ...withEntry(document, clerk, 'accept'), number: '3'.repeat(19) }]);
    expect((await stored(document._id)).number).toBe(document.number);
  });
});

describe('a refusal', () => {
  const refusal = async (user: User, document: unknown): Promise<BulkRow> => {
    const good = aReportedCase(worker);
    const rows = await push(user, [document, ...(user === worker ? [good] : [])]);
    if (user === worker) expect(rows[1]).toMatchObject({ id: good._id, ok: true });
    return rows[0] as BulkRow;
  };

  it('names an act that is not for this post', async () => {
    const document = await reported();
    expect(await refusal(worker, withEntry(document, worker, 'accept'))).toMatchObject({
      error: 'forbidden',
      refusal: { code: 'not-legal', why: expect.stringContaining('受理') as string, fix: expect.any(String) as string },
    });
    expect((await stored(document._id)).log).toHaveLength(1);
  });

  it('names an entry in somebody else’s name', async () => {
    const document = await reported();
    expect(await refusal(worker, withEntry(document, clerk, 'accept'))).toMatchObject({
      refusal: { code: 'not-yours' },
    });
  });

  it('names a post that one has not got', async () => {
    const document = await reported();
    const log = [...document.log, anEntry(worker, 'note', { text: 'x' }, document.log.at(-1) ?? null)];
    const boss = { ...log[1]?.by, post: { role: 'streetClerk', scope: '310115005' } } as LogEntry['by'];
    expect(await refusal(worker, { ...document, log: [log[0], { ...log[1], by: boss }] })).toMatchObject({
      refusal: { code: 'not-yours' },
    });
  });

  it('names a clock that is ahead', async () => {
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const sent = aCase([anEntry(worker, 'report', { finding: aFinding(), photos: [aPhoto()] }, null, { at })]);
    expect(await refusal(worker, sent)).toMatchObject({ refusal: { code: 'clock' } });
  });

  it('says the same of a case elsewhere and of one that is nowhere', async () => {
    const elsewhere = await reported();
    const nowhere = { ...elsewhere, _id: aReportedCase(worker)._id };
    const ofElsewhere = await refusal(otherClerk, withEntry(elsewhere, otherClerk, 'accept'));
    const ofNowhere = await refusal(otherClerk, withEntry(nowhere, otherClerk, 'accept'));
    expect(ofElsewhere.refusal).toMatchObject({ code: 'not-found' });
    expect({ ...ofElsewhere, id: '' }).toEqual({ ...ofNowhere, id: '' });
  });

  it('goes on being handled from here though a centre of a newer version took an entry of a post unknown here', async () => {
    const { _id } = await reported();
    const { _rev, ...held } = await stored(_id);
    const later = anEntry(worker, 'note', { text: '楼里的人说' }, held.log.at(-1) ?? null);
    const by = { ...later.by, post: { ...later.by.post, role: 'buildingLead' } };
    const log = [...held.log, { ...later, by, clock: 'atomic', stamp: { seq: 2, at: later.at } }];
    const { store } = server.opened.server.databases.served.records;
    await store.write([{ ...held, log, _rev }], { newEdits: true });
    const whole = { ...held, log } as unknown as CaseDocument;
    const [row] = await push(clerk, [withEntry(whole, clerk, 'accept')]);
    expect(row).toMatchObject({ ok: true, document: { state: 'pendingOpen' } });
    expect((await stored(_id)).log.map(({ act }) => act)).toEqual(['report', 'note', 'accept']);
    // Who writes in such a post afresh is not taken at his word.
    const fresh = { ...later, id: anEntry(clerk, 'note', {}, null).id, by: { ...by, id: clerk.id } };
    const [refused] = await push(clerk, [{ ...whole, log: [...log, fresh] }]);
    expect(refused).toMatchObject({ error: 'forbidden', refusal: { code: 'not-yours' } });
  });

  it('keeps cases from being deleted, by any route', async () => {
    const { _id: id } = await reported();
    const { _rev: rev } = await stored(id);
    expect((await server.as(clerk)('DELETE', `/records/${id}?rev=${rev}`)).body).toMatchObject({
      error: 'forbidden',
      refusal: { code: 'deletion' },
    });
    expect((await push(clerk, [{ _id: id, _rev: rev, _deleted: true }]))[0]).toMatchObject({
      refusal: { code: 'deletion' },
    });
    expect(
      (await push(clerk, [{ _id: id, _rev: '9-abc', _deleted: true }], '', { new_edits: false }))[0],
    ).toMatchObject({ refusal: { code: 'deletion' } });
    expect(await stored(id)).toMatchObject({ _rev: rev });
  });
});

it('goes from report to close, each step by its own post, each seeing what it may', async () => {
  const { _id: id } = await reported();
  const step = async (user: User, act: string, data: object = {}): Promise<void> => {
    const held = (await server.as(user)('GET', `/records/${id}`)).body as CaseDocument;
    const [row] = await push(user, [withEntry(held, user, act, data)]);
    expect(row, act).toMatchObject({ ok: true });
  };
  const sees = async (user: User): Promise<boolean> => (await server.as(user)('GET', `/records/${id}`)).status === 200;

  expect(await Promise.all([worker, clerk, streetClerk, roads, otherClerk].map(sees))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  await step(clerk, 'accept');
  await step(streetClerk, 'open', { standard: aStandard });
  await step(dispatcher, 'dispatch', { department: 'dept:roads', departmentName: '道路' });
  expect(await sees(roads)).toBe(true);
  await step(roads, 'sign');
  await step(roads, 'finish', { photos: [aPhoto('after')] });
  await step(worker, 'passCheck');
  await step(streetClerk, 'close', { closeCondition: '清理干净' });
  const closed = await stored(id);
  expect(closed).toMatchObject({ state: 'closed', stage: 6, department: 'dept:roads' });
  expect(closed.log).toHaveLength(8);
  expect(await Promise.all([worker, clerk, roads, otherClerk].map(sees))).toEqual([true, true, true, false]);
});

it('lets a case that was corrected into another community go from the one to the other', async () => {
  const document = await reported();
  const finding = { ...document.finding, place: { ...document.finding.place, gridCode: OTHER_GRID } };
  const [byClerk] = await push(clerk, [withEntry(document, clerk, 'correct', { finding })]);
  expect(byClerk).toMatchObject({ error: 'forbidden', refusal: { code: 'out-of-scope' } });
  const [byStreet] = await push(streetClerk, [withEntry(document, streetClerk, 'correct', { finding })]);
  expect(byStreet).toMatchObject({ ok: true });
  expect((await server.as(clerk)('GET', `/records/${document._id}`)).status).toBe(404);
  expect((await server.as(otherClerk)('GET', `/records/${document._id}`)).status).toBe(200);
  expect((await server.as(worker)('GET', `/records/${document._id}`)).status).toBe(200); // his own report
  expect(COMMUNITY).not.toBe(OTHER_GRID.slice(0, 12));
});

it('is judged by the rules that its first entry names, as soon as their catalogue is there', async () => {
  const admin = aUser('systemAdmin');
  await server.add(admin);
  const rules = {
    _id: anId('catalog'),
    type: 'catalog',
    scope: STREET,
    schema: CURRENT_FORM,
    provenance: { createdAt: new Date().toISOString(), createdBy: admin.id, createdDevice: 'x', source: '规则' },
    ...{
      name: '办理规则',
      version: 2,
      validFrom: '2026-01-01',
      kind: 'caseRules',
      entries: [],
      verifyFirst: ['patrol'],
    },
  };
  const outcomes: unknown[] = [];
  const named: unknown[] = [];
  for (const [version, withRules] of [
    [2, false],
    [1, true],
    [2, true],
    [9, true],
  ] as const) {
    if (withRules && version === 1) await push(admin, [rules]);
    const report = aReportedCase(worker);
    const [first] = report.log;
    const [begun] = await push(worker, [{ ...report, log: [{ ...first, rules: version }] }]);
    const [accepted] = await push(clerk, [withEntry(begun?.document as unknown as CaseDocument, clerk, 'accept')]);
    const document = accepted?.document as unknown as CaseDocument;
    const [row] = await push(streetClerk, [withEntry(document, streetClerk, 'open', { standard: aStandard })]);
    outcomes.push(row?.refusal?.why ?? (row?.document as unknown as CaseDocument).state);
    named.push([document.log[0]?.rules, document.log[0]?.rulesPut?.why]);
  }
  const verified = '这个来源的事件要先到现场核实，才能立案';
  expect(outcomes).toEqual(['pendingDispatch', 'pendingDispatch', verified, verified]);
  // What is not there is put right, and the entry says so: no finding comes back for it.
  expect(named).toEqual([
    [1, '中心没有办理规则第 2 版'],
    [1, undefined],
    [2, undefined],
    [2, '中心没有办理规则第 9 版'],
  ]);
});
