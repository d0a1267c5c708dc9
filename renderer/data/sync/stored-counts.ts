import { DOCUMENT_TYPES, type CollectionName, type DocumentType } from '../../../shared/domain/document-types.ts';
import type { LocalCollections } from '../collections/open-database.ts';
import { countWhere } from '../collections/store-access.ts';
import type { Live } from '../api.ts';
import { liveWhileHeard } from '../live.ts';
import { PULL_KINDS } from './pull-progress.ts';

/** What lies here changes all day; whoever looks at its size does not need every step. */
const COUNT_EVERY_MS = 15_000;

const collectionOf = (type: DocumentType): CollectionName | null => DOCUMENT_TYPES[type].collection;

async function countOf(collections: LocalCollections, types: readonly DocumentType[]): Promise<number> {
  const counts = await Promise.all(
    types.map(async (type) => {
      const name = collectionOf(type);
      // Not every kind is open everywhere: tests open a few.
      if (name === null || !Object.hasOwn(collections, name)) return 0;
      const isAlone =
        (Object.keys(DOCUMENT_TYPES) as DocumentType[]).filter((one) => collectionOf(one) === name).length === 1;
      return countWhere(collections[name], isAlone ? {} : { type });
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** How many documents of each kind lie here, counted on the index while somebody looks; nothing is opened. */
export const storedCounts = (
  collections: LocalCollections,
  onTrouble: (what: string, error: unknown) => void,
): Live<readonly { readonly kind: string; readonly count: number }[]> =>
  liveWhileHeard((set) => {
    let isHeard = true;
    const count = async (): Promise<void> => {
      const counted = await Promise.all(
        PULL_KINDS.map(async ({ kind, types }) => ({ kind, count: await countOf(collections, types) })),
      );
      if (isHeard) set(counted.filter((one) => one.count > 0));
    };
    const run = (): void => {
      void count().catch((error: unknown) => {
        if (isHeard) onTrouble('stored counts', error);
      });
    };
    run();
    const timer = setInterval(run, COUNT_EVERY_MS);
    return () => {
      isHeard = false;
      clearInterval(timer);
    };
  });
