import { randomBytes } from 'node:crypto';
import type { ClassicLevel } from 'classic-level';
import { openRebuildable } from '../../index/open-rebuildable.ts';
import type { Branched } from '../port.ts';
import { NOBODY, untilItFails } from '../until-it-fails.ts';

const HEAD = 'h!head';
/** Digits of the greatest safe integer, so that keys sort like numbers. */
const DIGITS = 16;
const padded = (number: number): string => String(number).padStart(DIGITS, '0');
const placeOf = (number: number): string => `n!${padded(number)}`;
const END = 'n!~';
const BRANCH = 'b!';

/** From the beginning, as CouchDB says it. */
const BEGINNING = '0';

/** Moments that are kept, and how far apart: some hours of a day on which something is written every second. */
const MOST_MOMENTS = 20_000;
const APART_MS = 1_000;

/** Up to where CouchDB's feed was counted at some time. */
export interface Moment {
  readonly number: number;
  readonly seq: string;
  /** What was written before this is in it. */
  readonly askedMs: number;
  /** What was written after this is not. */
  readonly readMs: number;
}

interface Head extends Moment {
  readonly store: string;
  /** Names this numbering: numbers of another say nothing here. */
  readonly name: string;
}

/** What a row of CouchDB's feed says of a document. */
export interface FeedRow {
  readonly id: string;
  readonly rev: string;
  /** Others of its living revisions were named. */
  readonly isBranched?: boolean;
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
  /** Counts rows that were asked for and read at these times; their numbers in order, null for what was counted before. */
  readonly append: (rows: readonly FeedRow[], moment: Omit<Moment, 'number'>) => Promise<readonly (number | null)[]>;
  /** Where documents stand after a number, oldest first. */
  readonly after: (
    number: number,
    limit: number,
  ) => Promise<readonly { readonly number: number; readonly id: string }[]>;
  /** The revision in which each document was counted last; null: never. */
  readonly revisions: (ids: readonly string[]) => Promise<readonly (string | null)[]>;
  /** The documents that were counted last, newest first. */
  readonly newest: (limit: number) => Promise<readonly FeedRow[]>;
  /** Reads the feed from its beginning again. What stands in the count stays. */
  readonly rewind: () => Promise<void>;
  /** Documents with several living revisions, noted in the batch that counts the row which said so. */
  readonly branched: {
    readonly all: () => Promise<readonly Branched[]>;
    readonly settled: (branched: Branched) => Promise<void>;
  };
  /** The newest number of each document that was counted. */
  readonly numbers: (ids: readonly string[]) => Promise<readonly number[]>;
  /** The last moment at or before a number; null: too long ago. */
  readonly momentAt: (number: number) => Moment | null;
  /** A number before everything that was written after this time. */
  readonly before: (ms: number) => number;
  readonly close: () => Promise<void>;
}

async function begin(level: ClassicLevel, store: string): Promise<{ readonly head: Head; readonly moments: Moment[] }> {
  const text = await level.get(HEAD);
  const found = text === undefined ? null : (JSON.parse(text) as Head);
  if (found !== null && found.store !== store) await level.clear();
  const head: Head =
    found?.store === store
      ? found
      : { store, name: randomBytes(8).toString('hex'), number: 0, seq: BEGINNING, askedMs: 0, readMs: 0 };
  if (head.number === 0) await level.put(HEAD, JSON.stringify(head), { sync: true });
  const moments = (await level.values({ gt: 'm!', lt: 'm!~' }).all()).map((value) => JSON.parse(value) as Moment);
  return { head, moments };
}

