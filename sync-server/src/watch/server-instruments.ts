import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Databases } from '../open-databases.ts';
import type { Sessions } from '../session/sessions.ts';
import { gauge, type Instrument } from './instruments.ts';
import type { Metrics } from './metrics.ts';

/** Folders of LevelDB hold hundreds of files: looked at once in so long. */
const SIZES_LAST_MS = 60_000;
const NANOSECONDS = 1e9;
const MICROSECONDS = 1e6;

export async function folderBytes(folder: string): Promise<number> {
  // Documents may lie elsewhere, on a CouchDB.
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const sizes = entries
    .filter((entry) => entry.isFile())
    // LevelDB throws files away while it is looked at.
    .map((entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

function remembered<T>(ms: number, read: () => Promise<T>): () => Promise<T> {
  let last: { readonly at: number; readonly value: Promise<T> } | null = null;
  return () => {
    if (last === null || performance.now() - last.at > ms) last = { at: performance.now(), value: read() };
    return last.value;
  };
}

export interface ServerInstruments {
  readonly instruments: readonly Instrument[];
  readonly close: () => void;
}

/** What is read from the server when somebody asks. */
export function serverInstruments(
  dataFolder: string,
  databases: Databases,
  sessions: Sessions,
  metrics: Metrics,
  storeFeeds: () => Readonly<Record<string, number>>,
): ServerInstruments {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const served = Object.values(databases.served);
  const sizes = remembered(SIZES_LAST_MS, () =>
    Promise.all(
      ['records', 'evidence', 'audit', 'system', 'index'].map(async (part) => ({
        labels: { part },
        value: await folderBytes(join(dataFolder, part)),
      })),
    ),
  );
  return {
    instruments: [
      ...metrics.instruments,
      gauge('workstation_open_feeds', 'Feeds that wait for something new.', () => [{ value: metrics.openFeeds() }]),
      gauge('workstation_store_feeds', 'Feeds held to the stores, however many clients wait.', () =>
        Object.entries(storeFeeds()).map(([database, value]) => ({ labels: { database }, value })),
      ),
      gauge('workstation_feed_lag', 'Changes of a store that its index has not applied yet.', () =>
        Promise.all(
          served.map(async ({ name, store, index }) => {
            const applied = index.applied();
            const { head } = await store.info();
            return { labels: { database: name }, value: Math.max(0, head - applied) };
          }),
        ),
      ),
      gauge('workstation_sessions', 'Sessions used since the start and not over.', () => [{ value: sessions.count() }]),
      gauge('workstation_event_loop_delay_seconds', 'Delay of the event loop since the last reading.', () => {
        const samples = [50, 99, 100].map((percent) => ({
          labels: { percent: String(percent) },
          value: delay.percentile(percent) / NANOSECONDS,
        }));
        delay.reset();
        return samples;
      }),
      gauge('workstation_memory_bytes', 'Memory of the process.', () =>
        Object.entries<number>({ ...process.memoryUsage() }).map(([part, value]) => ({ labels: { part }, value })),
      ),
      gauge('workstation_cpu_seconds', 'Seconds of processor time since the process began.', () => {
        const { user, system } = process.cpuUsage();
        return [{ value: (user + system) / MICROSECONDS }];
      }),
      gauge('workstation_uptime_seconds', 'Seconds since the process began.', () => [{ value: process.uptime() }]),
      gauge('workstation_store_bytes', 'Bytes on disk, looked at once a minute.', sizes),
    ],
    close: () => {
      delay.disable();
    },
  };
}
