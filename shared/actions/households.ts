import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { foundHousehold, leaveHouseholds, membersOf, type Relations, type Successors } from './household-parts.ts';
import { OTHER_RELATION } from './relations.ts';
import { notHere, openScene, refuse } from './scene.ts';
import { namesWords } from './words.ts';

export interface SplitHouseholdInput {
  readonly household: string;
  readonly members: readonly string[];
  readonly head: string;
  readonly number?: string | undefined;
  readonly relations?: Relations;
  readonly successors?: Successors;
}

/** 分户: some members become a household of their own; homes stay where they are. `documents`: the household with all members. */
export function splitHousehold(
  documents: readonly AnyRecord[],
  input: SplitHouseholdInput,
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const household = scene.get('household', input.household);
  if (household === undefined || household.state === 'void') return notHere('这一户');
  const all = membersOf(scene, household._id);
  const leaving = all.filter((member) => input.members.includes(member._id));
  const head = leaving.find((member) => member._id === input.head);
  if (leaving.length === 0) return refuse('nobody', '还没有选分出去的人。', '至少选一人。');
  if (leaving.length === all.length)
    return refuse('everybody', '全户都选了，就不是分户。', '留下至少一人，或变更户主。');
  if (head === undefined) return refuse('head-needed', '新户还没有户主。', '在分出去的人里选一人。');
  const refusal = leaveHouseholds(scene, leaving, input.successors ?? {});
  if (refusal !== null) return refusal;
  const home = scene.get('room', head.homeRoom);
  const place =
    home === undefined ? { room: household.room, scope: household.scope } : { room: home._id, scope: home.scope };
  // Relations are reckoned from how they stood before they left.
  foundHousehold(scene, leaving, head, place, {
    ...(input.relations === undefined ? {} : { relations: input.relations }),
    number: input.number,
    kind: household.kind,
  });
  scene.say(`${namesWords(leaving)}分出立户，户主${head.name}；原户留 ${all.length - leaving.length} 人。`);
  return scene.finish('splitHousehold', `分户 ${namesWords(leaving)}`);
}

export interface MergeHouseholdInput {
  readonly from: string;
  readonly into: string;
  readonly relations?: Relations;
}

/** 并户: all of one household join another in the same room. `documents`: both with all members. */
export function mergeHousehold(
  documents: readonly AnyRecord[],
  input: MergeHouseholdInput,
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const [from, into] = [scene.get('household', input.from), scene.get('household', input.into)];
  if (from === undefined || into === undefined || from.state === 'void' || into.state === 'void')
    return notHere('这一户');
  if (from._id === into._id) return refuse('same', '是同一户。', '选另一户。');
  if (from.room !== into.room) return refuse('apart', '两户不在同一室。', '先整户迁到一处，再并户。');
  const joining = membersOf(scene, from._id);
  const head = membersOf(scene, into._id).find((member) => member._id === into.head);
  if (head === undefined) return refuse('head-needed', '要并入的一户没有户主。', '先给它定户主。');
  if (joining.length === 0) return refuse('nobody', '这一户没有人。', '作废这一户即可。');
  for (const member of joining) {
    scene.change(member, { household: into._id, relation: input.relations?.[member._id] ?? OTHER_RELATION });
  }
  scene.change(from, { state: 'void' });
  scene.say(`${namesWords(joining)}并入${head.name}的户，原户注销。`);
  if (joining.some((member) => input.relations?.[member._id] === undefined))
    scene.say('没有写关系的先记为其他，请核对。');
  return scene.finish('mergeHousehold', `并户 ${namesWords(joining)}`);
}
