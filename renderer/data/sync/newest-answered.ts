import type { Pulled } from './feed.ts';

/** What the centre has answered to pushes, until the feed has brought it: a page of the feed that was on its way meanwhile is older than what is here. */
export interface NewestAnswered {
  readonly note: (documents: readonly Pulled[]) => void;
  /** Without those that are older than their answer: the newer ones come later. What is gone is gone. */
  readonly withoutOlder: (documents: readonly Pulled[]) => readonly Pulled[];
  /** What comes from here on takes the place of what is here, whatever it was. */
  readonly forget: () => void;
}

const heightOf = ({ rev }: Pulled): number => Number.parseInt(rev ?? '', 10) || 0;

export function newestAnswered(): NewestAnswered {
  const heights = new Map<string, number>();
  return {
    note: (documents) => {
      for (const document of documents) if (!document._deleted) heights.set(document._id, heightOf(document));
    },
    withoutOlder: (documents) =>
      documents.filter((document) => {
        const isOlder = !document._deleted && heightOf(document) < (heights.get(document._id) ?? 0);
        if (!isOlder) heights.delete(document._id);
        return !isOlder;
      }),
    forget: () => {
      heights.clear();
    },
  };
}
