import { expect, it } from 'vitest';
import type { CaseDocument } from '../../shared/domain/case.ts';
import type { User } from '../../shared/domain/staff.ts';
import type { BulkRow } from '../../shared/sync/wire.ts';
import { aHandover } from '../../shared/testing/a-handover.ts';
import { anEntry, anId, aReportedCase, aStandard, aUser, STREET } from '../../shared/testing/builders.ts';
import { CURRENT_FORM } from '../../shared/migrations/forms.ts';
import { startServer } from './harness/start-server.ts';

/* What happens in cases by itself: a lease ends, a rule dispatches, a published calendar moves deadlines. */

const roads = aUser('department', { department: 'dept:roads' });
const withEntry = (document: CaseDocument, user: User, act: string, data: object = {}): CaseDocument => ({
  ...document,
  log: [...document.log, anEntry(user, act, { ...data }, document.log.at(-1) ?? null)],
});

it('moves the deadlines of open cases when a calendar is published, once though two servers see to it', async () => {
  let nowMs = Date.parse('2026-11-20T01:00:00.000Z');
  const clock = { nowMs: () => nowMs };
  const first = await startServer({ clock });
  try {
    const people = [aUser('gridWorker'), aUser('communityClerk'), aUser('streetClerk'), aUser('dispatcher')] as const;
    const admin = aUser('systemAdmin');
    await Promise.all([...people, admin].map((user) => first.add(user)));
    const send = async (user: User, document: object): Promise<CaseDocument> => {
      nowMs += 60_000;
      const { body } = await first.as(user)('POST', '/records/_bulk_docs?returns=docs', { docs: [document] });
      return (body as readonly BulkRow[])[0]?.document as unknown as CaseDocument;
    };
    const [reporter, acceptor, opener, sender] = people;
    const by =
      (user: User, act: string, data: object = {}) =>
      (document: CaseDocument) =>
        send(user, withEntry(document, user, act, data));
    const dispatched = async (): Promise<CaseDocument> => {
      const opened = await send(reporter, aReportedCase(reporter))
        .then(by(acceptor, 'accept'))
        .then(by(opener, 'open', { standard: { ...aStandard, limit: { amount: 2, unit: 'workDay' } } }));
      return by(sender, 'dispatch', { department: 'dept:roads', departmentName: '养护所' })(opened);
    };
    const [one, other] = [await dispatched(), await dispatched()];
    const over = await send(reporter, aReportedCase(reporter)).then(by(acceptor, 'reject', { reason: '不属于' }));
    const second = first.couch === null ? null : await startServer({ beside: first, clock });
    const servers = [first, ...(second === null ? [] : [second])];
    const now = async ({ _id }: CaseDocument) =>
      (await first.as(sender)('GET', `/records/${_id}`)).body as CaseDocument & { readonly _rev: string };
    await first.opened.runTimers();
    const before = await now(over);
    await send(admin, {
      ...{ _id: anId('catalog'), type: 'catalog', scope: STREET, schema: CURRENT_FORM, name: '2026 年工作日历' },
      provenance: { createdAt: new Date(nowMs).toISOString(), createdBy: admin.id, createdDevice: 'x', source: '规则' },
      ...{ version: 1, validFrom: '2026-01-01', kind: 'calendar', year: 2026 },
      periods: [
        { from: '08:00', to: '12:00' },
        { from: '14:00', to: '18:00' },
      ],
      // The Monday and Tuesday after are free.
      entries: ['2026-11-23', '2026-11-24'].map((day) => ({ day, kind: 'holiday', label: '放假' })),
    });
    await Promise.all(servers.map(({ opened }) => opened.runTimers()));
    for (const document of [one, other]) {
      const after = await now(document);
      expect(Date.parse(after.dueAt ?? '') - Date.parse(document.dueAt ?? '')).toBe(2 * 86_400_000);
      expect([Number.parseInt(after._rev), after.log, after.number]).toEqual([5, document.log, document.number]);
    }
    expect(await now(over)).toEqual(before);
    // Nothing new: nothing is written, whoever looks.
    await Promise.all(servers.map(({ opened }) => opened.runTimers()));
    expect(Number.parseInt((await now(one))._rev)).toBe(5);
    await second?.stop();
  } finally {
    await first.stop();
  }
});

