import type { AnyRecord, ChangeSet, Edit } from '../../../shared/actions/change-set.ts';
import { fieldAt, withFields } from '../../../shared/actions/field-changes.ts';
import { hasHistory } from '../../../shared/domain/change.ts';
import { typeOfId } from '../../../shared/domain/document-types.ts';
import type { Outcome, Trouble } from '../api.ts';
import { recordOf, type LocalRecord } from '../collections/local-form.ts';
import type { LocalCollections } from '../collections/open-database.ts';
import { readOne } from '../collections/store-access.ts';
import type { Ledger } from '../sync/ledger.ts';
import { done, NOT_HERE, troubled } from '../trouble.ts';
import type { PastChange } from './api.ts';
import { editsOfAct, historyNow } from './history.ts';
import { titleOf } from './in-words.ts';
import { same } from './lists.ts';
import { collectionOf } from './pending.ts';
import { isCreation } from './rebase.ts';
import { waitingRecords } from './reconcile-records.ts';
import { sourcesBefore } from './sources.ts';

const NOTHING = '没有写下任何东西。';
const NO_SUCH: Trouble = {
  code: 'no-such-change',
  what: '找不到这次修改。',
  safe: NOTHING,
  next: '刷新后再看一下经过。',
};
const SINCE: Trouble = {
  code: 'changed-since',
  what: '这之后又改过，不能整个撤回。',
  safe: NOTHING,
  next: '在经过里逐项还原。',
};

/** Of what was written nothing stands: a colleague was faster with the same field, or it has been set back before. */
const NOTHING_LEFT: Trouble = {
  code: 'nothing-left',
  what: '这次修改没有留在资料里：同一项别人先改了，或者已经改回去了。',
  safe: '资料没有变。',
  next: '不用撤回；要别的值，直接改这一项。',
};
const changesNothing = ({ before, after, settles }: Edit): boolean => settles === undefined && same(before, after);

async function recordHere(collections: LocalCollections, id: string): Promise<AnyRecord | null> {
  const type = typeOfId(id);
  if (!hasHistory(type)) return null;
  const found = await readOne<LocalRecord>(collectionOf(collections, type), id);
  return found === null ? null : recordOf(found);
}

/** One record as it was before its edits of one act (newest first); what the act made becomes void. */
function takenBack(now: AnyRecord, edits: readonly PastChange[]): AnyRecord | null {
  let record = now;
  for (const edit of edits) {
    if (edit.fields.some(({ field, to }) => !same(fieldAt(record, field), to))) return null;
    record = isCreation(edit) ? { ...record, state: 'void' } : withFields(record, edit.fields, 'from');
    record = sourcesBefore(record, edit, () => true);
  }
  return record;
}

/** Everything of one act set back, or in words why it cannot be. */
export async function undoing(
  collections: LocalCollections,
  ledger: Ledger,
  batch: string,
): Promise<Outcome<ChangeSet>> {
  const edits = await editsOfAct(collections, batch, await waitingRecords(collections));
  if (edits.length === 0) return troubled(NO_SUCH);
  const back: Edit[] = [];
  for (const subject of new Set(edits.map((edit) => edit.subject))) {
    const now = await recordHere(collections, subject);
    if (now === null) return troubled(NOT_HERE);
    const own = edits.filter((edit) => edit.subject === subject);
    const after = takenBack(now, own);
    if (after === null) return troubled(SINCE);
    const settles = own.find((edit) => edit.settles !== undefined)?.settles;
    back.push({ before: now, after, ...(settles === undefined ? {} : { settles }) });
  }
  if (back.every(changesNothing)) return troubled(NOTHING_LEFT);
  const title = edits.map(({ id }) => ledger.rows.get().get(id)?.title).find((one) => one !== undefined);
  const [first] = back;
  return done({
    act: 'undo',
    title: `撤回 ${title ?? (first === undefined ? '' : titleOf(first.after))}`,
    source: edits[0]?.source ?? '更正',
    edits: back,
    consequences: [],
  });
}

/** Fields set back to what they were before one edit. */
export async function restoring(
  collections: LocalCollections,
  subject: string,
  change: string,
  fields: readonly string[],
): Promise<Outcome<ChangeSet>> {
  const edit = (await historyNow(collections, subject)).find(({ id }) => id === change);
  const wanted = edit?.fields.filter(({ field }) => fields.includes(field)) ?? [];
  if (edit === undefined || wanted.length === 0) return troubled(NO_SUCH);
  const now = await recordHere(collections, subject);
  if (now === null) return troubled(NOT_HERE);
  const title = `还原 ${titleOf(now)}`;
  const after = sourcesBefore(withFields(now, wanted, 'from'), edit, (field) => fields.includes(field));
  const edits = [{ before: now, after }];
  if (edits.every(changesNothing)) return troubled(NOTHING_LEFT);
  return done({ act: 'restore', title, source: edit.source, edits, consequences: [] });
}
