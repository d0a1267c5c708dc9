import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../../shared/lib/result.ts';
import { openRebuildable } from '../index/open-rebuildable.ts';
import { makeFolder } from './sync-folder.ts';

export interface DataLock {
  readonly release: () => Promise<void>;
}

const isLocked = (error: unknown): boolean =>
  error instanceof Error && (error as { cause?: { code?: string } }).cause?.code === 'LEVEL_LOCKED';

/** Who holds it, for the words only; 0 where it cannot be read. */
async function holderOf(file: string): Promise<number> {
  try {
    return Number((await readFile(file, 'utf8')).trim()) || 0;
  } catch {
    return 0;
  }
}

/**
 * Holds a data folder for this process: LevelDB belongs to one. The lock is the operating system's on an empty LevelDB, so it goes with the process
 * however that ends and never grows stale; the process id beside it is for people.
 */
export async function lockData(folder: string): Promise<Result<DataLock, { readonly pid: number }>> {
  const file = join(folder, 'server.pid');
  const path = join(folder, 'lock');
  // What lies in it is for its owner alone. A folder that is there already keeps the mode its owner gave it.
  await makeFolder(folder, 0o700);
  await mkdir(path, { recursive: true });
  const lock = await openRebuildable(path, () => writeFile(file, `${process.pid}\n`, { mode: 0o600 })).catch(
    (error: unknown) => {
      if (!isLocked(error)) throw error;
      return null;
    },
  );
  if (lock === null) return fail({ pid: await holderOf(file) });
  return ok({
    release: async () => {
      await rm(file, { force: true });
      await lock.level.close();
    },
  });
}