it('dispatches a general case by the rules, once though two servers see to it: its department hears of it at once and has it with what was handed over, and nobody loses it', async () => {
  let nowMs = Date.parse('2026-11-20T01:00:00.000Z');
  const clock = { nowMs: () => nowMs };
  const first = await startServer({ clock });
  try {
    const people = [aUser('gridWorker'), aUser('communityClerk'), aUser('streetClerk'), roads] as const;
    const [admin, dispatcher, green] = [
      aUser('systemAdmin'),
      aUser('dispatcher'),
      aUser('department', { department: 'dept:green' }),
    ];
    await Promise.all([...people, admin, dispatcher, green].map((user) => first.add(user)));
    const [reporter, acceptor, opener, department] = people;
    const send = async (user: User, document: object): Promise<CaseDocument> => {
      nowMs += 60_000;
      const { body } = await first.as(user)('POST', '/records/_bulk_docs?returns=docs', { docs: [document] });
      return (body as readonly BulkRow[])[0]?.document as unknown as CaseDocument;
    };
    const table = (fields: object) =>
      send(admin, {
        ...{ _id: anId('catalog'), type: 'catalog', scope: STREET, schema: CURRENT_FORM, validFrom: '2026-01-01' },
        provenance: { createdAt: new Date(nowMs).toISOString(), createdBy: admin.id, createdDevice: 'x', source: 'x' },
        ...fields,
      });
    await table({ kind: 'caseRules', name: '办理规则', version: 2, entries: [], autoDispatchMinutes: 30 });
    await table({
      ...{ kind: 'dispatchRules', name: '派遣规则', version: 1 },
      entries: [{ grade: 'general', department: 'dept:roads' }],
    });
    const report = aReportedCase(reporter);
    const begun = await send(reporter, { ...report, log: report.log.map((entry) => ({ ...entry, rules: 2 })) });
    const accepted = await send(acceptor, withEntry(begun, acceptor, 'accept'));
    const opened = await send(opener, withEntry(accepted, opener, 'open', { standard: aStandard }));
    const seen = async (): Promise<CaseDocument> =>
      (await first.as(department)('GET', `/records/${opened._id}`)).body as CaseDocument;
    const handedOver = aHandover(reporter, opened._id);
    await send(reporter, handedOver);
    const statusOf = async (user: User, id: string): Promise<number> =>
      (await first.as(user)('GET', `/records/${id}`)).status;
    const second = first.couch === null ? null : await startServer({ beside: first, clock });
    const servers = [first, ...(second === null ? [] : [second])];
    nowMs = Date.parse(opened.wakeAt ?? '') - 1;
    await Promise.all(servers.map((one) => one.opened.runTimers()));
    expect((await seen()).log).toBeUndefined();
    expect(await statusOf(department, handedOver._id)).toBe(404);
    const feed = (query: string) => first.as(department)('GET', `/records/_changes?${query}`);
    const { last_seq: since } = (await feed('since=0')).body as { readonly last_seq: string };
    const heard = feed(`feed=longpoll&timeout=20000&since=${encodeURIComponent(since)}`);
    nowMs += 1;
    await Promise.all(servers.map((one) => one.opened.runTimers()));
    const { results } = (await heard).body as { readonly results: readonly { readonly id: string }[] };
    expect(results.map(({ id }) => id)).toContain(opened._id);
    await first.opened.runTimers();
    const sights = [reporter, acceptor, opener, dispatcher, department, green].map((user) =>
      Promise.all([opened._id, handedOver._id].map((id) => statusOf(user, id))),
    );
    expect(await Promise.all(sights)).toEqual([
      ...[reporter, acceptor, opener, dispatcher, department].map(() => [200, 200]),
      [404, 404],
    ]);
    const { state, department: key, log } = await seen();
    expect([state, key, log.map(({ act }) => act)]).toEqual([
      ...['pendingSign', 'dept:roads'],
      ['report', 'accept', 'open', 'dispatchByRule'],
    ]);
    await second?.stop();
  } finally {
    await first.stop();
  }
});

it('brings what was handed over to where a case went by itself, though the server stopped in between', async () => {
  let first = await startServer();
  try {
    const reporter = await first.add(aUser('gridWorker'));
    await first.add(roads);
    const send = (user: User, document: object) =>
      first.as(user)('POST', '/records/_bulk_docs?returns=docs', { docs: [document] });
    const report = aReportedCase(reporter);
    const { body } = await send(reporter, report);
    const handedOver = aHandover(reporter, report._id);
    await send(reporter, handedOver);
    const [row] = body as readonly BulkRow[];
    const stored = row?.document as unknown as CaseDocument;
    // As a server leaves it that wrote what came due, and was gone before the next line.
    const { records } = first.opened.server.databases.served;
    await records.write([{ ...stored, audience: [...stored.audience, 'dept:roads'] }], { newEdits: true });
    first = await first.restart();
    const seen = async () => (await first.as(roads)('GET', `/records/${handedOver._id}`)).status;
    expect(await seen()).toBe(404);
    await first.opened.runTimers();
    expect(await seen()).toBe(200);
  } finally {
    await first.stop();
  }
});

it('ends a lease by itself, once, though two servers see to it', async () => {
  let nowMs = Date.now();
  const clock = { nowMs: () => nowMs };
  const first = await startServer({ clock });
  try {
    const people = [aUser('gridWorker'), aUser('communityClerk')] as const;
    await Promise.all(people.map((user) => first.add(user)));
    const [reporter, claimant] = people;
    const send = async (user: User, document: CaseDocument): Promise<CaseDocument> => {
      const { body } = await first.as(user)('POST', '/records/_bulk_docs?returns=docs', { docs: [document] });
      return (body as readonly BulkRow[])[0]?.document as unknown as CaseDocument;
    };
    const claimed = await send(claimant, withEntry(await send(reporter, aReportedCase(reporter)), claimant, 'claim'));
    expect(claimed.claim?.by).toBe(claimant.id);
    const second = first.couch === null ? null : await startServer({ beside: first, clock });
    nowMs = Date.parse(claimed.claim?.until ?? '') + 1;
    await Promise.all([first, ...(second === null ? [] : [second])].map(({ opened }) => opened.runTimers()));
    await first.opened.runTimers();
    const { body } = await first.as(claimant)('GET', `/records/${claimed._id}`);
    const { claim, wakeAt, log } = body as CaseDocument;
    expect([claim, wakeAt, log.map(({ act }) => act)]).toEqual([undefined, undefined, ['report', 'claim', 'leaseEnd']]);
    await second?.stop();
  } finally {
    await first.stop();
  }
});
