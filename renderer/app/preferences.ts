import { z } from 'zod';
import { keep, readKept } from '../lib/kept-json.ts';

/** What one person set for himself on this terminal. Nothing about the work, so it may lie in the open. */
const preferencesSchema = z.object({
  zoom: z.number().min(1).max(2),
  lettersOff: z.boolean(),
});
export type Preferences = Readonly<z.infer<typeof preferencesSchema>>;
export const USUAL: Preferences = { zoom: 1, lettersOff: false };

const keyOf = (account: string): string => `workstation-preferences/${account}`;

/** What was set, or the usual where nothing readable is kept. */
export function readPreferences(account: string): Preferences {
  return readKept(keyOf(account), preferencesSchema, USUAL);
}

export function keepPreferences(account: string, preferences: Preferences): void {
  keep(keyOf(account), preferences);
}
