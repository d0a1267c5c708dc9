import { createHash } from 'node:crypto';
import { fieldAt, fieldChanges, withField } from '../../../shared/actions/field-changes.ts';
import { isNotAlone } from '../../../shared/actions/not-alone.ts';
import { foldLog, projectCase } from '../../../shared/cases/fold.ts';
import { mergeLogs } from '../../../shared/cases/merge.ts';
import type { Rulebooks } from '../../../shared/cases/rulebook.ts';
import type { CaseDocument, LogEntry } from '../../../shared/domain/case.ts';
import { hasHistory, type ChangeDocument, type FieldChange } from '../../../shared/domain/change.ts';
import { sameJson } from '../../../shared/lib/canonical-json.ts';
import { seededRandom } from '../../../shared/lib/random.ts';
import { ulid } from '../../../shared/lib/ulid.ts';
import { oneLeaf, type Leaves, type OneOfSeveral, type Words } from '../store/one-leaf.ts';
import type { LivingLeaf, Store, StoredDocument } from '../store/port.ts';
import { SCHEMAS } from './judge-record.ts';

const WINNER_STAYS: OneOfSeveral = { content: null, beside: [] };

/** What has attachments is not put together. */
function wordsOf({ _rev, _attachments, ...words }: StoredDocument): Words {
  return words;
}

/** A case is its log: all of it, whoever wrote which part. Of fields beside it the winner's count, as everywhere. */
function mergedCase(leaves: Leaves, rulebooks: Rulebooks): OneOfSeveral {
  const logs = leaves.map(({ document }) => document['log'] as CaseDocument['log']);
  const log = logs.reduce<readonly LogEntry[]>((all, one) => mergeLogs(all, one), []);
  const winner = wordsOf(leaves[0].document) as unknown as CaseDocument;
  return { content: projectCase({ ...winner, log: [...log] }, foldLog(log, rulebooks)), beside: [] };
}

const isSame = (a: unknown, b: unknown): boolean => (a === undefined) === (b === undefined) && sameJson(a, b);

/** A line under the edit that gave way, for somebody to decide on. Whoever makes it, it is the same one. */
function lineOfLost(of: ChangeDocument, lost: readonly FieldChange[]): ChangeDocument {
  const seed = createHash('md5').update(`lost ${of._id}`).digest().readUInt32BE(0);
  const id = ulid(Date.parse(of.takenAt), seededRandom(seed));
  const { undoes: _undoes, settles: _settles, beside: _beside, sources: _sources, ...line } = of;
  return { ...line, _id: `change:${id}`, id, batch: id, fields: [], lost: [...lost] };
}

/** What a branch says otherwise, and its last lines do not tell of: whether it was written there or on the other side, nobody can say. */
function untold(winner: Words, leaf: LivingLeaf, lines: readonly ChangeDocument[]): FieldChange[] {
  const told = new Set(lines.flatMap(({ fields }) => fields.map(({ field }) => field)));
  const differing = fieldChanges(winner as never, wordsOf(leaf.document) as never);
  return differing
    .filter(({ field }) => !told.has(field))
    .map(({ field, from, to }) => ({ field, to, ...(from === undefined ? {} : { instead: from }) }));
}

/** How many revisions of a leaf are not in another. */
function depthBeside(leaf: LivingLeaf, other: LivingLeaf): number {
  const shared = new Set(other.revisions.ids);
  const depth = leaf.revisions.ids.findIndex((id) => shared.has(id));
  return depth === -1 ? leaf.revisions.ids.length : depth;
}

/**
 * A record with history: onto the winner's words go the edits of the others where nothing else was written in their place. What gives way is kept as `lost`
 * under its line, as between two terminals.
 */
function mergedRecord([winner, ...others]: Leaves): OneOfSeveral {
  const words = wordsOf(winner.document);
  let content = words;
  const beside: ChangeDocument[] = [];
  for (const leaf of others) {
    // What a record is accompanied by is its history.
    const lines = leaf.beside as unknown as readonly ChangeDocument[];
    for (const line of lines) {
      const isDeep = line === lines[0] && depthBeside(leaf, winner) > 1;
      const lost = isDeep ? untold(words, leaf, lines) : [];
      for (const one of line.fields) {
        const stands = fieldAt(content, one.field);
        if (isSame(stands, one.to)) continue;
        if (!isNotAlone(one.field) && isSame(stands, one.from)) content = withField(content, one.field, one.to);
        else lost.push(stands === undefined ? one : { ...one, instead: stands });
      }
      if (lost.length > 0) beside.push(lineOfLost(line, lost));
    }
  }
  const schema = SCHEMAS[words['type'] as keyof typeof SCHEMAS];
  // Two edits that are each right may be wrong together.
  if (!schema.safeParse(content).success)
    return { content: null, beside: others.flatMap((leaf) => allLost(words, leaf)) };
  return { content: content === words ? null : content, beside };
}

function allLost(words: Words, { beside }: LivingLeaf): readonly ChangeDocument[] {
  return (beside as unknown as readonly ChangeDocument[]).flatMap((line) => {
    const lost = line.fields.filter(({ field, to }) => !isSame(fieldAt(words, field), to));
    return lost.length === 0 ? [] : [lineOfLost(line, lost)];
  });
}

/** Of anything else what the others wrote, who may have been told "stored", while its own writer is judged again. */
function yielding(own: string): (leaves: Leaves) => OneOfSeveral {
  return (leaves) => {
    const [winner] = leaves;
    // Bytes are written once, with their document.
    if (winner.document._rev !== own || winner.document._attachments !== undefined) return WINNER_STAYS;
    const foreign = leaves.find(({ document }) => document._rev !== own) ?? winner;
    return { content: wordsOf(foreign.document), beside: [] };
  };
}

/** What becomes of several living revisions where nobody can say whose of them was acknowledged. */
export function mended(leaves: Leaves, rulebooks: Rulebooks): OneOfSeveral {
  const { type } = leaves[0].document;
  if (type === 'case') return mergedCase(leaves, rulebooks);
  return hasHistory(type) ? mergedRecord(leaves) : WINNER_STAYS;
}

/**
 * Two servers that take a document with its own revision (`new_edits=false`) at the same instant both find nothing in the way, and the store keeps both: nobody
 * compares and swaps there. So whoever has written one (`own`) looks at what else is there, and makes one of several: of a case the union of the logs, of
 * anything else what the others wrote. Null: there is only his.
 */
export const mendOwn = (store: Store, id: string, own: string, rulebooks: Rulebooks): Promise<StoredDocument | null> =>
  oneLeaf(
    store,
    id,
    (leaves) => (leaves[0].document.type === 'case' ? mended(leaves, rulebooks) : yielding(own)(leaves)),
    own,
  );

/**
 * After an ordinary write that lies on too few copies: a cluster let two writers through at once, or copies are away. What has a log or a history loses nothing by
 * being put together; of anything else the others' stays, and its writer is judged again. Null: there is only his.
 */
export const mendUnsure = (
  store: Store,
  id: string,
  own: string,
  rulebooks: Rulebooks,
): Promise<StoredDocument | null> =>
  oneLeaf(
    store,
    id,
    (leaves) => {
      const { type } = leaves[0].document;
      return type === 'case' || hasHistory(type) ? mended(leaves, rulebooks) : yielding(own)(leaves);
    },
    own,
  );

/** What was found branched, by whomever. */
export const mendFound = (store: Store, id: string, rulebooks: Rulebooks): Promise<StoredDocument | null> =>
  oneLeaf(store, id, (leaves) => mended(leaves, rulebooks));
