import { ClassicLevel } from 'classic-level';
import type { StoreChange, StoredDocument } from '../store/port.ts';
import type { KeyRange } from './index-keys.ts';

/** Changes when the form of the keys or values does: the index is thrown away and built anew. */
const FORM = 1;
const HEAD = 'm!head';

interface Head {
  readonly form: number;
  readonly store: string;
  readonly applied: number;
}

/** What the index remembers of a document beside its copies: the keys to take away again. */
interface Known {
  readonly keys: readonly string[];
}

export interface IndexRow {
  /** The key without the prefix of its range: where a walk goes on. */
  readonly after: string;
  readonly document: StoredDocument;
}

/**
 * The covering index beside a store (STACK's measurements say why): every key holds the whole document, and the applied sequence is in the same batch,
 * so that it is never ahead of or behind itself. Everything in it comes from the store's feed; it may be deleted at any time.
 */
export interface CoveringIndex {
  /** The store's sequence up to which the index is complete. */
  readonly applied: () => number;
  readonly apply: (changes: readonly StoreChange[], last: number) => Promise<void>;
  /** Rows of a range after a key of it, in order. */
  readonly page: (range: KeyRange, after: string, limit: number) => Promise<readonly IndexRow[]>;
  /** The documents in force (no tombstones); unknown ids are absent. */
  readonly documents: (ids: readonly string[]) => Promise<ReadonlyMap<string, StoredDocument>>;
  readonly close: () => Promise<void>;
}

const parse = (text: string): StoredDocument => JSON.parse(text) as StoredDocument;

export async function openCoveringIndex(
  path: string,
  storeUuid: string,
  keysOf: (document: StoredDocument) => readonly string[],
): Promise<CoveringIndex> {
  const level = new ClassicLevel(path);
  await level.open();
  const headText = await level.get(HEAD);
  const head = headText === undefined ? null : (JSON.parse(headText) as Head);
  const isOurs = head?.form === FORM && head.store === storeUuid;
  if (head !== null && !isOurs) await level.clear();
  let applied = isOurs ? head.applied : 0;

  const known = async (ids: readonly string[]): Promise<readonly (Known | null)[]> => {
    const texts = await level.getMany(ids.map((id) => `d!${id}`));
    return texts.map((text) => (text === undefined ? null : (JSON.parse(text) as Known)));
  };

  return {
    applied: () => applied,
    apply: async (changes, last) => {
      const before = await known(changes.map((change) => change.document._id));
      const batch = level.batch();
      changes.forEach(({ document }, at) => {
        for (const key of before[at]?.keys ?? []) batch.del(key);
        if (document._deleted === true) {
          batch.del(`d!${document._id}`);
          return;
        }
        const keys = keysOf(document);
        const text = JSON.stringify(document);
        for (const key of keys) batch.put(key, text);
        batch.put(`d!${document._id}`, JSON.stringify({ keys } satisfies Known));
      });
      batch.put(HEAD, JSON.stringify({ form: FORM, store: storeUuid, applied: last } satisfies Head));
      await batch.write();
      applied = last;
    },
    page: async (range, after, limit) => {
      const rows = await level.iterator({ gt: range.prefix + after, lt: range.end, limit }).all();
      return rows.map(([key, text]) => ({ after: key.slice(range.prefix.length), document: parse(text) }));
    },
    documents: async (ids) => {
      const found = await known(ids);
      const keys = found.flatMap((entry) => entry?.keys.slice(0, 1) ?? []);
      const texts = await level.getMany(keys);
      const documents = texts.flatMap((text) => (text === undefined ? [] : [parse(text)]));
      return new Map(documents.map((document) => [document._id, document]));
    },
    close: () => level.close(),
  };
}
