import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { leaveHouseholds, membersOf, type Successors } from './household-parts.ts';
import { subjectName } from './objections.ts';
import { notHere, openScene, refuse } from './scene.ts';
import { isOpen, vacateIfEmpty } from './stay-parts.ts';

export interface VoidInput {
  readonly record: string;
  readonly successors?: Successors;
  readonly subjectName?: string | undefined;
}

/** 作废: the record should not have been. Nothing is deleted; a reason is required. `documents`: the record with what hangs on it. */
export function voidRecord(documents: readonly AnyRecord[], input: VoidInput, context: ActionContext): ActionResult {
  const scene = openScene(documents, context);
  const record = documents.find(({ _id }) => _id === input.record);
  if (record === undefined || record['state'] === 'void') return notHere('这条记录');
  if (context.reason === undefined || context.reason.trim() === '') {
    return refuse('why', '作废要写明原因。', '如：重复建档，与某某是同一人。');
  }
  const name = input.subjectName ?? subjectName(record);
  const room = scene.get('room', record._id);
  const stays = scene.all('occupancy').filter((one) => one.room === room?._id && isOpen(one));
  if (stays.length > 0) {
    return refuse('lived-in', `${name}还有 ${stays.length} 人的住所。`, '先登记他们迁走。');
  }
  if (record.type === 'building' && scene.all('room').some((one) => one.building === record._id)) {
    return refuse('has-rooms', '这一幢还有室。', '先作废里面的室。');
  }
  const household = scene.get('household', record._id);
  if (household !== undefined && membersOf(scene, household._id).length > 0) {
    return refuse('has-members', '这一户还有人。', '先并户或迁出。');
  }
  const stay = scene.get('occupancy', record._id);
  if (stay?.counted === true && stay.until === undefined) {
    return refuse('counted', `这是${stay.personName}计入人口的住所。`, '登记迁入别处或迁出。');
  }
  const person = scene.get('person', record._id);
  if (person !== undefined) {
    const refusal = leaveHouseholds(scene, [person], input.successors ?? {});
    if (refusal !== null) return refusal;
    const homes = scene.all('occupancy').filter((one) => one.person === person._id);
    for (const one of homes) scene.change(one, { state: 'void' });
    for (const one of new Set(homes.filter(({ until }) => until === undefined).map((each) => each.room))) {
      vacateIfEmpty(scene, one);
    }
    if (homes.length > 0) scene.say(`${homes.length} 处住所一起作废。`);
  }
  scene.change(record, { state: 'void' });
  if (stay !== undefined && stay.until === undefined) vacateIfEmpty(scene, stay.room);
  scene.say(`${name}作废，不再出现在列表和统计里；历史留着，可以还原。`);
  return scene.finish('void', `作废 ${name}`);
}
