import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../shared/lib/clock.ts';
import { openStores, type Stores } from '../src/open-databases.ts';
import { openServer, type OpenServer } from '../src/open-server.ts';
import { StoreAway } from '../src/store/store-away.ts';
import { lockData } from '../src/store/data-lock.ts';
import { openRebuildable } from '../src/index/open-rebuildable.ts';

let folder: string;
let stores: Stores;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opening-'));
  stores = await openStores(folder);
});
afterEach(async () => {
  await stores.close();
  await rm(folder, { recursive: true, force: true });
});

const away = (): Promise<never> => Promise.reject(new StoreAway('a node of the CouchDB is restarted'));

/** The store stops answering at one of the things that are asked of it while it is opened. */
const AWAY_AT: Readonly<Record<string, () => Stores>> = {
  'the first database': () => ({ ...stores, records: { ...stores.records, changes: away } }),
  'the second database': () => ({ ...stores, evidence: { ...stores.evidence, info: away } }),
  'the last database': () => ({ ...stores, audit: { ...stores.audit, changes: away } }),
  accounts: () => ({ ...stores, system: { ...stores.system, open: away, current: away, info: away } }),
};

const opening = (of: Stores): Promise<OpenServer> =>
  openServer({
    ...{ dataFolder: folder, stores: of, clock: systemClock, demo: false },
    policy: { offlineDays: 30, idleLockMinutes: 15 },
  });

it.each(Object.keys(AWAY_AT))(
  'opens in the same process once its store is back, which went away while it opened %s',
  async (what) => {
    await expect(opening(AWAY_AT[what]?.() ?? stores)).rejects.toBeInstanceOf(StoreAway);
    const opened = await opening(stores);
    await opened.close();
  },
);

it('lets go of an index whose beginning cannot be read, and of a folder whose holder cannot be noted', async () => {
  const path = join(folder, 'count');
  await expect(openRebuildable(path, () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  const { level, begun } = await openRebuildable(path, () => Promise.resolve('begun'));
  expect(begun).toBe('begun');
  await level.close();

  const note = join(folder, 'server.pid');
  await mkdir(note);
  await expect(lockData(folder)).rejects.toThrow('EISDIR');
  await rm(note, { recursive: true });
  const locked = await lockData(folder);
  expect(locked.ok).toBe(true);
  if (locked.ok) await locked.value.release();
});
