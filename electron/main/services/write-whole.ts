import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode } from './error-code.ts';

/** About five seconds: longer than an antivirus takes to look at a file, and short enough to wait for. */
const PAUSES_MS = [50, 100, 200, 400, 800, 1_500, 2_000];

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** On Windows an antivirus or an indexer that has a file open for a moment keeps others from opening or moving it. */
export async function whileHeld<T>(work: () => Promise<T>, platform: NodeJS.Platform = process.platform): Promise<T> {
  for (const milliseconds of platform === 'win32' ? PAUSES_MS : []) {
    try {
      return await work();
    } catch (error) {
      if (!hasCode(error, 'EPERM', 'EACCES', 'EBUSY')) throw error;
    }
    await pause(milliseconds);
  }
  return work();
}

/** Some network shares know no such command, and then there is nothing more to be done. */
async function sync(file: FileHandle): Promise<void> {
  try {
    await file.sync();
  } catch (error) {
    if (!hasCode(error, 'EINVAL', 'ENOTSUP')) throw error;
  }
}

/** On the disk when it resolves. A power cut or a full disk midway leaves half of it: for files that nobody reads yet. */
export async function writeSynced(path: string, bytes: Uint8Array, mode?: number): Promise<void> {
  const file = await open(path, 'w', mode);
  try {
    await file.writeFile(bytes);
    await sync(file);
  } finally {
    await file.close();
  }
}

/** The new name must survive a power cut too. Windows knows no such thing, and keeps its names in a journal of its own. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await sync(handle);
  } finally {
    await handle.close();
  }
}

export type Writing = {
  /** Where it is written before it takes the place of the old file. */
  readonly beside?: string;
  readonly mode?: number;
  readonly platform?: NodeJS.Platform;
};

/** Another file in the place of the old one: after a power cut one of the two is there whole. A write that failed leaves the old one and nothing beside it. */
export async function writeWhole(
  path: string,
  bytes: Uint8Array,
  { beside = `${path}.new`, mode, platform = process.platform }: Writing = {},
): Promise<void> {
  try {
    await whileHeld(() => writeSynced(beside, bytes, mode), platform);
    await whileHeld(() => rename(beside, path), platform);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
  if (platform !== 'win32') await syncFolder(dirname(path));
}
