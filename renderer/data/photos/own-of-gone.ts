import { thumbIdOf } from '../../../shared/domain/evidence.ts';
import type { LocalCollection } from '../collections/open-database.ts';
import { watchWrites } from '../collections/store-access.ts';
import type { SealedDatabase } from '../evidence/sealed-database.ts';
import type { Ledger } from '../sync/ledger.ts';
import type { PhotoStore } from './photo-store.ts';
import { isNeeded } from './photos-of-gone.ts';

export interface OwnOfGoneParts {
  readonly cases: LocalCollection;
  readonly photos: Pick<PhotoStore, 'rows'>;
  readonly ledger: Pick<Ledger, 'rows'>;
  readonly evidence: Pick<SealedDatabase, 'drop'>;
  readonly isCaseHere: (id: string) => Promise<boolean>;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/**
 * Takes away what its author needed still when its case left our sight (`isNeeded`), as soon as he needs it no more: when the receipt has come for the photo, or for the
 * step that names it. Gives the way to end it; what is left then goes at the next start (`sweepEvidence`).
 */
export function dropOwnOfGone(parts: OwnOfGoneParts): () => Promise<void> {
  const { cases, photos, ledger, evidence, isCaseHere, onTrouble } = parts;
  const needed = (): readonly string[] => [...photos.rows.get().keys()].filter((id) => isNeeded(id, ledger));
  /** To be looked at when the ledger changes. */
  const watched = new Set(needed());
  let looking: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    for (const id of watched) {
      if (isNeeded(id, ledger)) continue;
      watched.delete(id);
      const owner = photos.rows.get().get(id)?.owner;
      if (owner === undefined || (await isCaseHere(owner))) continue;
      await evidence.drop([id, thumbIdOf(id)]);
    }
  };
  const lookNext = (): void => {
    if (watched.size === 0) return;
    looking = looking.then(look).catch((error: unknown) => {
      onTrouble('photos of cases out of sight', error);
    });
  };
  const stops = [
    ledger.rows.subscribe(lookNext),
    watchWrites(cases, (writes) => {
      const gone = new Set(writes.flatMap(({ id, isGone }) => (isGone ? [id] : [])));
      if (gone.size === 0) return;
      for (const [id, { owner }] of photos.rows.get()) if (gone.has(owner)) watched.add(id);
      lookNext();
    }),
  ];
  return async () => {
    for (const stop of stops) stop();
    await looking;
  };
}
