import type { ChangeEntry } from '../domain/change.ts';
import type { ActionContext, ActionResult, AnyRecord, Edit } from './change-set.ts';
import { setFields } from './edit-fields.ts';
import { fieldAt, fieldChanges, withField } from './field-changes.ts';
import { isNotAlone } from './not-alone.ts';
import { subjectName } from './objections.ts';
import { notHere, openScene, refuse } from './scene.ts';

/** The source of a decision between two values. The value put into force keeps the source it was written from. */
export const CONFLICT_DESK = '冲突台';

export interface SettleInput {
  readonly record: string;
  /** The edit whose values gave way to a colleague's. */
  readonly change: Pick<ChangeEntry, 'id' | 'by' | 'at' | 'source' | 'lost'>;
  /** Its values that are put into force, by path; every other field keeps what stands there. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly fieldNames?: Readonly<Record<string, string>>;
  readonly subjectName?: string | undefined;
}

/**
 * Decides between a value in force and one that gave way to it. Nothing is ever lost by it: what is not in force stays in the history, under whoever wrote it.
 * A decision for what stands changes nothing and is a line of the history all the same, so that it holds on every terminal.
 * `documents`: as for `editFields`.
 */
export function settle(
  documents: readonly AnyRecord[],
  input: SettleInput,
  context: Omit<ActionContext, 'source'>,
): ActionResult {
  const { change, values } = input;
  const record = documents.find(({ _id }) => _id === input.record);
  if (record === undefined) return notHere('这条记录');
  const fields = Object.keys(values);
  const lost = new Set((change.lost ?? []).map(({ field }) => field));
  if (fields.some((field) => !lost.has(field))) return refuse('not-lost', '这一项没有冲突。', '在资料页上改。');
  if (fields.some(isNotAlone)) {
    return refuse('not-alone', '这一项牵连住所、户和网格，不能单独换过来。', '打开这条资料，按现在的情况重新办一次。');
  }
  // 一数一源 goes on between the two: a value from a weaker source becomes an objection.
  const scene = openScene(documents, { ...context, source: change.source });
  setFields(scene, record, { values, fieldNames: input.fieldNames ?? {}, subjectName: input.subjectName });
  const title = `定下 ${input.subjectName ?? subjectName(record)}`;
  const done = scene.finish('settle', title, CONFLICT_DESK);
  const edits = done.ok ? done.value.edits : [];
  const own = edits.find(({ after }) => after._id === record._id) ?? { before: record, after: record };
  const others = edits.filter(({ after }) => after._id !== record._id);
  const told: Edit = { before: record, after: asWritten(record, own.after, change), settles: change.id };
  const stands = {
    act: 'settle',
    title,
    source: CONFLICT_DESK,
    consequences: ['现在的值不变；没有采用的值留在历史里。'],
  };
  const value = done.ok ? done.value : stands;
  return { ok: true, value: { ...value, edits: [told, ...others] } };
}

/** The values in force are known from whoever wrote them, not from whoever decided for them. */
function asWritten(before: AnyRecord, after: AnyRecord, { source, at, by }: SettleInput['change']): AnyRecord {
  const sources = after['sources'] as Readonly<Record<string, unknown>> | undefined;
  if (sources === undefined) return after;
  return fieldChanges(before, after)
    .filter(({ field }) => sources[field] !== undefined && fieldAt(after, field) !== undefined)
    .reduce(
      (so, { field }) => ({ ...so, sources: { ...(so['sources'] as object), [field]: { source, at, by: by.id } } }),
      after,
    );
}

/** Whether putting these values into force would change anything at all. */
export const wouldChange = (record: AnyRecord, values: SettleInput['values']): boolean =>
  fieldChanges(
    record,
    Object.entries(values).reduce<AnyRecord>((so, [field, value]) => withField(so, field, value), record),
  ).length > 0;
