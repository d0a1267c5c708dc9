import { packTally, unpackTally, type PackedTally } from '../../../shared/cases/indicators/packed-tally.ts';
import type { Tally } from '../../../shared/cases/indicators/tally.ts';
import type { CatalogDocument } from '../../../shared/domain/catalog.ts';
import { toUtf8 } from '../../lib/bytes.ts';
import type { Sealer } from '../seal/sealer.ts';
import { openSealedChunks, type SealedChunks } from '../stock/sealed-chunks.ts';

/** What is kept of a case: its tally, or that it could not be judged. */
export type Kept = Tally | { readonly id: string; readonly unread: true };
export const isUnread = (kept: Kept): kept is Exclude<Kept, Tally> => 'unread' in kept;

/** The tallies as they were, so that a start need not read and fold every case again. */
export type KeptTallies = SealedChunks<Kept>;

/** What the table says, in one order, without what the store notes of it (`_rev`, `_meta`), which is another after every start. */
const plainly = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([name]) => name === '_id' || !name.startsWith('_'))
          .sort(([one], [other]) => (one < other ? -1 : 1)),
      )
    : value;

/** Tallies come from a log by rules and by code: what others made is not read. `code` names the very build. */
async function formOf(code: string, catalogs: readonly CatalogDocument[]): Promise<string> {
  const rules = JSON.stringify(
    catalogs.toSorted((a, b) => (a._id < b._id ? -1 : 1)),
    plainly,
  );
  const digest = await crypto.subtle.digest('SHA-256', toUtf8(rules));
  return `${code} ${[...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

const pack = (kept: Kept): unknown => (isUnread(kept) ? kept : packTally(kept));
// The form says that this very code packed it.
const unpack = (kept: unknown): Kept => (isUnread(kept as Kept) ? (kept as Kept) : unpackTally(kept as PackedTally));

export async function openKeptTallies(
  name: string,
  sealer: Sealer,
  code: string,
  madeOf: string,
  catalogs: readonly CatalogDocument[],
): Promise<KeptTallies> {
  return openSealedChunks<Kept>(name, sealer, `${await formOf(code, catalogs)} ${madeOf}`, pack, unpack);
}
