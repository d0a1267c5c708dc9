import { randomUUID } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hasCode } from './error-code.ts';
import { writeSynced, writeWhole } from './write-whole.ts';

/**
 * Writes a file that the person chose, beside the old one first: a full disk or a pulled stick leaves what was there.
 * Only where the folder takes no second file (an own file in somebody else's folder) it is written in its place.
 */
export async function writeChosen(path: string, bytes: Uint8Array): Promise<void> {
  const file = await realpath(path).catch(() => path); // a link stays a link
  const old = await stat(file).catch(() => null);
  try {
    await writeWhole(file, bytes, {
      beside: join(dirname(file), `~${randomUUID()}.new`),
      ...(old === null ? {} : { mode: old.mode & 0o777 }),
    });
  } catch (error) {
    if (!hasCode(error, 'EACCES', 'EPERM')) throw error;
    await writeSynced(file, bytes);
  }
}
