import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { serverAddress } from '../../../shared/ipc/contract.ts';

/** `tianditu`: set by whoever looks after the machine; lets the page fetch the tiles of 天地图. */
const settingsSchema = z.looseObject({ server: serverAddress.optional(), tianditu: z.boolean().optional() });
export type Settings = z.infer<typeof settingsSchema>;

/** What this terminal remembers between starts. A damaged file counts as empty: everything in it can be chosen again. */
export function readSettings(folder: string): Settings {
  const file = join(folder, 'settings.json');
  if (!existsSync(file)) return {};
  try {
    const parsed = settingsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** Replaces the file as a whole, so that a power cut leaves the old or the new one. */
export function writeSettings(folder: string, changes: Settings): void {
  const file = join(folder, 'settings.json');
  writeFileSync(`${file}.new`, `${JSON.stringify({ ...readSettings(folder), ...changes }, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}
