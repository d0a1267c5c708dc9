import { PULLED } from '../collections/pulled-marks.ts';
import { overtaken } from '../collections/overtaken.ts';
import { layerOf, type StorageLayer } from '../collections/storage-layer.ts';
import type { Pulled } from './feed.ts';

/** What the centre has answered to pushes, until the feed has brought it: a page of the feed that was on its way meanwhile is older than what is here. */
export interface NewestAnswered {
  readonly note: (documents: readonly Pulled[]) => void;
  /**
   * Writes nothing of what was pulled that is older than its answer: the newer one comes later. What is gone is gone. Told as late as in the writing: RxDB keeps back what it is
   * given while a push runs, and the answer to that push comes before it.
   */
  readonly over: StorageLayer;
  /** What comes from here on takes the place of what is here, whatever it was. */
  readonly forget: () => void;
}

const heightOf = ({ rev }: Pulled): number => Number.parseInt(rev ?? '', 10) || 0;

export function newestAnswered(): NewestAnswered {
  const heights = new Map<string, number>();
  const isOlder = (document: Pulled): boolean => {
    const isBehind = !document._deleted && heightOf(document) < (heights.get(document._id) ?? 0);
    // The feed comes in order: from here on it is what there is.
    if (!isBehind) heights.delete(document._id);
    return isBehind;
  };
  return {
    note: (documents) => {
      for (const document of documents) if (!document._deleted) heights.set(document._id, heightOf(document));
    },
    over: layerOf((instance) => {
      const write = instance.bulkWrite.bind(instance);
      instance.bulkWrite = async (rows, context) => {
        if (!context.startsWith(PULLED)) return write(rows, context);
        const older = rows.filter(({ document }) => isOlder(document as unknown as Pulled));
        if (older.length === 0) return write(rows, context);
        const newer = rows.filter((row) => !older.includes(row));
        const { error } = newer.length === 0 ? { error: [] } : await write(newer, context);
        return { error: [...error, ...overtaken(instance, older, context)] };
      };
    }),
    forget: () => {
      heights.clear();
    },
  };
}
