import type { AccompaniedDocument, Store, StoredDocument, WriteDocument, WriteRow } from '../port.ts';
import { BESIDE, besideOf, idsInUse } from './couch-documents.ts';
import type { CouchHttp } from './couch-http.ts';

/** Revisions whose lines are known to be there. More than come between two looks at the feed. */
const MOST_WHOLE = 50_000;

const keyOf = ({ _id, _rev }: Pick<StoredDocument, '_id' | '_rev'>): string => `${_id} ${_rev}`;

/**
 * CouchDB puts no two documents down in one go. So a document carries what belongs to it in its own revision, and that is put down behind it. Whoever meets
 * the revision in the feed, on whichever server, puts down what is not there: nothing is read or written over before that.
 */
export function couchBeside(
  http: CouchHttp,
  write: (documents: readonly WriteDocument[]) => Promise<readonly WriteRow[]>,
  /** Hears what is down whole. */
  isDown: (documents: readonly WriteDocument[], rows: readonly WriteRow[]) => void,
): {
  readonly writeWith: Store['writeWith'];
  /** Puts down what belongs to documents as CouchDB gave them. */
  readonly met: (documents: readonly StoredDocument[]) => Promise<void>;
} {
  const whole = new Set<string>();
  const underWay = new Map<Promise<unknown>, ReadonlySet<string>>();
  const isWhole = (key: string): void => {
    if (whole.size >= MOST_WHOLE) whole.clear();
    whole.add(key);
  };

  const putDown = async (accompanied: readonly AccompaniedDocument[]): Promise<readonly WriteRow[]> => {
    const rows = await write(
      accompanied.map(({ document, beside }) => (beside.length === 0 ? document : { ...document, [BESIDE]: beside })),
    );
    const taken = accompanied.flatMap(({ beside }, at) => {
      const row = rows[at];
      return row?.ok === true && beside.length > 0 ? [{ key: keyOf({ _id: row.id, _rev: row.rev }), beside }] : [];
    });
    const lines = taken.flatMap(({ beside }) => beside);
    const lineRows = lines.length > 0 ? await write(lines) : [];
    for (const { key } of taken) isWhole(key);
    isDown([...accompanied.map(({ document }) => document), ...lines], [...rows, ...lineRows]);
    return rows;
  };

  return {
    writeWith: async (accompanied) => {
      const work = putDown(accompanied);
      underWay.set(work, new Set(accompanied.map(({ document }) => document._id)));
      try {
        return await work;
      } finally {
        underWay.delete(work);
      }
    },
    met: async (documents) => {
      const unsure = (): readonly StoredDocument[] =>
        documents.filter((document) => besideOf(document).length > 0 && !whole.has(keyOf(document)));
      const ids = unsure().map(({ _id }) => _id);
      if (ids.length === 0) return;
      // Ours, perhaps: on its way.
      await Promise.allSettled([...underWay].filter(([, own]) => ids.some((id) => own.has(id))).map(([work]) => work));
      const left = unsure();
      if (left.length === 0) return;
      const lines = left.flatMap((document) => besideOf(document));
      const there = await idsInUse(
        http,
        lines.map(({ _id }) => _id),
      );
      const missing = lines.filter(({ _id }) => !there.has(_id));
      if (missing.length > 0) await write(missing);
      for (const document of left) isWhole(keyOf(document));
    },
  };
}
