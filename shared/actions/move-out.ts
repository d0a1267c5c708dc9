import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { leaveHouseholds, type Successors } from './household-parts.ts';
import { notHere, openScene, refuse } from './scene.ts';
import { dayProblem, endStays, openStaysOf } from './stay-parts.ts';
import { namesWords } from './words.ts';

export interface MoveOutInput {
  readonly people: readonly string[];
  readonly on: string;
  readonly to: string;
  readonly successors?: Successors;
}

/** 迁出: people leave the street. `documents`: the people with all stays, their households with all members, the rooms with theirs. */
export function moveOut(documents: readonly AnyRecord[], input: MoveOutInput, context: ActionContext): ActionResult {
  const scene = openScene(documents, context);
  const people = input.people.flatMap((id) => scene.get('person', id) ?? []);
  if (people.length === 0 || people.length < input.people.length) return notHere('这个人');
  const gone = people.find(
    (person) => person.life === 'dead' || person.leftOn !== undefined || person.state === 'void',
  );
  if (gone !== undefined) return refuse('gone', `${gone.name}已不在本街道。`, '看历史里是哪天登记的。');
  const stays = people.flatMap((person) => openStaysOf(scene, person._id));
  const wrongDay = dayProblem(input.on, context.today, stays);
  if (wrongDay !== null) return wrongDay;
  if (input.to.trim() === '') return refuse('where', '还没有写迁往哪里。', '写到区县；不知道就写“不详”。');
  const refusal = leaveHouseholds(scene, people, input.successors ?? {});
  if (refusal !== null) return refusal;
  for (const person of people) {
    const now = scene.get('person', person._id) ?? person;
    scene.change(now, { leftOn: input.on, leftTo: input.to.trim(), homeRoom: undefined });
  }
  endStays(scene, stays, input.on);
  scene.say(`${namesWords(people)}迁往 ${input.to.trim()}，${stays.length} 处住所到 ${input.on} 为止，不再计入人口。`);
  return scene.finish('moveOut', `迁出 ${namesWords(people)}`);
}
