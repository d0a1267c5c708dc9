import { expect, it } from 'vitest';
import { foldLog, projectFold } from '../../shared/cases/fold.ts';
import { shelfOf } from '../../shared/cases/shelf.ts';
import type { CaseDocument } from '../../shared/domain/case.ts';
import { catalogSchema, type CatalogDocument } from '../../shared/domain/catalog.ts';
import type { User } from '../../shared/domain/staff.ts';
import { shanghaiDayOf } from '../../shared/lib/calendar-day.ts';
import { CURRENT_FORM } from '../../shared/migrations/forms.ts';
import type { BulkRow } from '../../shared/sync/wire.ts';
import { aCase, aFinding, anEntry, anId, aStandard, aUser, GRID, STREET } from '../../shared/testing/builders.ts';
import { startServer } from './harness/start-server.ts';

/* A night on which tables change. */

const MIDNIGHT = Date.parse('2026-11-25T00:00:00+08:00');
const isoAt = (ms: number): string => new Date(ms).toISOString();
const MINUTE = 60_000;

it('keeps a case by the rules of its beginning and reads each day by the table in force on it, over midnight in Shanghai, on both sides', async () => {
  let nowMs = MIDNIGHT - 8 * 60 * MINUTE;
  const server = await startServer({ clock: { nowMs: () => nowMs } });
  try {
    const people = [aUser('gridWorker'), aUser('communityClerk'), aUser('streetClerk'), aUser('dispatcher')] as const;
    const admin = aUser('systemAdmin');
    await Promise.all([...people, admin].map((user) => server.add(user)));
    const [worker, acceptor, opener, sender] = people;
    const send = async (user: User, document: object): Promise<CaseDocument & { readonly _rev: string }> => {
      const { body } = await server.as(user)('POST', '/records/_bulk_docs?returns=docs', { docs: [document] });
      return (body as readonly BulkRow[])[0]?.document as unknown as CaseDocument & { readonly _rev: string };
    };
    const now = async ({ _id }: { readonly _id: string }) =>
      (await server.as(sender)('GET', `/records/${_id}`)).body as CaseDocument & { readonly _rev: string };
    const published: CatalogDocument[] = [];
    const publish = async (fields: object): Promise<void> => {
      const table = {
        ...{ _id: anId('catalog'), type: 'catalog', scope: STREET, schema: CURRENT_FORM, validFrom: '2026-01-01' },
        provenance: { createdAt: isoAt(nowMs), createdBy: admin.id, createdDevice: 'x', source: 'x' },
        ...fields,
      };
      expect((await send(admin, table))._id).toBe(table._id);
      published.push(catalogSchema.parse(table));
    };
    /** As a workstation begins it, with the tables that are there: by the day on its own clock. */
    const report = (at: number, rules = shelfOf(published).versionAt(GRID, shanghaiDayOf(isoAt(at)))) => {
      const entry = { ...anEntry(worker, 'report', { finding: aFinding() }, null, { at: isoAt(at) }), rules };
      return { ...aCase([entry]), _id: anId('case') };
    };
    /** What a workstation foretells with the tables that are there. */
    const foretold = ({ log }: CaseDocument) => projectFold(foldLog(log, shelfOf(published).of))?.dueAt;

    const rules = { kind: 'caseRules', name: '办理规则', entries: [] };
    const calendar = {
      ...{ kind: 'calendar', name: '2026 年工作日历', year: 2026 },
      periods: [
        { from: '08:00', to: '12:00' },
        { from: '14:00', to: '18:00' },
      ],
    };
    await publish({ ...rules, version: 2, stageMinutes: { accept: 30 } });
    await publish({ ...calendar, version: 1, entries: [] });
    // Two working days from Tuesday at four in the afternoon.
    let handled = await send(worker, report(nowMs));
    for (const [user, act, data] of [
      [acceptor, 'accept', {}],
      [opener, 'open', { standard: { ...aStandard, limit: { amount: 2, unit: 'workDay' } } }],
      [sender, 'dispatch', { department: 'dept:roads', departmentName: '养护所' }],
    ] as const) {
      const entry = anEntry(user, act, data, handled.log.at(-1) ?? null, { at: isoAt(nowMs) });
      handled = await send(user, { ...handled, log: [...handled.log, entry] });
    }
    expect(handled.dueAt).toBe('2026-11-26T08:00:00.000Z');

    // In the evening, for the day that comes: other rules, and a free day. That today would have been free as well comes too late.
    nowMs = MIDNIGHT - MINUTE;
    await publish({ ...rules, version: 3, validFrom: '2026-11-25', stageMinutes: { accept: 60 } });
    const free = ['2026-11-24', '2026-11-25'].map((day) => ({ day, kind: 'holiday', label: '放假' }));
    await publish({ ...calendar, version: 2, validFrom: '2026-11-25', entries: free });
    await server.opened.runTimers();
    const moved = await now(handled);
    expect([moved.dueAt, foretold(moved)]).toEqual(['2026-11-27T08:00:00.000Z', '2026-11-27T08:00:00.000Z']);

    nowMs = MIDNIGHT - 1;
    const before = await send(worker, report(nowMs));
    const early = await send(worker, report(nowMs, 3));
    const late = report(MIDNIGHT - 5 * MINUTE);
    nowMs = MIDNIGHT;
    await server.opened.runTimers();
    const after = await send(worker, report(nowMs));
    const arrived = await send(worker, late);
    const rows = [before, early, after, arrived];
    expect(rows.map(({ log: [first] }) => [first?.rules, first?.rulesPut?.why])).toEqual([
      [2, undefined],
      [2, '办理规则第 3 版 2026-11-25 才起用'],
      [3, undefined],
      [2, undefined],
    ]);
    const dues = [MIDNIGHT - 1 + 30 * MINUTE, MIDNIGHT - 1 + 30 * MINUTE, MIDNIGHT + 60 * MINUTE];
    expect(rows.map(({ dueAt }) => dueAt)).toEqual([...dues, MIDNIGHT + 25 * MINUTE].map(isoAt));
    expect(rows.map(foretold)).toEqual(rows.map(({ dueAt }) => dueAt));
    // Nothing of a case that is there hangs on the hour.
    await server.opened.runTimers();
    expect([await now(handled), await now(before)]).toEqual([moved, before]);
  } finally {
    await server.stop();
  }
});
