import { typeOfId } from '../../../shared/domain/document-types.ts';
import type { CoveringIndex } from '../index/covering-index.ts';
import { ofSubject, SUBJECT_TYPE } from '../index/index-keys.ts';
import type { Store, StoredDocument } from '../store/port.ts';
import type { Follower, Step } from './follower.ts';
import type { Position } from './position.ts';
import type { Memory } from './go-on.ts';

export interface SourceItem {
  readonly id: string;
  /** Null where the document comes again at a later position: here it only stopped standing under `fallen`. */
  readonly document: StoredDocument | null;
  readonly fallen: readonly string[];
  /** Where a reader goes on after this item. */
  readonly position: Position;
}

/** Changes of one database as clients may come to see them, read once and handed to all. */
export interface ChangeSource {
  readonly head: () => Position;
  /** Resolves when everything written before the call, by whomever, can be read here. */
  readonly catchUp: () => Promise<void>;
  /** Items after a position, oldest first; `reached` is how far this goes, the head when there is no more. */
  readonly read: (
    after: Position,
    limit: number,
  ) => Promise<{ readonly items: readonly SourceItem[]; readonly reached: Position }>;
  /** The keys under which documents stand now; unknown ids are absent. */
  readonly standing: (ids: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;
  /** How far back this server can say what left whose sight. */
  readonly memory: () => Memory;
  /** How another server is told of a position, where each counts for itself; empty: it is not, or need not be. */
  readonly markOf: (position: Position) => string;
  /** The position here that a mark of another server says, once this one has caught up; null: begin again. Absent: positions are the same everywhere. */
  readonly positionAt?: (mark: string) => Promise<Position | null>;
  /** Calls when there may be something new. */
  readonly onStep: (listener: () => void) => () => void;
}

/** What is followed, and the index that is kept up by it. */
export interface Followed {
  readonly follower: Follower;
  readonly index: CoveringIndex;
  readonly store: Pick<Store, 'marks'>;
}

/** Falls that are looked through for those of what has changed. */
const MOST_FALLS = 20_000;

/** A sequence here before everything that has happened since a mark: changes, and where what changed stood in between. */
async function sequenceAt({ store, index }: Followed, mark: string): Promise<number | null> {
  const since = await store.marks?.since(mark);
  if (since === undefined || since === null) return null;
  const { floor, changed } = since;
  // What stood where before the index was built is known to nobody here.
  if (floor < index.trail().from) return null;
  const falls = await index.falls(floor, index.applied(), MOST_FALLS);
  if (falls.length === MOST_FALLS) return null;
  const fall = falls.find(({ id }) => changed.ids.has(id));
  // It may have happened before the mark, when its reader did not see the document: to name it would tell him of it.
  if (fall !== undefined && fall.seq <= since.unsure) return null;
  const at = Math.min(changed.first, fall?.seq ?? changed.first) - 1;
  return falls.some(({ id, seq }) => seq > at && !changed.ids.has(id)) ? null : at;
}

export function ownChanges(followed: Followed): ChangeSource {
  const { follower, index, store } = followed;
  return {
    markOf: ({ own }) => store.marks?.at(own) ?? '',
    ...(store.marks === undefined
      ? {}
      : {
          positionAt: async (mark) => {
            const own = await sequenceAt(followed, mark);
            return own === null ? null : { own, subjects: 0 };
          },
        }),
    head: () => ({ own: follower.head(), subjects: 0 }),
    catchUp: follower.catchUp,
    read: async (after, limit) => {
      const { steps, reached } = await follower.read(after.own, limit);
      const items = steps.map((step) => ({ ...step, position: { own: step.seq, subjects: 0 } }));
      return { items, reached: { own: reached, subjects: 0 } };
    },
    standing: index.standing,
    memory: () => {
      const { store, name, from, gapAt } = index.trail();
      return { store, name, from: { own: from, subjects: 0 }, gapAt: { own: gapAt, subjects: 0 } };
    },
    onStep: follower.onStep,
  };
}

/**
 * Evidence comes anew when its subject changes: a case that is dispatched brings its photos into the department's sight, though they were written long before,
 * and one that moves away takes them along. Own changes first, then those of subjects; a repeated row costs a replicator one `_revs_diff`.
 */
export function evidenceChanges(evidence: Followed, records: Followed): ChangeSource {
  const own = evidence.follower;
  const subjects = records.follower;
  const aboutSubject = async ({ seq, id, fallen }: Step, own: number, half: string): Promise<readonly SourceItem[]> => {
    const rows = await evidence.index.page(ofSubject(id), half, MOST_PER_SUBJECT);
    return rows.map(({ document }, nth) => ({
      id: document._id,
      document,
      fallen,
      // All but the last stay before the subject's change, and say how far into it they are.
      position: nth === rows.length - 1 ? { own, subjects: seq } : { own, subjects: seq - 1, half: document._id },
    }));
  };
  return {
    markOf: (position) => {
      const marks = [evidence.store.marks?.at(position.own), records.store.marks?.at(position.subjects)];
      return marks.every((mark) => mark !== undefined && mark !== '') ? marks.join(BETWEEN_MARKS) : '';
    },
    ...(evidence.store.marks === undefined
      ? {}
      : {
          positionAt: async (mark) => {
            const [ofOwn = '', ofSubjects = ''] = mark.split(BETWEEN_MARKS);
            const own = await sequenceAt(evidence, ofOwn);
            const subjects = await sequenceAt(records, ofSubjects);
            return own === null || subjects === null ? null : { own, subjects };
          },
        }),
    head: () => ({ own: own.head(), subjects: subjects.head() }),
    catchUp: async () => {
      await Promise.all([own.catchUp(), subjects.catchUp()]);
    },
    read: async (after, limit) => {
      const { steps, reached: ownReached } = await own.read(after.own, limit);
      if (steps.length > 0) {
        const items = steps.map(({ seq, id, document }) => ({
          id,
          document,
          // Evidence does not move: its subject does.
          fallen: [],
          position: { ...after, own: seq },
        }));
        return { items, reached: { ...after, own: ownReached } };
      }
      const read = await subjects.read(after.subjects, limit);
      const items: SourceItem[] = [];
      for (const step of read.steps) {
        if (typeOfId(step.id) !== SUBJECT_TYPE) continue;
        const half = step.seq === after.subjects + 1 ? (after.half ?? '') : '';
        items.push(...(await aboutSubject(step, ownReached, half)));
      }
      return { items, reached: { own: ownReached, subjects: read.reached } };
    },
    standing: () => Promise.resolve(new Map()),
    memory: () => {
      const [a, b] = [evidence.index.trail(), records.index.trail()];
      return {
        store: `${a.store} ${b.store}`,
        name: `${a.name} ${b.name}`,
        from: { own: a.from, subjects: b.from },
        gapAt: { own: a.gapAt, subjects: b.gapAt },
      };
    },
    onStep: (listener) => {
      const stops = [own.onStep(listener), subjects.onStep(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** Nothing that a mark holds. */
const BETWEEN_MARKS = '\n';

/** More photos and thumbnails than this of one case are found by a walk, not by its change. */
const MOST_PER_SUBJECT = 1_000;
