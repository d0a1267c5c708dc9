import { statSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Puts the names in a folder on disk: what was synced into a file is found after a power cut only if its name was synced too (fsync(2)). Windows knows no such thing. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** As `mkdir -p`, with every name that it makes on disk. */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  const folder = resolve(path);
  const first = await mkdir(folder, { recursive: true, ...(mode === undefined ? {} : { mode }) });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
}

/** A clock of a file system stands still for up to 10 ms: what changes while it does leaves no trace in the time of the folder. */
const TICK_MS = 50;

/**
 * Syncs the names of a folder where they have changed since that was done last. What somebody else puts there (LevelDB begins a new file now and then) is
 * on disk when the callback comes; callbacks come in the order of the calls, and at once where nothing has changed.
 */
export function syncedNames(folder: string): (done: (error?: Error) => void) => void {
  let syncedAt: bigint | null = null;
  let under: Promise<void> | null = null;
  /** Null: there is no such folder any more, as syncing it will tell. */
  const changedAt = (): bigint | null => statSync(folder, { bigint: true, throwIfNoEntry: false })?.mtimeNs ?? null;

  const sync = async (): Promise<void> => {
    const changed = changedAt();
    const isOver = changed !== null && BigInt(Date.now() - TICK_MS) * 1_000_000n > changed;
    await syncFolder(folder);
    syncedAt = isOver ? changed : null;
  };
  return (done) => {
    if (under === null && syncedAt !== null && changedAt() === syncedAt) {
      done();
      return;
    }
    const mine = (under ?? Promise.resolve()).then(sync);
    const settled = mine.catch(() => undefined);
    under = settled;
    void settled.then(() => {
      if (under === settled) under = null;
    });
    mine.then(
      () => {
        done();
      },
      (error: unknown) => {
        done(error as Error);
      },
    );
  };
}
