import { z } from 'zod';
import { keep, readKept } from '../../lib/kept-json.ts';

/** Which ground is shown: the street's own pack, one that was added, 天地图, or nothing. */
const baseChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('street') }),
  z.object({ kind: z.literal('pack'), name: z.string() }),
  z.object({ kind: z.literal('tianditu'), layer: z.enum(['vec', 'img', 'ter']), matrix: z.enum(['w', 'c']) }),
  z.object({ kind: z.literal('blank') }),
]);
export type BaseChoice = Readonly<z.infer<typeof baseChoice>>;

const preferencesSchema = z.object({ base: baseChoice, tiandituKey: z.string().max(80) });
/** What one person set for the map on this terminal. Nothing about the work, so it may lie in the open. */
export type MapPreferences = Readonly<z.infer<typeof preferencesSchema>>;
const USUAL: MapPreferences = { base: { kind: 'street' }, tiandituKey: '' };

const keyOf = (person: string): string => `workstation-map/${person}`;

export function readMapPreferences(person: string): MapPreferences {
  return readKept(keyOf(person), preferencesSchema, USUAL);
}

export function keepMapPreferences(person: string, preferences: MapPreferences): void {
  keep(keyOf(person), preferences);
}
