import { thumbIdOf } from '../../../shared/domain/evidence.ts';
import type { LocalCase } from '../collections/local-form.ts';
import type { LocalCollection } from '../collections/open-database.ts';
import { readMany } from '../collections/store-access.ts';
import type { SealedDatabase } from '../evidence/sealed-database.ts';
import type { Ledger } from '../sync/ledger.ts';

/** Whether its author may still need it here: it waits, or lies in the 退回箱, or what names it does. What is taken away cannot be put here again, and could not be sent. */
export function isNeeded(id: string, { rows }: Pick<Ledger, 'rows'>): boolean {
  const row = rows.get().get(id);
  const entry = row?.entry === undefined ? undefined : rows.get().get(row.entry);
  return [row, entry].some((one) => one !== undefined && one.delivery !== 'delivered');
}

/** Photos and thumbnails of a case that are kept here, those that its author may still need left out. */
export const keptPhotosOf = ({ photos }: Pick<LocalCase, 'photos'>, ledger: Pick<Ledger, 'rows'>): readonly string[] =>
  photos.flatMap(({ id }) => (isNeeded(id, ledger) ? [] : [id, thumbIdOf(id)]));

export interface PhotosOfGoneParts {
  readonly cases: LocalCollection;
  readonly ledger: Pick<Ledger, 'rows'>;
  readonly evidence: Pick<SealedDatabase, 'drop'>;
}

/** Before cases that left our sight are let go: their pictures go first, so that a crash in between leaves a case without pictures and never pictures without a case. */
export async function dropPhotosOf(
  { cases, ledger, evidence }: PhotosOfGoneParts,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const going = await readMany<LocalCase>(cases, ids);
  await evidence.drop([...going.values()].flatMap((one) => keptPhotosOf(one, ledger)));
}
