import { OCCUPANCY_ROLE_NAMES, type OccupancyRole } from '../domain/person.ts';
import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { isLivingHere } from './household-parts.ts';
import { notHere, openScene, refuse } from './scene.ts';
import { beginStay, countedStayOf, dayProblem, endStays, isOpen, openStaysOf } from './stay-parts.ts';
import { placeWords } from './words.ts';

export interface AddStayInput {
  readonly person: string;
  readonly room: string;
  readonly role: OccupancyRole;
  readonly since: string;
  readonly note?: string | undefined;
}
/** Another home beside the counted one. `documents`: the person with his stays, the room with its building. */
export function addStay(documents: readonly AnyRecord[], input: AddStayInput, context: ActionContext): ActionResult {
  const scene = openScene(documents, context);
  const person = scene.get('person', input.person);
  const room = scene.get('room', input.room);
  if (person === undefined || !isLivingHere(person)) return notHere('这个人');
  if (room === undefined || room.state === 'void') return notHere('这一室');
  if (countedStayOf(scene, person._id) === undefined) {
    return refuse('first-home', `${person.name}还没有计入人口的住所。`, '请登记迁入。');
  }
  if (openStaysOf(scene, person._id).some((stay) => stay.room === room._id)) {
    return refuse('lives-here', `${person.name}在这里已有一处住所。`, '要改角色，请在住所里改。');
  }
  const wrongDay = dayProblem(input.since, context.today);
  if (wrongDay !== null) return wrongDay;
  beginStay(scene, person, room, { ...input, counted: false });
  scene.say(
    `${person.name}在 ${placeWords(scene, room._id)} 添一处住所（${OCCUPANCY_ROLE_NAMES[input.role]}），计入的住所不变。`,
  );
  return scene.finish('addStay', `添住所 ${person.name}`);
}

/** Ends a home that is not the counted one. `documents`: the stay, its person, its room with all stays. */
export function endStay(
  documents: readonly AnyRecord[],
  input: { readonly occupancy: string; readonly until: string },
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const stay = scene.get('occupancy', input.occupancy);
  if (stay === undefined || !isOpen(stay)) return notHere('这处住所');
  if (stay.counted) {
    return refuse('counted', `这是${stay.personName}计入人口的住所。`, '搬走请登记迁入别处或迁出。');
  }
  const wrongDay = dayProblem(input.until, context.today, [stay]);
  if (wrongDay !== null) return wrongDay;
  endStays(scene, [stay], input.until);
  scene.say(`${stay.personName}在 ${placeWords(scene, stay.room)} 的住所到 ${input.until} 为止。`);
  return scene.finish('endStay', `住所终止 ${stay.personName}`);
}
