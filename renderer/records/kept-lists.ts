import { z } from 'zod';
import {
  conditionField,
  conditionSchema,
  FILTER_MOST_CONDITIONS,
  FILTER_NAME_CHARACTERS,
} from '../../shared/domain/condition.ts';
import { keep, readKept } from '../lib/kept-json.ts';

/*
 * How a person likes his lists on this terminal: columns, widths, order, and filters he gave a name. It lies in the open, so it holds no content: conditions that
 * could name somebody are not kept (`isHarmless`).
 */

const savedFilter = z.strictObject({
  id: z.string().max(40),
  name: z.string().min(1).max(FILTER_NAME_CHARACTERS),
  where: z.array(conditionSchema).max(FILTER_MOST_CONDITIONS),
});

const keptList = z.strictObject({
  filters: z.array(savedFilter).max(50),
  /** Keys of the columns shown, in order; left out: the usual ones. */
  columns: z.array(conditionField).max(30).or(z.undefined()).optional(),
  widths: z.record(conditionField, z.number().min(40).max(2000)),
  sort: z.strictObject({ by: conditionField, down: z.boolean() }).optional(),
});
export type KeptList = Readonly<z.infer<typeof keptList>>;
const keptLists = z.record(z.string(), keptList);
type KeptLists = Readonly<z.infer<typeof keptLists>>;

export const NOTHING_KEPT: KeptList = { filters: [], widths: {} };

const keyOf = (account: string): string => `workstation-lists/${account}`;

const readAll = (account: string): KeptLists => readKept<KeptLists>(keyOf(account), keptLists, {});

export const readKeptList = (account: string, list: string): KeptList => readAll(account)[list] ?? NOTHING_KEPT;

export function keepList(account: string, list: string, kept: KeptList): void {
  keep(keyOf(account), { ...readAll(account), [list]: kept });
}
