import { z } from 'zod';
import type { Condition } from '../../shared/stock/query.ts';
import { keep, readKept } from '../lib/kept-json.ts';

/*
 * How a person likes his lists on this terminal: columns, widths, order, and filters he gave a name. It lies in the open, so it holds no content: conditions that
 * could name somebody are not kept (`isHarmless`).
 */

const value = z.union([z.string().max(200), z.number(), z.boolean()]);
const end = z.union([z.string().max(40), z.number()]).optional();
const field = z.string().max(60);
const condition: z.ZodType<Condition> = z.discriminatedUnion('op', [
  z.strictObject({ field, op: z.literal('in'), values: z.array(value).max(200) }),
  z.strictObject({ field, op: z.literal('between'), from: end, to: end }),
  z.strictObject({ field, op: z.literal('contains'), text: z.string().max(60) }),
  z.strictObject({ field, op: z.literal('empty') }),
  z.strictObject({ field, op: z.literal('filled') }),
]) as z.ZodType<Condition>;

const savedFilter = z.strictObject({
  id: z.string().max(40),
  name: z.string().min(1).max(30),
  where: z.array(condition).max(40),
});

const keptList = z.strictObject({
  filters: z.array(savedFilter).max(50),
  /** Keys of the columns shown, in order; left out: the usual ones. */
  columns: z.array(field).max(30).or(z.undefined()).optional(),
  widths: z.record(field, z.number().min(40).max(2000)),
  sort: z.strictObject({ by: field, down: z.boolean() }).optional(),
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
