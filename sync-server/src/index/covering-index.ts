import { randomBytes } from 'node:crypto';
import type { ClassicLevel } from 'classic-level';
import type { StoreChange, StoredDocument } from '../store/port.ts';
import { fallEntry, forgetFalls, readFalls, type Fall } from './fall-log.ts';
import type { KeyRange } from './index-keys.ts';
import { openRebuildable } from './open-rebuildable.ts';

/** Changes when the form of the keys or values does: the index is thrown away and built anew. */
const FORM = 6;
const HEAD = 'm!head';

/** Falls that are remembered, and how many are forgotten at a time: far more than anybody misses in a month, some 50 MB. */
const MOST_FALLS = 400_000;
const FORGOTTEN_AT_ONCE = 100_000;

/** Nothing moves more often than this in the time that a copy is read in. */
const MOST_LOOKS = 4;

/** Documents whose places are kept at hand: a push asks where its documents stand right before their change comes. */
const MOST_AT_HAND = 8_192;

/** The sequence from which the trail of an index is whole that is still being built. */
const NOT_YET = Number.MAX_SAFE_INTEGER;

/** How far back the index can say what left which keys. */
export interface Trail {
  /** The store whose sequences these are. */
  readonly store: string;
  /** Names this index and its memory: what it gave out to read is in its trail. */
  readonly name: string;
  /** Whatever left a key after this sequence is in the log. */
  readonly from: number;
  /**
   * The last time a document came two revisions on at once: where it stood in between is not known here, only to another server's index that saw it.
   * Of no interest to who read from this index, which never gave out what it did not see.
   */
  readonly gapAt: number;
}

interface Head {
  readonly form: number;
  /** Whose numbers the sequences are (`Store.count`). */
  readonly count?: string;
  readonly applied: number;
  readonly trail: Trail;
  /** Lines of the log of falls. */
  readonly falls: number;
}

/** What the index remembers of a document beside its copies. */
interface Known {
  /** Where it stands; of a tombstone, where it may be seen. */
  readonly keys: readonly string[];
  /** Generation of its revision. */
  readonly generation: number;
  /** There are no copies under the keys: it is deleted. */
  readonly isGone?: true;
}

export interface IndexRow {
  /** The key without the prefix of its range: where a walk goes on. */
  readonly after: string;
  readonly document: StoredDocument;
}

/** A change, and the keys it took the document away from. */
export interface AppliedChange extends Omit<StoreChange, 'text'> {
  readonly fallen: readonly string[];
  /** Characters of the document as text: about what it takes in memory. */
  readonly length: number;
}

/**
 * The covering index beside a store (STACK's measurements say why): every key holds the whole document, and the applied sequence is in the same batch,
 * so that it is never ahead of or behind itself. Everything in it comes from the store's feed; it may be deleted at any time.
 */
