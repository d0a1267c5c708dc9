import { z } from 'zod';

/** A condition on one field of a row. Several conditions all hold. */
export type Condition =
  /** The field, or one of its entries where it is a list, is one of these. */
  | { readonly field: string; readonly op: 'in'; readonly values: readonly (string | number | boolean)[] }
  /** Both ends belong; '' or left out: open. Empty fields are never between. */
  | { readonly field: string; readonly op: 'between'; readonly from?: string | number; readonly to?: string | number }
  | { readonly field: string; readonly op: 'contains'; readonly text: string }
  | { readonly field: string; readonly op: 'empty' | 'filled' };

export const conditionField = z.string().min(1).max(60);
const value = z.union([z.string().max(200), z.number(), z.boolean()]);
const end = z.union([z.string().max(40), z.number()]).optional();

/** As one is kept under a name, on this terminal or for colleagues. */
export const conditionSchema = z.discriminatedUnion('op', [
  z.looseObject({ field: conditionField, op: z.literal('in'), values: z.array(value).max(200) }),
  z.looseObject({ field: conditionField, op: z.literal('between'), from: end, to: end }),
  z.looseObject({ field: conditionField, op: z.literal('contains'), text: z.string().max(60) }),
  z.looseObject({ field: conditionField, op: z.literal('empty') }),
  z.looseObject({ field: conditionField, op: z.literal('filled') }),
  // An end that was left out is read as left out, not as `undefined`.
]) as unknown as z.ZodType<Condition>;

export const FILTER_NAME_CHARACTERS = 30;
export const FILTER_MOST_CONDITIONS = 40;
