import { inRange, type ReadRange } from '../../../shared/access/read-plan.ts';
import type { CoveringIndex, IndexRow } from '../index/covering-index.ts';
import { keysOf, ofAuthor, ofSubject, SUBJECT_TYPE, type KeyRange } from '../index/index-keys.ts';
import type { StoredDocument } from '../store/port.ts';
import type { Sight } from '../access/sight.ts';
import type { WalkCursor } from './position.ts';

const PAGE = 500;

export interface WalkRow {
  readonly document: StoredDocument;
  /** Where a walk goes on after this row. */
  readonly cursor: WalkCursor;
}

/** Goes once through everything that a sight holds, at a cost that depends on that alone. */
export type Walk = (sight: Sight, from: WalkCursor) => AsyncGenerator<WalkRow>;

async function* pageThrough(index: CoveringIndex, keys: KeyRange, from: string): AsyncGenerator<IndexRow> {
  for (let after = from; ;) {
    const rows = await index.page(keys, after, PAGE);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.after;
  }
}

/** Ranges may overlap (mine by scope and by audience): a document comes with the first that holds it. */
const cameBefore = (ranges: readonly ReadRange[], at: number, document: StoredDocument): boolean =>
  ranges.slice(0, at).some((range) => inRange(range, document));

export const walkPlaced = (index: CoveringIndex): Walk =>
  async function* (sight, from) {
    for (const [at, range] of sight.ranges.entries()) {
      if (at < from.range) continue;
      for await (const row of pageThrough(index, keysOf(range), at === from.range ? from.after : '')) {
        if (cameBefore(sight.ranges, at, row.document)) continue;
        yield { document: row.document, cursor: { range: at, after: row.after } };
      }
    }
  };

/** Between the key of a subject and the id of its evidence, in a cursor. */
const GAP = ' ';

/** Evidence is found through its subjects where they are now; a last stretch holds what the author sent before its subject. */
export const walkEvidence = (evidence: CoveringIndex, records: CoveringIndex): Walk =>
  async function* (sight, from) {
    for (const [at, range] of sight.ranges.entries()) {
      if (at < from.range) continue;
      yield* walkSubjects({ evidence, records, sight, range, at, from: at === from.range ? from.after : '' });
    }
    const own = sight.ranges.length;
    for await (const row of pageThrough(evidence, ofAuthor(sight.user.id), from.range === own ? from.after : '')) {
      const subject = String(row.document['subject']);
      if ((await records.documents([subject])).has(subject)) continue;
      yield { document: row.document, cursor: { range: own, after: row.after } };
    }
  };

interface SubjectWalk {
  readonly evidence: CoveringIndex;
  readonly records: CoveringIndex;
  readonly sight: Sight;
  readonly range: ReadRange;
  readonly at: number;
  readonly from: string;
}

async function* walkSubjects({ evidence, records, sight, range, at, from }: SubjectWalk): AsyncGenerator<WalkRow> {
  const asSubjects = (of: ReadRange): ReadRange => ({ ...of, type: SUBJECT_TYPE });
  const earlier = sight.ranges
    .slice(0, at)
    .filter((other) => other.type === range.type)
    .map(asSubjects);
  const [subjectAfter = '', evidenceAfter = ''] = from.split(GAP);
  for await (const row of subjectsFrom(records, asSubjects(range), subjectAfter)) {
    if (earlier.some((other) => inRange(other, row.document))) continue;
    for await (const { document } of pageThrough(evidence, ofSubject(row.document._id), '')) {
      if (document.type !== range.type) continue;
      if (row.after === subjectAfter && document._id <= evidenceAfter) continue;
      yield { document, cursor: { range: at, after: `${row.after}${GAP}${document._id}` } };
    }
  }
}

/**
 * The subjects of a range from a key on, that one included: a cut walk may have sent only half of its evidence. If it has left the range since,
 * its change is in the feed.
 */
async function* subjectsFrom(records: CoveringIndex, range: ReadRange, after: string): AsyncGenerator<IndexRow> {
  const id = after.slice(after.lastIndexOf('!') + 1);
  const half = after === '' ? undefined : (await records.documents([id])).get(id);
  if (half !== undefined && inRange(range, half)) yield { after, document: half };
  yield* pageThrough(records, keysOf(range), after);
}
