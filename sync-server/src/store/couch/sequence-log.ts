import { randomBytes } from 'node:crypto';
import { ClassicLevel } from 'classic-level';

const HEAD = 'h!head';
/** Digits of the greatest safe integer, so that keys sort like numbers. */
const DIGITS = 16;
const placeOf = (number: number): string => `n!${String(number).padStart(DIGITS, '0')}`;
const END = 'n!~';

/** From the beginning, as CouchDB says it. */
const BEGINNING = '0';

interface Head {
  readonly store: string;
  /** Names this numbering: numbers of another say nothing here. */
  readonly name: string;
  readonly number: number;
  readonly seq: string;
}

/** What a row of CouchDB's feed says of a document. */
export interface FeedRow {
  readonly id: string;
  readonly rev: string;
}

/**
 * Our own count of the changes that a CouchDB tells of. Its sequences are opaque: strings that only it can read, that a cluster does not give in one order and may
 * take back. So each server counts what it reads, as it reads it, and keeps the count beside the sequence up to which it goes, in one batch that is on disk before
 * anybody builds on it. A document stands at its newest number only, as in the feed itself; a row that says nothing new (a node was lost, the feed began again further back) is not counted again.
 */
export interface SequenceLog {
  readonly name: string;
  readonly head: () => number;
  /** CouchDB's sequence up to which everything is counted. */
  readonly seq: () => string;
  /** Counts rows; their numbers in order, null for what was counted before. */
  readonly append: (rows: readonly FeedRow[], seq: string) => Promise<readonly (number | null)[]>;
  /** Where documents stand after a number, oldest first. */
  readonly after: (
    number: number,
    limit: number,
  ) => Promise<readonly { readonly number: number; readonly id: string }[]>;
  readonly close: () => Promise<void>;
}

export async function openSequenceLog(path: string, store: string): Promise<SequenceLog> {
  const level = new ClassicLevel(path);
  await level.open();
  const text = await level.get(HEAD);
  const found = text === undefined ? null : (JSON.parse(text) as Head);
  if (found !== null && found.store !== store) await level.clear();
  let head: Head =
    found?.store === store ? found : { store, name: randomBytes(8).toString('hex'), number: 0, seq: BEGINNING };
  if (head.number === 0) await level.put(HEAD, JSON.stringify(head), { sync: true });

  return {
    name: head.name,
    head: () => head.number,
    seq: () => head.seq,
    append: async (rows, seq) => {
      const known = await level.getMany(rows.map(({ id }) => `i!${id}`));
      const batch = level.batch();
      let { number } = head;
      const numbers = rows.map(({ id, rev }, at): number | null => {
        const [place = '', before] = known[at]?.split(' ') ?? [];
        if (before === rev) return null;
        number += 1;
        if (place !== '') batch.del(placeOf(Number(place)));
        batch.put(placeOf(number), id);
        batch.put(`i!${id}`, `${number} ${rev}`);
        return number;
      });
      const next = { ...head, number, seq };
      batch.put(HEAD, JSON.stringify(next));
      // Whoever reads builds on these numbers: after a power cut none may be given a second time.
      await batch.write({ sync: true });
      head = next;
      return numbers;
    },
    after: async (number, limit) => {
      const rows = await level.iterator({ gt: placeOf(number), lt: END, limit }).all();
      return rows.map(([key, id]) => ({ number: Number(key.slice(2)), id }));
    },
    close: () => level.close(),
  };
}
