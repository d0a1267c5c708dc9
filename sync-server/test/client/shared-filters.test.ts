import { afterEach, beforeEach, expect, it } from 'vitest';
import { invert } from '../../../shared/actions/invert.ts';
import { shareFilter, withdrawFilter, type ShareFilterInput } from '../../../shared/actions/shared-filters.ts';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import type { SharedFilterDocument } from '../../../shared/domain/shared-filter.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { aUser } from '../../../shared/testing/builders.ts';
import { once } from '../../../renderer/data/live.ts';
import type { Live, Workstation } from '../../../renderer/data/api.ts';
import { OTHER_STREET } from '../harness/street.ts';
import { startServer, type TestServer } from '../harness/start-server.ts';
import { carriedOut, contextOf } from './ledger-at-work.ts';
import { anOffice, counted, type Office } from './people-at-work.ts';

let server: TestServer;
let offices: Office[];
beforeEach(async () => {
  server = await startServer();
  offices = [];
});
afterEach(async () => {
  await Promise.all(offices.map((office) => office.closeAll()));
  expect(offices.flatMap(({ terminal }) => [...terminal.troubles])).toEqual([]);
  await server.stop();
});

const atWork = async (user: User): Promise<{ office: Office; desk: Workstation }> => {
  await server.add(user);
  const office = await anOffice(server.url, undefined, { only: ['cases', 'areas', 'catalogs', 'tasks', 'history'] });
  offices.push(office);
  const desk = await office.signIn(user);
  await once(desk.sync.status, ({ firstPull }) => firstPull.done);
  return { office, desk };
};
const sharedAt = ({ records }: Workstation): Live<readonly SharedFilterDocument[]> =>
  records.of('sharedFilter', 'list', 'cases');
const input: ShareFilterInput = {
  list: 'cases',
  name: '退回两次的',
  where: [{ field: 'queue', op: 'in', values: ['returned-twice'] }],
};

it('a filter shared without the server waits, then comes to the colleague at work and to nobody of another street, and goes again', async () => {
  // Dispatchers read no field history, so that nothing of this may depend on it.
  const mine = await atWork(aUser('dispatcher'));
  const hers = await atWork(aUser('streetClerk'));

  mine.office.cable.pull();
  const sharing = shareFilter([], input, contextOf(mine.desk));
  await carriedOut(mine.desk, sharing);
  const [own] = await once(sharedAt(mine.desk), (all) => all.length === 1);
  expect(own).toMatchObject({ name: '退回两次的', sharedBy: { name: mine.desk.user.displayName } });
  expect(await once(mine.desk.records.delivery(own?._id ?? ''), () => true)).toMatchObject({ unsent: 1 });
  expect(await once(sharedAt(hers.desk), () => true)).toEqual([]);

  mine.office.cable.plugged = true;
  await counted(mine.desk, ({ queued }) => queued === 0);
  const [came] = await once(sharedAt(hers.desk), (all) => all.length === 1);
  expect(came).toMatchObject({ _id: own?._id, where: input.where });

  // She withdraws it, and takes that back.
  const withdrawal = withdrawFilter([came as unknown as AnyRecord], { filter: came?._id ?? '' }, contextOf(hers.desk));
  await carriedOut(hers.desk, withdrawal);
  await once(sharedAt(mine.desk), (all) => all.length === 0);
  if (withdrawal.ok) await carriedOut(hers.desk, { ok: true, value: invert(withdrawal.value) });
  await once(sharedAt(mine.desk), (all) => all.length === 1);
  // Two stores open at a time are as many as RxDB allows.
  await hers.office.closeAll();
  const theirs = await atWork(aUser('streetClerk', { scope: OTHER_STREET }));
  expect(await once(sharedAt(theirs.desk), () => true)).toEqual([]);
});
