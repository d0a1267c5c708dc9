import { planAllows, readPlan, type ReadRange } from '../../../shared/access/read-plan.ts';
import { isDocumentType, typeOfId, typesOf, type DatabaseName } from '../../../shared/domain/document-types.ts';
import type { Placed } from '../../../shared/domain/base-document.ts';
import type { User } from '../../../shared/domain/staff.ts';
import type { CoveringIndex } from '../index/covering-index.ts';
import { holdsKey, keysOf, SUBJECT_TYPE } from '../index/index-keys.ts';
import type { StoredDocument } from '../store/port.ts';

/** What one person may see of one database. Every route asks this and nothing else. */
export interface Sight {
  readonly user: User;
  readonly database: DatabaseName;
  /** The read plan, in order of need. */
  readonly ranges: readonly ReadRange[];
  /** Resolves when what decides is here as the store has it now, whoever wrote it. Of records a document says itself where it belongs; of evidence its subject does. */
  readonly refresh: () => Promise<void>;
  /** One answer per document, in order. */
  readonly sees: (documents: readonly StoredDocument[]) => Promise<readonly boolean[]>;
  /** The stretches of the index that hold all he may see, by their prefixes; null: what he may see does not say itself where it belongs. */
  readonly stretches: readonly string[] | null;
  /** At once and without looking anything up; never no where `sees` would say yes. */
  readonly mayShow: (document: StoredDocument) => boolean;
  /** Whether a document that stands under these keys of the index (of evidence: whose subject does) is in sight. */
  readonly holds: (id: string, keys: readonly string[]) => boolean;
}

/** Every request asks: made once for as long as he is the same object. Users never change in place: who gets other posts is another. */
function madeOnce<T>(make: (user: User, database: DatabaseName) => T): (user: User, database: DatabaseName) => T {
  const made = new WeakMap<User, Map<DatabaseName, T>>();
  return (user, database) => {
    const known = made.get(user) ?? new Map<DatabaseName, T>();
    if (known.size === 0) made.set(user, known);
    const one = known.get(database) ?? make(user, database);
    known.set(database, one);
    return one;
  };
}

const rangesFor = madeOnce(planFor);

function planFor(user: User, database: DatabaseName): readonly ReadRange[] {
  // `typesOf` gives them in the order in which a first pull brings them: what one cannot work without comes first (DESIGN §5.9).
  const types = typesOf(database);
  const plan = readPlan(user, types);
  return types.flatMap((type) => plan.filter((range) => range.type === type));
}

const holdsAny = (ranges: readonly ReadRange[], keys: readonly string[]): boolean =>
  keys.some((key) => ranges.some((range) => holdsKey(range, key)));

/** Records and audit: a document says itself where it belongs. */
export const sightOfPlaced = madeOnce((user, database): Sight => {
  const ranges = rangesFor(user, database);
  return {
    user,
    database,
    ranges,
    stretches: ranges.map((range) => keysOf(range).prefix),
    refresh: () => Promise.resolve(),
    sees: (documents) => Promise.resolve(documents.map((document) => planAllows(ranges, document))),
    mayShow: (document) => planAllows(ranges, document),
    holds: (_id, keys) => holdsAny(ranges, keys),
  };
});

/** Evidence as it would be placed where its subject is now. */
const placedBySubject = (evidence: Placed, subject: Placed): Placed => ({
  _id: evidence._id,
  type: evidence.type,
  scope: subject.scope,
  audience: subject.audience,
});

/**
 * Evidence: its subject's current access decides; before the subject has arrived only its author sees it (DESIGN §5.12). `catchUp`: brings the subjects to where
 * their store is.
 */
export function sightOfEvidence(user: User, subjects: CoveringIndex, catchUp: () => Promise<void>): Sight {
  const ranges = rangesFor(user, 'evidence');
  return {
    user,
    database: 'evidence',
    ranges,
    stretches: null,
    refresh: catchUp,
    sees: async (documents) => {
      const found = await subjects.documents([...new Set(documents.map((document) => String(document['subject'])))]);
      return documents.map((document) => {
        if (!isDocumentType(document.type)) return false;
        const subject = found.get(String(document['subject']));
        if (subject === undefined) return document['author'] === user.id;
        return planAllows(ranges, placedBySubject(document, subject));
      });
    },
    // Its subject decides, which would have to be looked up; nobody's live feed is on evidence but a replicator's.
    mayShow: () => true,
    holds: (id, keys) => {
      const type = typeOfId(id);
      const ofSubjects = ranges.flatMap((range) => (range.type === type ? [{ ...range, type: SUBJECT_TYPE }] : []));
      return holdsAny(ofSubjects as readonly ReadRange[], keys);
    },
  };
}
