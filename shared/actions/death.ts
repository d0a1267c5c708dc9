import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { leaveHouseholds, type Successors } from './household-parts.ts';
import { notHere, openScene, refuse } from './scene.ts';
import { dayProblem, endStays, openStaysOf } from './stay-parts.ts';

export interface DeathInput {
  readonly person: string;
  readonly on: string;
  readonly successors?: Successors;
}

/** 死亡. The household goes on naming the dead. `documents`: the person with all stays, his household with all members, the rooms with theirs. */
export function death(documents: readonly AnyRecord[], input: DeathInput, context: ActionContext): ActionResult {
  const scene = openScene(documents, context);
  const person = scene.get('person', input.person);
  if (person === undefined || person.state === 'void') return notHere('这个人');
  if (person.life === 'dead')
    return refuse('dead', `${person.name}已登记死亡。`, '日期不对可以编辑，登记有误在历史里还原。');
  const stays = openStaysOf(scene, person._id);
  const wrongDay = dayProblem(input.on, context.today, stays);
  if (wrongDay !== null) return wrongDay;
  if (person.birth !== undefined && input.on < person.birth) {
    return refuse('day-order', `${input.on} 早于出生日期 ${person.birth}。`, '核对两个日子。');
  }
  const refusal = leaveHouseholds(scene, [person], input.successors ?? {}, true);
  if (refusal !== null) return refusal;
  const held = (person.tags ?? []).filter((tag) => tag.until === undefined || tag.until > input.on);
  const tags = person.tags?.map((tag) =>
    held.includes(tag) ? { ...tag, until: tag.since > input.on ? tag.since : input.on } : tag,
  );
  scene.change(person, {
    life: 'dead',
    diedOn: input.on,
    homeRoom: undefined,
    ...(tags === undefined ? {} : { tags }),
  });
  scene.say(`${person.name}不再计入人口，${stays.length} 处住所到 ${input.on} 为止。`);
  if (held.length > 0) scene.say(`${held.length} 个标签到这天为止，不再派走访。`);
  endStays(scene, stays, input.on);
  return scene.finish('death', `死亡 ${person.name}`);
}
