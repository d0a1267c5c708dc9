import '../../../renderer/data/testing/browser-double.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import { systemClock } from '../../../shared/lib/clock.ts';
import { aUser, COMMUNITY } from '../../../shared/testing/builders.ts';
import { once } from '../../../renderer/data/live.ts';
import { restoreBackup } from '../../src/backup/restore-backup.ts';
import { writeBackup } from '../../src/backup/write-backup.ts';
import { startServer, type TestServer } from '../harness/start-server.ts';
import { aPerson, editIn, recordIn } from './ledger-at-work.ts';
import { actIn, anOffice, counted, reportIn } from './people-at-work.ts';

const NEXT_GRID = `${COMMUNITY}002`;
const quiet = { tell: () => undefined };
let scratch: string;
let server: TestServer;
const clock = systemClock;

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'replaced-'));
  server = await startServer({ clock });
});
afterEach(async () => {
  await server.stop();
  await rm(scratch, { recursive: true, force: true });
});

it('under other posts a terminal lets go of what they do not show, and keeps what they do', async () => {
  const worker = await server.add(aUser('gridWorker'));
  const [old, next] = [aPerson(), aPerson({ name: '邻格的' }, NEXT_GRID)];
  await server.opened.server.databases.served.records.write([old, next], { newEdits: true });
  const office = await anOffice(server.url);
  await office.during(worker, async (desk) => {
    await recordIn(desk, 'person', old._id);
    await once(desk.sync.status, ({ firstPull }) => firstPull.done);
  });
  await server.opened.server.accounts.setPosts(
    worker.account,
    [{ role: 'gridWorker', scope: NEXT_GRID }],
    clock.nowMs(),
  );
  const desk = await office.signIn(worker);
  await recordIn(desk, 'person', next._id);
  await once(desk.records.one('person', old._id), (one) => one === null);
  expect(await desk.records.many('person', [old._id])).toEqual([]);
  await office.closeAll();
  // What stands after the next start is what the posts show, too.
  const again = await office.signIn(worker);
  await recordIn(again, 'person', next._id);
  expect(await again.records.many('person', [old._id])).toEqual([]);
  await office.closeAll();
  expect(office.terminal.troubles).toEqual([]);
});

it('what a server had acknowledged after the backup that it was put back from goes to it once more, and is nowhere lost', async () => {
  const worker = await server.add(aUser('gridWorker'));
  const [person, gone] = [aPerson(), aPerson({ name: '搬走的' })];
  await server.opened.server.databases.served.records.write([person, gone], { newEdits: true });
  const place = { url: server.url };
  const office = await anOffice(
    server.url,
    (passed) => (input, init) => passed(input.replace(/^http:\/\/[^/]+/, place.url), init),
  );
  const file = join(scratch, 'backup');
  const [older, fresh, handover] = await office.during(worker, async (desk) => {
    for (const { _id } of [person, gone]) await recordIn(desk, 'person', _id);
    const before = await reportIn(desk, [], '开着的井');
    await counted(desk, ({ queued }) => queued === 0);
    // What he writes of somebody who leaves his sight meanwhile is handed over.
    office.cable.pull();
    await editIn(desk, gone._id, { workplace: '码头' });
    const { records } = server.opened.server.databases.served;
    const _rev = (await records.current([gone._id])).get(gone._id)?._rev ?? '';
    await records.write([{ ...gone, _rev, scope: NEXT_GRID }], { newEdits: true });
    await writeBackup(server.opened.server, file, quiet);
    office.cable.plugged = true;
    await editIn(desk, person._id, { workplace: '上海港机厂' });
    await actIn(desk, before, 'note', { text: '又看了一次' });
    const [handed] = await once(desk.handovers.outgoing, ([one]) => one?.receiptAt !== undefined);
    return [before, await reportIn(desk, [], '备份之后的'), `handover:${String(handed?.id)}`] as const;
  });
  await server.stop();
  const folder = join(scratch, 'restored');
  await restoreBackup(file, folder, { clock, ...quiet });
  server = await startServer({ folder, clock, couch: null });
  place.url = server.url;

  const desk = await office.signIn(worker);
  const stored = async (id: string): Promise<Readonly<Record<string, unknown>> | undefined> =>
    (await server.opened.server.databases.served.records.store.current([id])).get(id);
  await expect.poll(() => stored(fresh), { timeout: 20_000 }).toBeDefined();
  expect(await counted(desk, ({ queued }) => queued === 0)).toMatchObject({ written: 5, delivered: 5, refused: 0 });
  expect(await stored(handover)).toMatchObject({ subject: gone._id, scope: NEXT_GRID, state: 'open' });
  expect(desk.handovers.outgoing.get()).toMatchObject([{ receiptAt: expect.any(String) as string }]);
  expect(await stored(person._id)).toMatchObject({ workplace: '上海港机厂' });
  expect(((await stored(older)) as unknown as CaseDocument).log.map(({ act }) => act)).toContain('note');
  await recordIn(desk, 'person', person._id, ({ workplace }) => workplace === '上海港机厂');
  await office.closeAll();
});
