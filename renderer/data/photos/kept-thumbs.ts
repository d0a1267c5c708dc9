import { thumbIdOf } from '../../../shared/domain/evidence.ts';
import type { LocalCollection } from '../collections/open-database.ts';
import { readOne, watchWrites } from '../collections/store-access.ts';
import type { Fetched } from '../evidence/remote-database.ts';
import type { SealedDatabase } from '../evidence/sealed-database.ts';

/** The cases of this terminal, by id. */
export interface CasesHere {
  readonly has: (id: string) => Promise<boolean>;
  /** Hears of every one that goes, in whichever window it was let go. */
  readonly onGone: (heard: (id: string) => void) => () => void;
}

export const casesIn = (cases: LocalCollection): CasesHere => ({
  has: async (id) => (await readOne(cases, id)) !== null,
  onGone: (heard) =>
    watchWrites(cases, (writes) => {
      for (const { id, isGone } of writes) if (isGone) heard(id);
    }),
});

export interface KeptThumbs {
  /** Keeps one that came from the centre, for as long as its case is here. False: the case is not, or not any more. */
  readonly keep: (photoId: string, thumb: Fetched) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

export interface KeptThumbsParts {
  readonly cases: CasesHere;
  readonly evidence: Pick<SealedDatabase, 'put' | 'drop'>;
  /** Its case has gone: what the window still holds of the photo in plain goes too. */
  readonly forget: (photoId: string) => void;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/**
 * Thumbnails of others are kept once seen. Who lets a case go takes its pictures first (`photos-of-gone.ts`), and does not find one that is on its way just then: so
 * none is put beside a case that is not here, and what was put in between goes when the case has gone.
 */
export function keptThumbs({ cases, evidence, forget, onTrouble }: KeptThumbsParts): KeptThumbs {
  const ofCase = new Map<string, Set<string>>();
  let dropping: Promise<void> = Promise.resolve();

  const letGo = (photos: readonly string[]): Promise<void> => {
    for (const photo of photos) forget(photo);
    return evidence.drop(photos.map(thumbIdOf));
  };
  const stop = cases.onGone((subject) => {
    const photos = [...(ofCase.get(subject) ?? [])];
    if (photos.length === 0) return;
    ofCase.delete(subject);
    dropping = dropping
      .then(() => letGo(photos))
      .catch((error: unknown) => {
        onTrouble(`thumbnails of ${subject}`, error);
      });
  });

  return {
    keep: async (photoId, thumb) => {
      const subject = String(thumb.document['subject']);
      if (!(await cases.has(subject))) return false;
      ofCase.set(subject, (ofCase.get(subject) ?? new Set()).add(photoId));
      await evidence.put([thumb]);
      // It went while this was written, and whoever heard of it found nothing yet.
      const isHere = await cases.has(subject);
      if (!isHere) await letGo([photoId]);
      return isHere;
    },
    close: async () => {
      stop();
      await dropping;
    },
  };
}
