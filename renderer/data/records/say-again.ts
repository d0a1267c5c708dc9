import type { AnyRecord, ChangeSet } from '../../../shared/actions/change-set.ts';
import { fieldAt, withField } from '../../../shared/actions/field-changes.ts';
import { hasHistory, type ChangeEntry, type FieldChange } from '../../../shared/domain/change.ts';
import { typeOfId } from '../../../shared/domain/document-types.ts';
import type { FieldSource } from '../../../shared/domain/record-parts.ts';
import type { Amended, Outcome, Trouble } from '../api.ts';
import { recordOf, type LocalRecord } from '../collections/local-form.ts';
import type { LocalCollections } from '../collections/open-database.ts';
import { readOne } from '../collections/store-access.ts';
import type { TrayItem } from '../sync/tray.ts';
import { done, NOT_HERE, troubled } from '../trouble.ts';
import { listWithLost, mergeLists, same } from './lists.ts';
import { collectionOf } from './pending.ts';
import { isCreation } from './rebase.ts';
import { sourcesOf, withSources } from './sources.ts';

const NO_CONTENT: Trouble = {
  code: 'tray/unreadable',
  what: '这一条的内容没有了，不能重送。',
  safe: '没有写下任何东西。',
  next: '打开这条资料，重新改一次。',
};
const NOT_IN_IT: Trouble = {
  code: 'tray/other-field',
  what: '这次修改里没有这一项，不能一起改。',
  safe: '没有写下任何东西，退回的内容还在。',
  next: '打开这条资料，另外改这一项。',
};

export const NOT_ANSWERED: Trouble = {
  code: 'tray/not-answered',
  what: '这条资料还在和中心核对，现在不能重送。',
  safe: '没有写下任何东西，退回的内容还在。',
  next: '连上中心以后等几秒再送。',
};

const FALLS_MS = 3_000;
const LOOK_MS = 100;

/** Whether a refused edit has left its record, which it does with the answer to the push. Said again before, it would be what stands there already. Waits a moment. */
export async function hasFallen(collections: LocalCollections, { id, subject }: TrayItem): Promise<boolean> {
  const type = typeOfId(subject);
  if (!hasHistory(type)) return true;
  for (let waitedMs = 0; ; waitedMs += LOOK_MS) {
    const record = await readOne<LocalRecord>(collectionOf(collections, type), subject);
    if (record?.changes.some((change) => change.id === id) !== true) return true;
    if (waitedMs >= FALLS_MS) return false;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** His values upon what is here now. Of a list with named items those he changed: what colleagues put in beside them stays. */
export function insisted(now: AnyRecord, { fields, lost = [] }: Pick<ChangeEntry, 'fields' | 'lost'>): AnyRecord {
  const said = fields.reduce((so, { field, from, to }) => {
    const merged = mergeLists(field, from, fieldAt(so, field), to, 'ours');
    return withField(so, field, merged === null ? to : merged.list);
  }, now);
  return lost.reduce((so, change) => {
    const merged = listWithLost(change.field, fieldAt(so, change.field), change);
    return withField(so, change.field, merged === null ? change.to : merged.list);
  }, said);
}

/** An edit with what its author says now; `null` where it does not speak of a field that he amends. */
export function amendedEdit(
  { fields, lost = [] }: Pick<ChangeEntry, 'fields' | 'lost'>,
  amended: Amended,
): { readonly fields: FieldChange[]; readonly lost: FieldChange[] } | null {
  const spoken = new Set([...fields, ...lost].map(({ field }) => field));
  if (Object.keys(amended).some((field) => !spoken.has(field))) return null;
  const put = (change: FieldChange): FieldChange => {
    if (!Object.hasOwn(amended, change.field)) return change;
    const { to: _former, ...rest } = change;
    const to = amended[change.field];
    return to === undefined ? rest : { ...rest, to };
  };
  return { fields: fields.map(put), lost: lost.map(put) };
}

/** What he writes is known from where he had it, also when it was amended; not what stands there by somebody else. */
function vouched(after: AnyRecord, { record, change }: Required<Pick<TrayItem, 'record' | 'change'>>, by: Amended) {
  const own = (change.sources ?? []).flatMap(({ field, to }): readonly (readonly [string, FieldSource])[] => {
    const stands = Object.hasOwn(by, field) || same(fieldAt(after, field), fieldAt(record, field));
    return to !== undefined && stands && fieldAt(after, field) !== undefined ? [[field, to as FieldSource]] : [];
  });
  return withSources(after, { ...sourcesOf(after), ...Object.fromEntries(own) });
}

/** A refused edit said once more upon what is here now, with what was amended: its author insists, so that his values stand. */
export async function sayingAgain(
  collections: LocalCollections,
  { change, record, title }: TrayItem,
  amended: Amended = {},
): Promise<Outcome<ChangeSet>> {
  const type = typeOfId(record?._id ?? '');
  if (change === undefined || record === undefined || !hasHistory(type)) return troubled(NO_CONTENT);
  const said = amendedEdit(change, amended);
  if (said === null) return troubled(NOT_IN_IT);
  const found = await readOne<LocalRecord>(collectionOf(collections, type), record._id);
  const now = found === null ? null : recordOf(found);
  if (now === null && !isCreation(change)) return troubled(NOT_HERE);
  const after =
    now === null
      ? Object.entries(amended).reduce<AnyRecord>((so, [field, value]) => withField(so, field, value), record)
      : vouched(insisted(now, said), { record, change }, amended);
  const { act, source, reason, settles } = change;
  return done({
    ...{ act, title, source, consequences: [] },
    edits: [{ before: now, after, ...(settles === undefined ? {} : { settles }) }],
    ...(reason === undefined ? {} : { reason }),
  });
}