/** `broken` hears of a write that the disk did not take: a number that was given behind it might be given a second time after the next start. */
export async function openSequenceLog(path: string, store: string, broken = NOBODY): Promise<SequenceLog> {
  // Torn, everything is counted anew, under another name.
  const { level, begun } = await openRebuildable(path, (opened) => begin(opened, store));
  const whole = untilItFails('the count of changes', broken);
  let { head } = begun;
  const { moments } = begun;

  /** The last moment for which something holds; what holds for one holds for those before it. */
  const lastMoment = (holds: (moment: Moment) => boolean): Moment | null => {
    let [low, high] = [0, moments.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const moment = moments[middle];
      if (moment !== undefined && holds(moment)) low = middle + 1;
      else high = middle;
    }
    return moments[low - 1] ?? null;
  };

  return {
    name: head.name,
    head: () => head.number,
    seq: () => head.seq,
    append: async (rows, read) => {
      const branched = rows.filter(({ isBranched }) => isBranched === true);
      if (rows.length === 0 && read.seq === head.seq) {
        // Nothing new, but true for longer; not worth a write.
        head = { ...head, ...read };
        return [];
      }
      const known = await level.getMany(rows.map(({ id }) => `i!${id}`));
      const batch = level.batch();
      let { number } = head;
      // A feed may tell of a document twice in one answer.
      const counted = new Map<string, string>();
      const numbers = rows.map(({ id, rev }, at): number | null => {
        const [place = '', before] = (counted.get(id) ?? known[at])?.split(' ') ?? [];
        if (before === rev) return null;
        number += 1;
        if (place !== '') batch.del(placeOf(Number(place)));
        batch.put(placeOf(number), id);
        counted.set(id, `${number} ${rev}`);
        return number;
      });
      for (const [id, place] of counted) batch.put(`i!${id}`, place);
      for (const { id } of branched) batch.put(BRANCH + id, randomBytes(6).toString('hex'));
      const moment: Moment = { ...read, number };
      const isKept = read.readMs - (moments.at(-1)?.readMs ?? 0) >= APART_MS;
      if (isKept) batch.put(`m!${padded(number)}`, JSON.stringify(moment));
      const forgotten = isKept && moments.length >= MOST_MOMENTS ? moments[0] : undefined;
      if (forgotten !== undefined) batch.del(`m!${padded(forgotten.number)}`);
      const next: Head = { ...head, ...moment };
      batch.put(HEAD, JSON.stringify(next));
      // Whoever reads builds on these numbers: after a power cut none may be given a second time.
      await whole(() => batch.write({ sync: true }));
      head = next;
      // Of two at one number the later says more.
      if (isKept && moments.at(-1)?.number === number) moments.pop();
      if (isKept) moments.push(moment);
      if (forgotten !== undefined) moments.shift();
      return numbers;
    },
    after: async (number, limit) => {
      const rows = await level.iterator({ gt: placeOf(number), lt: END, limit }).all();
      return rows.map(([key, id]) => ({ number: Number(key.slice(2)), id }));
    },
    revisions: async (ids) =>
      (await level.getMany(ids.map((id) => `i!${id}`))).map((one) => one?.split(' ')[1] ?? null),
    newest: async (limit) => {
      const ids = await level.values({ gt: 'n!', lt: END, reverse: true, limit }).all();
      const places = await level.getMany(ids.map((id) => `i!${id}`));
      return ids.map((id, at) => ({ id, rev: places[at]?.split(' ')[1] ?? '' }));
    },
    rewind: async () => {
      const next = { ...head, seq: BEGINNING };
      await whole(() => level.put(HEAD, JSON.stringify(next), { sync: true }));
      head = next;
    },
    branched: {
      all: async () => {
        const rows = await level.iterator({ gt: BRANCH, lt: `${BRANCH}~` }).all();
        return rows.map(([key, sighting]) => ({ id: key.slice(BRANCH.length), sighting }));
      },
      settled: async ({ id, sighting }) => {
        if ((await level.get(BRANCH + id)) === sighting) await whole(() => level.del(BRANCH + id));
      },
    },
    numbers: async (ids) =>
      (await level.getMany(ids.map((id) => `i!${id}`))).flatMap((one) =>
        one === undefined ? [] : [Number(one.split(' ')[0])],
      ),
    momentAt: (number) => (number >= head.number ? head : lastMoment((moment) => moment.number <= number)),
    before: (ms) => (head.readMs <= ms ? head.number : (lastMoment(({ readMs }) => readMs <= ms)?.number ?? 0)),
    close: () => level.close(),
  };
}
