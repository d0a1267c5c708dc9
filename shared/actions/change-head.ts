import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { installHead, membersOf, type Relations } from './household-parts.ts';
import { notHere, openScene, refuse } from './scene.ts';

export interface ChangeHeadInput {
  readonly household: string;
  readonly head: string;
  /** Relations to the new head that are known better than they can be reckoned, that of the old head among them. */
  readonly relations?: Relations;
}

/** 户主变更. `documents`: the household with all members. */
export function changeHead(
  documents: readonly AnyRecord[],
  input: ChangeHeadInput,
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const household = scene.get('household', input.household);
  if (household === undefined || household.state === 'void') return notHere('这一户');
  const members = membersOf(scene, household._id);
  const head = members.find((member) => member._id === input.head);
  if (head === undefined) return refuse('not-member', '新户主不在这一户。', '先迁入本户再变更。');
  if (household.head === head._id) return refuse('nothing', `${head.name}已是户主。`, '选另一人。');
  const old = scene.get('person', household.head);
  installHead(scene, household, head, input.relations);
  scene.say(`户主由${old?.name ?? '（没有记）'}改为${head.name}，${members.length - 1} 人的关系随之重算。`);
  return scene.finish('changeHead', `户主变更 ${head.name}`);
}
