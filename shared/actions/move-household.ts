import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { membersOf } from './household-parts.ts';
import { notHere, openScene, refuse } from './scene.ts';
import { beginStay, countedStayOf, dayProblem, endStays, follow, settle } from './stay-parts.ts';
import { gridWords, namesWords, placeWords } from './words.ts';

export interface MoveHouseholdInput {
  readonly household: string;
  /** The room they move to. */
  readonly room: string;
  readonly since: string;
}

/** A whole family moves. Who belongs to it and lives elsewhere stays there. `documents`: the household with all members and their stays, both rooms with theirs. */
export function moveHousehold(
  documents: readonly AnyRecord[],
  input: MoveHouseholdInput,
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const household = scene.get('household', input.household);
  if (household === undefined || household.state === 'void') return notHere('这一户');
  const room = scene.get('room', input.room);
  if (room === undefined || room.state === 'void') return notHere('要迁去的那一室');
  if (household.room === room._id) return refuse('same-room', '这一户就住在这里。', '选另一室。');
  const members = membersOf(scene, household._id);
  const movers = members.filter((member) => household.room === undefined || member.homeRoom === household.room);
  if (movers.length === 0) return refuse('nobody', '这一户没有人住在户所在的室里。', '逐人登记迁入。');
  const stays = movers.flatMap((member) => countedStayOf(scene, member._id) ?? []);
  const wrongDay = dayProblem(input.since, context.today, stays);
  if (wrongDay !== null) return wrongDay;

  const from = household.room;
  const grid = household.scope;
  scene.say(`户内 ${movers.length} 人一起迁到 ${placeWords(scene, room._id)}，起始 ${input.since}。`);
  const roles = new Map(stays.map((stay) => [stay.person, stay.role]));
  endStays(scene, stays, input.since);
  for (const member of movers) {
    beginStay(scene, member, room, { role: roles.get(member._id) ?? 'own', counted: true, since: input.since });
    settle(scene, member, room);
  }
  follow(scene, scene.change(household, { room: room._id }), room.scope);
  const apart = members.length - movers.length;
  if (apart > 0) scene.say(`另有 ${apart} 人住在别处，住所不变，户口随户。`);
  const left = scene.all('occupancy').filter((stay) => stay.room === from && stay.until === undefined).length;
  if (from !== undefined && left > 0) scene.say(`${placeWords(scene, from)} 还有 ${left} 人，不变。`);
  if (grid !== room.scope) scene.say(`档案随人转到 ${gridWords(room.scope)}。`);
  if (!scene.isMine(room.scope)) scene.say('新网格确认接收前，你仍能看到这一户。');
  return scene.finish('moveHousehold', `整户迁移 ${namesWords(movers)}`);
}
