import type { Rulebooks } from '../../../shared/cases/rulebook.ts';
import { shelfOf } from '../../../shared/cases/shelf.ts';
import type { CatalogDocument } from '../../../shared/domain/catalog.ts';
import { typeOfId } from '../../../shared/domain/document-types.ts';
import type { Follower } from '../feed/follower.ts';
import type { CoveringIndex } from '../index/covering-index.ts';
import { ofType } from '../index/index-keys.ts';

const PAGE = 100;

export interface FollowedRulebooks {
  /** The rulebooks of everything that has been written before the call and applied to the index. */
  readonly present: () => Promise<Rulebooks>;
  readonly close: () => void;
}

async function catalogsIn(index: CoveringIndex): Promise<readonly CatalogDocument[]> {
  const catalogs: CatalogDocument[] = [];
  for (let after = ''; ;) {
    const rows = await index.page(ofType('catalog'), after, PAGE);
    catalogs.push(...rows.map(({ document }) => document as unknown as CatalogDocument));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return catalogs;
    ({ after } = last);
  }
}

/** The rulebooks that the catalogues of an installation make. */
export const rulebooksIn = async (index: CoveringIndex): Promise<Rulebooks> => shelfOf(await catalogsIn(index)).of;

/** Keeps the rulebooks that the catalogues make; read anew only after a catalogue has changed, by whomever. */
export function followRulebooks(
  index: CoveringIndex,
  follower: Pick<Follower, 'head' | 'read' | 'onStep'>,
): FollowedRulebooks {
  let seen = follower.head();
  let made: Promise<Rulebooks> | null = null;
  let looking: Promise<void> = Promise.resolve();

  const look = async (): Promise<void> => {
    for (;;) {
      const { steps, reached } = await follower.read(seen, 1_000);
      if (steps.some(({ id }) => typeOfId(id) === 'catalog')) made = null;
      if (reached === seen) return;
      seen = reached;
    }
  };
  const stop = follower.onStep(() => {
    // What could not be read is read with the next step, or made anew at the next question.
    looking = looking.then(look).catch(() => {
      made = null;
    });
  });
  return {
    present: async () => {
      await looking;
      made ??= rulebooksIn(index);
      const asked = made;
      try {
        return await asked;
      } catch (error) {
        if (made === asked) made = null;
        throw error;
      }
    },
    close: stop,
  };
}
