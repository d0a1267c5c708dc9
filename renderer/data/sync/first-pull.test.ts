import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { User } from '../../../shared/domain/staff.ts';
import { PATHS } from '../../../shared/sync/wire.ts';
import { aCase, aFinding, anEntry, aPhoto, aUser } from '../../../shared/testing/builders.ts';
import type { SyncStatus, Workstation } from '../api.ts';
import { once } from '../live.ts';
import { aTerminal, type Terminal } from '../testing/a-terminal.ts';
import { NetworkDouble } from '../testing/network-double.ts';
import type { Fetch } from './server-link.ts';

const PASSWORD = '晨曦-2026-Grid';
let worker: User;
let clerk: User;
let network: NetworkDouble;
let terminal: Terminal;
/** What of the feed goes on after its first answer waits for this. */
let goesOn: Promise<void>;
/** From where the feed was asked for. */
let asked: string[];
let open: Workstation | null = null;

const stopped = (signal: AbortSignal | null | undefined): Promise<void> =>
  new Promise((resolve) => {
    signal?.addEventListener('abort', () => {
      resolve();
    });
  });

beforeEach(async () => {
  worker = aUser('gridWorker');
  clerk = aUser('communityClerk');
  network = new NetworkDouble([worker, clerk].map((user) => ({ user, password: PASSWORD })));
  goesOn = Promise.resolve();
  asked = [];
  const fetch: Fetch = async (input, init) => {
    const { pathname, searchParams } = new URL(input);
    if (pathname === PATHS.totals)
      return Response.json(
        { totals: { case: network.documents.size } },
        { headers: { 'x-server-time': String(network.nowMs) } },
      );
    if (pathname === '/records/_changes') {
      const since = searchParams.get('since') ?? '';
      asked.push(since);
      if (since !== '0') await Promise.race([goesOn, stopped(init.signal)]);
    }
    return network.fetch(input, init);
  };
  const device = { wallMs: () => network.nowMs, steadyMs: () => network.nowMs };
  terminal = await aTerminal(`http://double-${worker.account}`, fetch, { device });
});
const close = async (): Promise<void> => {
  await open?.close();
  open = null;
};
afterEach(async () => {
  await close();
  expect(terminal.troubles).toEqual([]);
});
const work = async (): Promise<Workstation> =>
  (open = await terminal.work({ account: worker.account, password: PASSWORD }));

const put = (from: number, to: number): void => {
  for (let count = from; count < to; count += 1) {
    const entry = anEntry(clerk, 'report', { finding: aFinding(), photos: [aPhoto('near')] }, null, {
      stamp: { seq: 1, at: new Date(network.nowMs + count).toISOString() },
    });
    network.put({ ...aCase([entry]), number: String(count).padStart(19, '0') });
  }
};
const casesIn = ({ firstPull }: SyncStatus) => firstPull.kinds.find(({ kind }) => kind === '事件');

it('is not waited for: what has come can be worked with, and what is written goes out, while it says how much is left', async () => {
  put(0, 150);
  const gate = { open: (): void => undefined };
  goesOn = new Promise((resolve) => {
    gate.open = resolve;
  });
  const workstation = await work();
  await once(workstation.sync.status, (now) => casesIn(now)?.got === 100 && casesIn(now)?.total === 150);
  const rows = await once(workstation.cases.open, (some) => some.length === 100);
  const [post] = workstation.user.posts;
  if (post === undefined) throw new Error('a user has a post');
  expect(await workstation.cases.act(rows[0]?.id ?? '', 'note', post, { text: '看过了' }, [])).toMatchObject({
    ok: true,
  });
  const delivered = await once(workstation.sync.status, ({ counts }) => counts.delivered === 1);
  expect(delivered.firstPull.done).toBe(false);
  // Cut off here it goes on from here, and what has come stays counted.
  await expect.poll(() => asked.length).toBe(2);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await close();
  const again = await work();
  expect(casesIn(await once(again.sync.status, (now) => casesIn(now)?.total === 150))).toMatchObject({ got: 100 });
  gate.open();
  await once(again.sync.status, ({ firstPull }) => firstPull.done);
  expect(await once(again.cases.open, (all) => all.length === 150)).toHaveLength(150);
  expect(asked.filter((since) => since === '0')).toHaveLength(1);
});

it('goes on where it was after a restart and loads nothing twice', async () => {
  put(0, 250);
  const workstation = await work();
  await once(workstation.sync.status, ({ firstPull }) => firstPull.done);
  expect(await once(workstation.cases.open, (rows) => rows.length === 250)).toHaveLength(250);
  await close();
  const before = asked.length;
  put(251, 252);
  const again = await work();
  expect(await once(again.cases.open, (rows) => rows.length === 251)).toHaveLength(251);
  expect(asked.slice(before).length).toBeLessThanOrEqual(2);
});
