import { thumbIdOf } from '../../../shared/domain/evidence.ts';
import type { LocalCollection } from '../collections/open-database.ts';
import { readMany, watchWrites } from '../collections/store-access.ts';
import type { SealedDatabase } from '../evidence/sealed-database.ts';
import { errand } from '../../lib/errand.ts';
import type { Known } from '../live.ts';
import type { Ledger } from '../sync/ledger.ts';
import type { PhotoStore, StoredPhoto } from './photo-store.ts';
import { isNeeded } from './photos-of-gone.ts';

export interface OwnOfGoneParts {
  readonly cases: LocalCollection;
  readonly photos: Pick<PhotoStore, 'rows'>;
  readonly ledger: Pick<Ledger, 'rows'>;
  readonly evidence: Pick<SealedDatabase, 'drop'>;
  /** Before the first pull is done a case that is not here may still be on its way. */
  readonly pull: Known<{ readonly done: boolean }>;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/**
 * Takes away what its author needed still when its case left our sight (`isNeeded`), as soon as he needs it no more: when the receipt has come for the photo, or for the
 * step that names it; and after a first pull that of the cases which did not come with it. Gives the way to end it; what is left then goes at the next start (`sweepEvidence`).
 */
export function dropOwnOfGone(parts: OwnOfGoneParts): () => Promise<void> {
  const { cases, photos, ledger, evidence, pull, onTrouble } = parts;
  /** To be looked at when the ledger changes. */
  const watched = new Set([...photos.rows.get().keys()].filter((id) => !pull.get().done || isNeeded(id, ledger)));
  const isOver = ({ id, scope }: StoredPhoto): boolean => scope !== undefined && !isNeeded(id, ledger);
  const look = async (): Promise<void> => {
    if (!pull.get().done) return;
    const over = [...watched].flatMap((id) => photos.rows.get().get(id) ?? []).filter(isOver);
    // Before it is read who is here: whose case leaves meanwhile is watched anew.
    for (const { id } of over) watched.delete(id);
    try {
      const owners = over.map(({ owner }) => owner);
      const here = await readMany(cases, owners);
      const going = over.filter((photo) => !here.has(photo.owner) && isOver(photo));
      if (going.length > 0) await evidence.drop(going.flatMap(({ id }) => [id, thumbIdOf(id)]));
    } catch (error) {
      // A full disk does not let them go: looked at again.
      for (const { id } of over) watched.add(id);
      throw error;
    }
  };
  const looking = errand(look, (error) => {
    onTrouble('photos of cases out of sight', error);
  });
  const lookNext = (): void => {
    if (watched.size > 0) looking.run();
  };
  const stops = [
    ledger.rows.subscribe(lookNext),
    pull.subscribe(lookNext),
    watchWrites(cases, (writes) => {
      const gone = new Set(writes.flatMap(({ id, isGone }) => (isGone ? [id] : [])));
      if (gone.size === 0) return;
      for (const [id, { owner }] of photos.rows.get()) if (gone.has(owner)) watched.add(id);
      lookNext();
    }),
  ];
  return async () => {
    for (const stop of stops) stop();
    await looking.end();
  };
}
