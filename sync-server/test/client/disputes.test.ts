import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import { settle } from '../../../shared/actions/settle.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { aUser } from '../../../shared/testing/builders.ts';
import type { Workstation } from '../../../renderer/data/api.ts';
import { once } from '../../../renderer/data/live.ts';
import type { Dispute } from '../../../renderer/data/records/api.ts';
import { disputedUnits } from '../../../renderer/data/records/disputes.ts';
import { startServer, type TestServer } from '../harness/start-server.ts';
import { aPerson, carriedOut, contextOf, editIn, historyIn, nowIn, recordIn } from './ledger-at-work.ts';
import { anOffice, counted, type Office } from './people-at-work.ts';

let server: TestServer;
let worker: User;
let clerk: User;
let street: User;
let supervisor: User;
let mine: Office;
let hers: Office;
const person = aPerson({ phones: [{ number: '19900007710' }], workplace: '船厂' });

beforeEach(async () => {
  server = await startServer();
  worker = await server.add(aUser('gridWorker'));
  clerk = await server.add(aUser('communityClerk'));
  street = await server.add(aUser('streetClerk'));
  supervisor = await server.add(aUser('supervisor'));
  mine = await anOffice(server.url);
  hers = await anOffice(server.url);
  await server.opened.server.databases.served.records.write([person], { newEdits: true });
});
afterEach(async () => {
  await Promise.all([mine.closeAll(), hers.closeAll()]);
  expect([...mine.terminal.troubles, ...hers.terminal.troubles]).toEqual([]);
  await server.stop();
});

const signIn = async (office: Office, user: User): Promise<Workstation> => {
  const workstation = await office.signIn(user);
  await once(workstation.sync.status, ({ firstPull }) => firstPull.done);
  return workstation;
};
const settled = ({ queued }: { readonly queued: number }): boolean => queued === 0;
const disputesIn = (workstation: Workstation, count: number): Promise<readonly Dispute[]> =>
  once(workstation.records.disputes, (all) => all.length === count);
const first = (disputes: readonly Dispute[]): Dispute => {
  const [one] = disputes;
  if (one === undefined) throw new Error('there is something to decide');
  return one;
};

/** Two offices on one family: both change the telephone without the server, and other things each. */
async function bothOffline(): Promise<{ readonly desk: Workstation; readonly office: Workstation }> {
  const desk = await signIn(mine, worker);
  const office = await signIn(hers, clerk);
  mine.cable.pull();
  hers.cable.pull();
  await editIn(desk, person._id, { phones: [{ number: '19900005236' }], occupation: '护工' });
  await editIn(office, person._id, { phones: [{ number: '19900005230' }], education: '20' });
  hers.cable.plugged = true;
  await counted(office, settled);
  mine.cable.plugged = true;
  await counted(desk, settled);
  return { desk, office };
}

/** Decides as the desk does: for the lost values, or for what stands. */
const decide = async (workstation: Workstation, dispute: Dispute, takes: 'lost' | 'standing'): Promise<string> => {
  const record = await nowIn(workstation, dispute.subject);
  const values = Object.assign({}, ...disputedUnits(record, dispute.change).map((unit) => unit.values)) as object;
  const input = { record: record._id, change: dispute.change, values: takes === 'lost' ? { ...values } : {} };
  return carriedOut(workstation, settle([record], input, contextOf(workstation)));
};
const phoneIn = async (workstation: Workstation, number: string): Promise<AnyRecord> =>
  await recordIn(workstation, 'person', person._id, ({ phones }) => phones?.[0]?.number === number);

