import type { CoveringIndex } from '../index/covering-index.ts';
import { ofSubject } from '../index/index-keys.ts';
import type { StoredDocument } from '../store/port.ts';
import type { Follower } from './follower.ts';
import type { Position } from './position.ts';
import { SUBJECT_TYPE } from './walk.ts';

export interface SourceItem {
  readonly document: StoredDocument;
  /** Where a reader goes on after this item. */
  readonly position: Position;
}

/** Changes of one database as clients may come to see them, read once and handed to all. */
export interface ChangeSource {
  readonly head: () => Position;
  /** Items after a position, oldest first; `reached` is how far this goes, the head when there is no more. */
  readonly read: (
    after: Position,
    limit: number,
  ) => Promise<{ readonly items: readonly SourceItem[]; readonly reached: Position }>;
  /** Calls when there may be something new. */
  readonly onStep: (listener: () => void) => () => void;
}

export const isAt = (a: Position, b: Position): boolean => a.own >= b.own && a.subjects >= b.subjects;

export function ownChanges(follower: Follower): ChangeSource {
  return {
    head: () => ({ own: follower.head(), subjects: 0 }),
    read: async (after, limit) => {
      const { changes, reached } = await follower.read(after.own, limit);
      const items = changes.map(({ seq, document }) => ({ document, position: { own: seq, subjects: 0 } }));
      return { items, reached: { own: reached, subjects: 0 } };
    },
    onStep: follower.onStep,
  };
}

/**
 * Evidence comes anew when its subject changes: a case that is dispatched brings its photos into the department's sight, though they were written long before.
 * Own changes first, then those of subjects; a repeated row costs a replicator one `_revs_diff`.
 */
export function evidenceChanges(follower: Follower, subjects: Follower, evidence: CoveringIndex): ChangeSource {
  const aboutSubject = async (subject: string): Promise<readonly StoredDocument[]> => {
    const rows = await evidence.page(ofSubject(subject), '', MOST_PER_SUBJECT);
    return rows.map((row) => row.document);
  };
  return {
    head: () => ({ own: follower.head(), subjects: subjects.head() }),
    read: async (after, limit) => {
      const { changes, reached: own } = await follower.read(after.own, limit);
      if (changes.length > 0) {
        const items = changes.map(({ seq, document }) => ({
          document,
          position: { own: seq, subjects: after.subjects },
        }));
        return { items, reached: { own, subjects: after.subjects } };
      }
      const read = await subjects.read(after.subjects, limit);
      const items: SourceItem[] = [];
      for (const { seq, document } of read.changes) {
        if (document.type !== SUBJECT_TYPE) continue;
        const about = await aboutSubject(document._id);
        // All but the last keep the position before the subject: cut there, the subject is looked at again.
        items.push(
          ...about.map((one, at) => ({
            document: one,
            position: { own, subjects: at === about.length - 1 ? seq : seq - 1 },
          })),
        );
      }
      return { items, reached: { own, subjects: read.reached } };
    },
    onStep: (listener) => {
      const stops = [follower.onStep(listener), subjects.onStep(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** More photos and thumbnails than this of one case are found by a walk, not by its change. */
const MOST_PER_SUBJECT = 1_000;
