import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { User } from '../../../shared/domain/staff.ts';
import { systemClock } from '../../../shared/lib/clock.ts';
import { openDatabases, openStores } from '../../src/open-databases.ts';
import { openAccounts, type Accounts } from '../../src/session/accounts.ts';
import { openCouchStores } from '../../src/store/couch/couch-stores.ts';
import { fillStore } from '../../src/store/fill-store.ts';
import type { SeedDocument } from '../../src/store/seed-port.ts';
import { systemDocuments } from '../../src/store/system-documents.ts';
import { aCouch, COUCH_URL, type CouchUnderTest } from '../../test/harness/couch.ts';
import { inTurns } from './light-client.ts';
import { startReady, type Running } from './run-program.ts';
import { BENCH_PASSWORD, CHEAP } from './scattered-store.ts';

/* The shipped server as a process of its own, and what it says of itself. On the CouchDB of COUCHDB_URL where that is set. */

const SERVER = join(process.cwd(), 'out', 'server', 'main.js');
const MEGABYTE = 1_048_576;
const AT_ONCE = 8;

export interface Filling {
  readonly users: readonly User[];
  readonly documents: readonly SeedDocument[];
}

/** Accounts with a password that costs next to nothing to check: a bench signs thousands in. */
export async function putAccounts(accounts: Accounts, users: readonly User[]): Promise<void> {
  const slices = Array.from({ length: AT_ONCE }, (_, nth) => users.filter((_user, at) => at % AT_ONCE === nth));
  await inTurns(slices, AT_ONCE, (slice) => accounts.putAllAlike(slice, BENCH_PASSWORD, systemClock.nowMs() - 1));
}

export interface PlaceForLoad {
  /** Where its documents lie when COUCHDB_URL is set; else in the folder. */
  readonly couch: CouchUnderTest | null;
  readonly folder: string;
}

export const placeForLoad = (folder: string): PlaceForLoad => ({ folder, couch: COUCH_URL === null ? null : aCouch() });

export async function fill({ folder, couch }: PlaceForLoad, { users, documents }: Filling): Promise<void> {
  await mkdir(folder, { recursive: true });
  const index = join(folder, 'index');
  const stores = couch === null ? await openStores(folder) : await openCouchStores(couch.address, index);
  const databases = await openDatabases(stores, index);
  try {
    const accounts = openAccounts(systemDocuments(databases.system), CHEAP);
    await putAccounts(accounts, users);
    const { writeRecords } = fillStore(databases, accounts, systemClock, () => undefined);
    for (let at = 0; at < documents.length; at += 500) await writeRecords(documents.slice(at, at + 500));
  } finally {
    await databases.close();
    await stores.close();
  }
}

export interface Standing {
  readonly rssMb: number;
  /** What JavaScript holds: its heap and the buffers beside it. */
  readonly heldMb: number;
  readonly cpuSeconds: number;
  /** Feeds held to the stores. */
  readonly storeFeeds: number;
  readonly stores: number;
  readonly openFeeds: number;
}

export interface ServerUnderLoad extends Running {
  readonly address: string;
  readonly standing: () => Promise<Standing>;
}

function couchUrl({ address: { prefix } }: CouchUnderTest): string {
  return `${COUCH_URL?.replace(/\/+$/, '') ?? ''}/${prefix}`;
}

/** `nodeArgs`: before the program. */
export async function serveUnderLoad(
  { folder, couch }: PlaceForLoad,
  nodeArgs: readonly string[] = [],
): Promise<ServerUnderLoad> {
  const onCouch = couch === null ? [] : ['--couchdb', couchUrl(couch)];
  const running = await startReady([...nodeArgs, SERVER, 'serve', '--data', folder, '--port', '0', ...onCouch]);
  const { server: address } = running.ready;
  const tokenFile = join(folder, 'metrics.token');
  const token = existsSync(tokenFile) ? readFileSync(tokenFile, 'utf8').trim() : '';
  const standing = async (): Promise<Standing> => {
    const response = await fetch(`${address}/_metrics`, { headers: { authorization: `Bearer ${token}` } });
    const text = await response.text();
    if (!response.ok) throw new Error(`/_metrics: ${String(response.status)}`);
    const linesOf = (series: string): readonly string[] => text.split('\n').filter((line) => line.startsWith(series));
    const of = (series: string): number =>
      linesOf(series).reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
    return {
      rssMb: of('workstation_memory_bytes{part="rss"}') / MEGABYTE,
      heldMb:
        (of('workstation_memory_bytes{part="heapUsed"}') + of('workstation_memory_bytes{part="external"}')) / MEGABYTE,
      cpuSeconds: of('workstation_cpu_seconds'),
      storeFeeds: of('workstation_store_feeds'),
      stores: linesOf('workstation_store_feeds').length,
      openFeeds: of('workstation_open_feeds'),
    };
  };
  return { ...running, address, standing };
}