describe('two offices on one family', () => {
  it('the later one decides without the server, it holds everywhere, and both values stay in the history', async () => {
    const { desk, office } = await bothOffline();
    await phoneIn(desk, '19900005230');
    const dispute = first(await disputesIn(desk, 1));
    expect(dispute).toMatchObject({ waitsFor: 'author', title: '居民 严立诚' });
    expect(first(await disputesIn(office, 1))).toMatchObject({ id: dispute.id, waitsFor: 'keeper' });

    mine.cable.pull();
    await decide(desk, dispute, 'lost');
    expect(await disputesIn(desk, 0)).toEqual([]);
    expect(await phoneIn(desk, '19900005236')).toMatchObject({
      occupation: '护工',
      education: '20',
      workplace: '船厂',
    });
    mine.cable.plugged = true;
    await disputesIn(office, 0);
    expect(await phoneIn(office, '19900005236')).toMatchObject({ phones: [{ number: '19900005236' }] });

    const history = await historyIn(office, person._id, 3);
    const [last, ...edits] = history.map(({ act, by }) => [act, by.id]);
    expect(last).toEqual(['settle', worker.id]);
    // Which of the two came first is said by two clocks, some milliseconds apart.
    expect(new Set(edits)).toEqual(
      new Set([
        ['edit', clerk.id],
        ['edit', worker.id],
      ]),
    );
    const values = JSON.stringify(history);
    for (const number of ['19900007710', '19900005230', '19900005236']) expect(values).toContain(number);
    // What each changed alone was merged by itself, and he is told.
    expect(await once(desk.records.merged, () => true)).toEqual([]);
    expect(dispute.change.beside).toEqual(['education']);
  });

  it('whoever keeps the record may decide as well; taken back it waits again; for what stands it is a line of the history', async () => {
    const { desk, office } = await bothOffline();
    const dispute = first(await disputesIn(office, 1));
    const batch = await decide(office, dispute, 'standing');
    await disputesIn(office, 0);
    await counted(office, settled);
    await disputesIn(desk, 0);
    expect(await historyIn(desk, person._id, 3)).toMatchObject([
      { act: 'settle', fields: [], settles: dispute.id },
      {},
      {},
    ]);

    const undone = await office.records.undo(batch);
    expect(undone).toMatchObject({ ok: true });
    await disputesIn(office, 1);
    await disputesIn(desk, 1);
  });

  it('both decide without the server: the later decision waits in its turn, nothing is lost', async () => {
    const { desk, office } = await bothOffline();
    const dispute = first(await disputesIn(desk, 1));
    await disputesIn(office, 1);
    mine.cable.pull();
    hers.cable.pull();
    await decide(desk, dispute, 'lost');
    await decide(office, dispute, 'standing');
    await editIn(office, person._id, { phones: [{ number: '19900009999' }] });
    hers.cable.plugged = true;
    await counted(office, settled);
    mine.cable.plugged = true;
    await counted(desk, settled);
    // His decision was made upon a value that has changed since: it stands aside and is asked again.
    const again = first(await disputesIn(desk, 1));
    expect(again.change).toMatchObject({ act: 'settle', by: { id: worker.id } });
    expect(disputedUnits(await phoneIn(desk, '19900009999'), again.change)).toMatchObject([
      { key: 'phones', fields: [{ to: [{ number: '19900005236' }] }] },
    ]);
  });

  it('those above see it and it does not wait for them; whoever may not write the record cannot decide', async () => {
    await bothOffline();
    await Promise.all([mine.closeAll(), hers.closeAll()]);
    const above = await signIn(mine, street);
    const looking = await signIn(hers, supervisor);
    expect(first(await disputesIn(above, 1)).waitsFor).toBe('others');
    const seen = first(await disputesIn(looking, 1));
    expect(seen.waitsFor).toBe('nobody-here');
    const record = await nowIn(looking, person._id);
    const act = settle([record], { record: record._id, change: seen.change, values: {} }, contextOf(looking));
    expect(act.ok && (await looking.records.commit(act.value))).toMatchObject({ ok: false, trouble: { code: 'type' } });
    // And after a restart from what was remembered.
    await mine.closeAll();
    expect(await disputesIn(await mine.signIn(street), 1)).toHaveLength(1);
  });
});
