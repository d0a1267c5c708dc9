import { readFileSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { serverAddress } from '../../../shared/ipc/contract.ts';
import { hasCode } from './error-code.ts';
import { whileHeld, writeWhole } from './write-whole.ts';

/** `tianditu`: set by whoever looks after the machine; lets the page fetch the tiles of 天地图. A wrong field counts as absent, and the others stand. */
const settingsSchema = z.looseObject({
  server: serverAddress.optional().catch(undefined),
  tianditu: z.boolean().optional().catch(undefined),
});
export type Settings = z.infer<typeof settingsSchema>;

const settingsFile = (folder: string): string => join(folder, 'settings.json');

/** Every field as it was written. Windows' editors put a mark before the text that JSON does not know. */
const fieldsOf = (text: string): Record<string, unknown> =>
  z.looseObject({}).parse(JSON.parse(text.replace(/^\uFEFF/, '')));

/** What this terminal remembers between starts. A file that cannot be read or is damaged counts as empty: the program has to start. */
export function readSettings(folder: string): Settings {
  try {
    return settingsSchema.parse(fieldsOf(readFileSync(settingsFile(folder), 'utf8')));
  } catch {
    return {};
  }
}

/**
 * Replaces the file as a whole, so that a power cut leaves the old or the new one. Fields that are not changed stay as they were written, wrong ones too.
 * A file that cannot be read stays there under another name, for whoever wrote it.
 */
export async function writeSettings(folder: string, changes: Settings): Promise<void> {
  const file = settingsFile(folder);
  const there = await whileHeld(() => readFile(file, 'utf8'))
    .then(fieldsOf)
    .catch(async (error: unknown) => {
      if (!hasCode(error, 'ENOENT')) await whileHeld(() => rename(file, `${file}.${Date.now()}.unread`));
      return {};
    });
  await writeWhole(file, Buffer.from(`${JSON.stringify({ ...there, ...changes }, null, 2)}\n`));
}