export interface CoveringIndex {
  /** The store's sequence up to which the index is complete. */
  readonly applied: () => number;
  readonly trail: () => Trail;
  readonly apply: (changes: readonly StoreChange[], last: number) => Promise<readonly AppliedChange[]>;
  /** To be called once the index has caught up after it was opened: from here on it sees what the store says as it is said. */
  readonly settle: () => Promise<void>;
  /** Rows of a range after a key of it, in order. */
  readonly page: (range: KeyRange, after: string, limit: number) => Promise<readonly IndexRow[]>;
  /** Whether a range holds nothing; of one that was asked about it is known without looking. */
  readonly isEmpty: (range: KeyRange) => Promise<boolean>;
  /** The keys of a range, no documents read: for counting. */
  readonly keys: (range: KeyRange) => AsyncIterable<string>;
  /** The documents in force (no tombstones); unknown ids are absent. */
  readonly documents: (ids: readonly string[]) => Promise<ReadonlyMap<string, StoredDocument>>;
  /** The keys under which documents stand, tombstones included; unknown ids are absent. */
  readonly standing: (ids: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;
  /** What left its keys after a sequence and up to another, oldest first. */
  readonly falls: (after: number, upTo: number, limit: number) => Promise<readonly Fall[]>;
  readonly close: () => Promise<void>;
}

const parse = (text: string): StoredDocument => JSON.parse(text) as StoredDocument;
const newName = (): string => randomBytes(8).toString('hex');
const generationOf = ({ _rev }: StoredDocument): number => Number(_rev.slice(0, _rev.indexOf('-')));

interface OfStore {
  readonly uuid: string;
  readonly count?: string;
  readonly head: number;
}

/** How far an index has come; one that is not of this store, or of this form, is emptied. */
async function begin(level: ClassicLevel, { uuid, count = '', head }: OfStore): Promise<Head> {
  const text = await level.get(HEAD);
  const found = text === undefined ? null : (JSON.parse(text) as Head);
  const isOfCount = (found?.count ?? '') === count;
  // Ahead of its store: the store was put back to an older state.
  const isOurs = found?.form === FORM && found.trail.store === uuid && isOfCount && found.applied <= head;
  if (isOurs) return found;
  if (found !== null) await level.clear();
  return { form: FORM, count, applied: 0, trail: { store: uuid, name: newName(), from: NOT_YET, gapAt: 0 }, falls: 0 };
}

export async function openCoveringIndex(
  path: string,
  store: OfStore,
  keysOf: (document: StoredDocument) => readonly string[],
  mostFalls = MOST_FALLS,
  mostAtHand = MOST_AT_HAND,
): Promise<CoveringIndex> {
  const { level, begun } = await openRebuildable(path, (opened) => begin(opened, store));
  let head = begun;
  const openedAt = head.applied;

  /** Beginnings of ranges that were looked at and held nothing. */
  const empty = new Set<string>();

  const atHand = new Map<string, Known | null>();
  const keepAtHand = (id: string, entry: Known | null): void => {
    atHand.delete(id);
    atHand.set(id, entry);
    const [oldest] = atHand.keys();
    if (atHand.size > mostAtHand && oldest !== undefined) atHand.delete(oldest);
  };

  const known = async (ids: readonly string[]): Promise<readonly (Known | null)[]> => {
    // Taken out first: what is read now may push it out.
    const found = new Map(ids.flatMap((id) => (atHand.has(id) ? [[id, atHand.get(id) ?? null] as const] : [])));
    const wanted = ids.filter((id) => !found.has(id));
    if (wanted.length > 0) {
      const asOf = head.applied;
      const texts = await level.getMany(wanted.map((id) => `d!${id}`));
      wanted.forEach((id, at) => {
        const text = texts[at];
        found.set(id, text === undefined ? null : (JSON.parse(text) as Known));
      });
      // What the index took in meanwhile may be newer than what was read.
      if (head.applied === asOf) for (const id of wanted) keepAtHand(id, found.get(id) ?? null);
    }
    return ids.map((id) => found.get(id) ?? null);
  };

  const putHead = async (next: Head): Promise<void> => {
    await level.put(HEAD, JSON.stringify(next), { sync: true });
    head = next;
  };

  const forgetOldest = async (): Promise<void> => {
    const count = Math.min(FORGOTTEN_AT_ONCE, Math.ceil(mostFalls / 4));
    // The head first: a crash in between leaves lines that nobody asks for.
    const [last] = (await readFalls(level, 0, NOT_YET, count)).slice(-1);
    if (last === undefined) return;
    await putHead({ ...head, falls: head.falls - count, trail: { ...head.trail, from: last.seq } });
    await forgetFalls(level, last.seq);
  };

  return {
    applied: () => head.applied,
    trail: () => head.trail,
    apply: async (changes, last) => {
      const before = await known(changes.map((change) => change.document._id));
      const batch = level.batch();
      let { gapAt } = head.trail;
      let falls = head.falls;
      const standing = new Map<string, Known>();
      const applied = changes.map((change, at): AppliedChange => {
        const { seq, document, text = JSON.stringify(document) } = change;
        // A store may bring a document twice in one page, each time as it stood when it was read.
        const was = standing.get(change.document._id) ?? before[at] ?? { keys: [], generation: 0 };
        const keys = keysOf(document);
        const generation = generationOf(document);
        const isGone = document._deleted === true;
        const fallen = was.keys.filter((key) => !keys.includes(key));
        for (const key of isGone ? was.keys : fallen) batch.del(key);
        if (!isGone) for (const key of keys) batch.put(key, text);
        const now: Known = { keys, generation, ...(isGone ? { isGone } : {}) };
        batch.put(`d!${document._id}`, JSON.stringify(now));
        standing.set(document._id, now);
        if (fallen.length > 0) {
          batch.put(...fallEntry({ seq, id: document._id, keys: fallen }));
          falls += 1;
        }
        if (generation > was.generation + 1) gapAt = seq;
        return { seq, document, fallen, length: text.length };
      });
      const next: Head = { ...head, applied: last, falls, trail: { ...head.trail, gapAt } };
      batch.put(HEAD, JSON.stringify(next));
      // Or the power takes a part out of the middle when LevelDB turns to a new file: the old one's end is gone and the new one says that it is all there.
      await batch.write({ sync: true });
      head = next;
      for (const [id, entry] of standing) {
        keepAtHand(id, entry);
        for (const prefix of empty) if (entry.keys.some((key) => key.startsWith(prefix))) empty.delete(prefix);
      }
      if (falls > mostFalls) await forgetOldest();
      return applied;
    },
    settle: async () => {
      const isWhole = head.trail.from !== NOT_YET;
      if (isWhole && head.applied === openedAt) return;
      // What it applied just now may be a second time: a power cut took the end of it away, and what was read from that is not in the log.
      const from = isWhole ? head.trail.from : head.applied;
      await putHead({ ...head, trail: { ...head.trail, name: newName(), from } });
    },
    page: async (range, after, limit) => {
      const rows = await level.iterator({ gt: range.prefix + after, lt: range.end, limit }).all();
      return rows.map(([key, text]) => ({ after: key.slice(range.prefix.length), document: parse(text) }));
    },
    isEmpty: async ({ prefix, end }) => {
      if (empty.has(prefix)) return true;
      const asOf = head.applied;
      const isSo = (await level.keys({ gt: prefix, lt: end, limit: 1 }).all()).length === 0;
      // What the index took in meanwhile may lie in it.
      if (isSo && head.applied === asOf) empty.add(prefix);
      return isSo;
    },
    keys: (range) => level.keys({ gt: range.prefix, lt: range.end }),
    documents: async (ids) => {
      const found = new Map<string, StoredDocument>();
      let open = ids;
      // One that moves between the reading of its place and of its copy is not gone: it is looked for where it stands now.
      for (let tries = 0; open.length > 0 && tries < MOST_LOOKS; tries += 1) {
        const entries = await known(open);
        const standing = open.flatMap((id, at) => {
          const entry = entries[at];
          const key = entry === null || entry === undefined || entry.isGone === true ? undefined : entry.keys[0];
          return key === undefined ? [] : [{ id, key }];
        });
        const texts = await level.getMany(standing.map(({ key }) => key));
        open = standing.flatMap(({ id }, at) => {
          const text = texts[at];
          if (text !== undefined) found.set(id, parse(text));
          return text === undefined ? [id] : [];
        });
      }
      return found;
    },
    standing: async (ids) => {
      const entries = await known(ids);
      return new Map(
        ids.flatMap((id, at) => {
          const entry = entries[at];
          return entry === null || entry === undefined ? [] : [[id, entry.keys] as const];
        }),
      );
    },
    falls: (after, upTo, limit) => readFalls(level, after, upTo, limit),
    close: () => level.close(),
  };
}
