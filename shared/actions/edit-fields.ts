import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { fieldAt, fieldChanges, withField } from './field-changes.ts';
import { addObjection, subjectName } from './objections.ts';
import { notHere, openScene, type Scene } from './scene.ts';
import { isHeldAgainst, sourceOf } from './sources.ts';

export interface EditFieldsInput {
  readonly record: string;
  /** By path; `undefined` takes a field away. */
  readonly values: Readonly<Record<string, unknown>>;
  /** What the fields are called on the screen, by path. */
  readonly fieldNames?: Readonly<Record<string, string>>;
  /** 27幢 502 where the record has no name of its own. */
  readonly subjectName?: string | undefined;
}

/**
 * Sets fields of one record, of any type. 一数一源: what stands there from a stronger source stays, and the other value goes on record as an objection.
 * `documents`: the record; for a person whose name changes, his stays, targets and special files too, which name him.
 */
export function editFields(
  documents: readonly AnyRecord[],
  input: EditFieldsInput,
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const record = documents.find(({ _id }) => _id === input.record);
  if (record === undefined) return notHere('这条记录');
  const name = input.subjectName ?? subjectName(record);
  setFields(scene, record, input);
  return scene.finish('edit', `编辑 ${name}`);
}

/** The heart of every act that writes values somebody gave. */
export function setFields(scene: Scene, record: AnyRecord, input: Omit<EditFieldsInput, 'record'>): void {
  const { source, sources } = scene.context;
  let wanted = record;
  for (const [path, value] of Object.entries(input.values)) wanted = withField(wanted, path, value);
  let after = record;
  for (const change of fieldChanges(record, wanted)) {
    if (!isHeldAgainst(record, change.field, source, sources)) {
      after = withField(after, change.field, change.to);
      continue;
    }
    const fieldName = nameOf(input, change.field);
    const held = sourceOf(record, change.field);
    addObjection(scene, record, {
      field: change.field,
      fieldName,
      proposed: change.to,
      why: `${source}得到的值与现有的不同。`,
      subjectName: input.subjectName,
    });
    scene.say(`${fieldName}来自${held?.source ?? '更可靠的来源'}，比${source}可靠，不覆盖；你的值作为异议记下。`);
  }
  const count = fieldChanges(record, after).length;
  if (count > 0) scene.say(`改 ${count} 项，来源记为${source}。`);
  const changed = scene.change<AnyRecord>(record, changedTop(record, after));
  if (changed.type === 'person') rename(scene, changed);
}

const nameOf = (input: Pick<EditFieldsInput, 'fieldNames'>, field: string): string =>
  input.fieldNames?.[field] ?? input.fieldNames?.[field.split('.')[0] ?? field] ?? field;

/** The top-level fields that differ, as they are to be. */
function changedTop(before: AnyRecord, after: AnyRecord): Readonly<Record<string, unknown>> {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...names].flatMap((name) => (before[name] === after[name] ? [] : [[name, after[name]] as const])),
  );
}

/** Who sees the room and not the person knows him by the name in the stay. */
function rename(scene: Scene, person: AnyRecord): void {
  const name = fieldAt(person, 'name');
  if (typeof name !== 'string') return;
  for (const stay of scene.all('occupancy')) if (stay.person === person._id) scene.change(stay, { personName: name });
  for (const file of scene.all('careFile')) if (file.person === person._id) scene.change(file, { personName: name });
  for (const target of scene.all('target')) {
    if (target.subject === person._id && target.isOpen) scene.change(target, { subjectName: name });
  }
}
