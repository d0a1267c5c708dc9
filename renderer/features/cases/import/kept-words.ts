import { z } from 'zod';
import { INTAKE_FIELDS } from '../../../../shared/cases/intake/columns.ts';
import { CHANNELS } from '../../../../shared/domain/case.ts';
import { keep, readKept } from '../../../lib/kept-json.ts';

/* What a person said of files like this one before: which heading is what, and what other systems call our categories. Headings and names of classes, no content. */

const keptWords = z.object({
  columns: z.record(z.string().max(80), z.enum(['', ...INTAKE_FIELDS])),
  categories: z.record(z.string().max(120), z.string().max(120)),
  channel: z.enum(CHANNELS),
  crs: z.enum(['WGS84', 'CGCS2000', 'GCJ02', 'BD09']),
});
export type KeptWords = Readonly<z.infer<typeof keptWords>>;

const NOTHING_SAID: KeptWords = { columns: {}, categories: {}, channel: 'hotline', crs: 'WGS84' };

const keyOf = (account: string): string => `workstation-import/${account}`;
export const readKeptWords = (account: string): KeptWords => readKept(keyOf(account), keptWords, NOTHING_SAID);
export const keepWords = (account: string, words: KeptWords): void => {
  keep(keyOf(account), words);
};
