import { typeOfId } from '../../../shared/domain/document-types.ts';
import type { CoveringIndex } from '../index/covering-index.ts';
import { ofSubject, SUBJECT_TYPE } from '../index/index-keys.ts';
import type { StoredDocument } from '../store/port.ts';
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
  /** Calls when there may be something new. */
  readonly onStep: (listener: () => void) => () => void;
}

/** What is followed, and the index that is kept up by it. */
export interface Followed {
  readonly follower: Follower;
  readonly index: CoveringIndex;
}

export function ownChanges({ follower, index }: Followed): ChangeSource {
  return {
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

/** More photos and thumbnails than this of one case are found by a walk, not by its change. */
const MOST_PER_SUBJECT = 1_000;
