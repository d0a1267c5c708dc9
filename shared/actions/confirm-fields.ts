import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { subjectName } from './objections.ts';
import { notHere, openScene } from './scene.ts';

export interface ConfirmInput {
  readonly record: string;
  /** Paths; all that have a source where left out. */
  readonly fields?: readonly string[];
  readonly subjectName?: string | undefined;
}

/** 核实: what stands there was found true today. Values and sources stay. */
export function confirmFields(
  documents: readonly AnyRecord[],
  input: ConfirmInput,
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const record = documents.find(({ _id }) => _id === input.record);
  if (record === undefined) return notHere('这条记录');
  scene.verify(record, input.fields);
  const what = input.fields === undefined ? '全部项目' : `${input.fields.length} 项`;
  scene.say(`${what}的核实日改为 ${context.today}。`);
  return scene.finish('confirm', `核实 ${input.subjectName ?? subjectName(record)}`);
}
