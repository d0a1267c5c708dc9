import type { OccupancyRole, PersonDocument } from '../domain/person.ts';
import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { foundHousehold, installHead, leaveHouseholds, membersOf, type Successors } from './household-parts.ts';
import { HEAD, OTHER_RELATION } from './relations.ts';
import { notHere, openScene, refuse, type Scene } from './scene.ts';
import { beginStay, countedStayOf, dayProblem, endStays, settle, vacateIfEmpty } from './stay-parts.ts';
import { gridWords, namesWords, placeWords } from './words.ts';

/** What is known of somebody who has no record yet. */
export type NewPerson = Partial<PersonDocument> & Pick<PersonDocument, 'name' | 'sex' | 'idKind' | 'class'>;

export interface MoveInInput {
  readonly room: string;
  /** Members of a family together. `relation`: to the head of the household they will belong to. */
  readonly people: readonly { readonly person: string | NewPerson; readonly relation?: string | undefined }[];
  readonly role: OccupancyRole;
  /** Whether it is their counted home. A new person's first home is always counted. */
  readonly counted: boolean;
  readonly since: string;
  /** What becomes of the home counted so far. */
  readonly former: 'end' | 'uncount';
  /** Where they belong: a household there, one of their own, or as before. */
  readonly household:
    | { readonly kind: 'join'; readonly household: string }
    /** `head`: place in `people`. */
    | { readonly kind: 'found'; readonly head: number; readonly number?: string | undefined }
    | { readonly kind: 'keep' };
  readonly successors?: Successors;
}

/** 迁入: people come to live in a room. `documents`: the room with its stays and building, the people with all of theirs, and their households with all members. */
export function moveIn(documents: readonly AnyRecord[], input: MoveInInput, context: ActionContext): ActionResult {
  const scene = openScene(documents, context);
  const room = scene.get('room', input.room);
  if (room === undefined || room.state === 'void') return notHere('这一室');
  if (input.people.length === 0) return refuse('nobody', '还没有选人。', '选一人，或填一个新的人。');
  const known = input.people.flatMap(({ person }) => (typeof person === 'string' ? [scene.get('person', person)] : []));
  for (const person of known) {
    if (person === undefined) return notHere('这个人');
    if (person.state === 'void') return refuse('void', `${person.name}的档案已作废。`, '先还原档案再办。');
    if (person.life === 'dead') return refuse('dead', `${person.name}已登记死亡。`, '登记有误时，先在历史里还原。');
  }
  const movers = known.filter((person) => person !== undefined);
  const formers = movers.flatMap((person) => countedStayOf(scene, person._id) ?? []);
  const wrongDay = dayProblem(input.since, context.today, input.counted ? formers : []);
  if (wrongDay !== null) return wrongDay;
  const homeless = movers.find((person) => person.homeRoom === undefined);
  if (!input.counted && (movers.length < input.people.length || homeless !== undefined)) {
    return refuse('first-home', '还没有计入人口的住所，第一处必须计入。', '选“计入本户人口”。');
  }
  const already = movers.find((person) => person.homeRoom === room._id);
  if (already !== undefined) return refuse('lives-here', `${already.name}已经住在这里。`, '要改角色，请在住所里改。');

  if (input.counted && input.household.kind !== 'keep') {
    const joined = input.household.kind === 'join' ? input.household.household : undefined;
    const target = scene.get('household', joined);
    if (joined !== undefined && (target === undefined || target.state === 'void')) return notHere('这一户');
    const refusal = leaveHouseholds(
      scene,
      movers.filter((person) => person.household !== undefined && person.household !== joined),
      input.successors ?? {},
    );
    if (refusal !== null) return refusal;
  }

  const settled = input.people.map(({ person }) => {
    if (typeof person !== 'string') return enrol(scene, person, room.scope);
    const there = scene.get('person', person);
    if (there === undefined) throw new Error(`assumed: ${person} was looked up above`);
    return there;
  });
  if (input.counted) leaveFormerHomes(scene, settled, input);
  for (const person of settled) beginStay(scene, person, room, input);
  if (input.counted) {
    for (const person of settled) settle(scene, person, room);
    const asBefore = settled.map((person) => movers.find(({ _id }) => _id === person._id) ?? person);
    belong(scene, asBefore, input, room);
  }
  const where = placeWords(scene, room._id);
  const how = input.counted ? '' : '，不计入本户人口';
  scene.say(
    settled.length === 1
      ? `${namesWords(settled)}住进 ${where}${how}。`
      : `${settled.length} 人一起住进 ${where}${how}。`,
  );
  if (input.counted && movers.some((person) => person.scope !== room.scope)) {
    scene.say(`档案随人转到 ${gridWords(room.scope)}。`);
  }
  if (!scene.isMine(room.scope)) scene.say('对方网格确认接收前，你仍能看到。');
  return scene.finish('moveIn', `迁入 ${namesWords(settled)}`);
}

/** A new record, in the room's grid. */
function enrol(scene: Scene, fields: NewPerson, scope: string): PersonDocument {
  const audience = scene.audienceAt(scope);
  return scene.add('person', {
    ...fields,
    scope,
    ...(audience === undefined ? {} : { audience: [...audience] }),
    life: 'living',
    state: 'effective',
  });
}

function leaveFormerHomes(scene: Scene, people: readonly PersonDocument[], input: MoveInInput): void {
  for (const person of people) {
    const former = countedStayOf(scene, person._id);
    if (former === undefined) continue;
    if (input.former === 'end') endStays(scene, [former], input.since);
    else {
      scene.change(former, { counted: false });
      vacateIfEmpty(scene, former.room);
      scene.say(`${person.name}在 ${placeWords(scene, former.room)} 的住所留着，不再计入人口。`);
    }
  }
}

function belong(
  scene: Scene,
  people: readonly PersonDocument[],
  input: MoveInInput,
  room: { readonly _id: string; readonly scope: string },
): void {
  const relations = Object.fromEntries(
    people.flatMap((person, at) => {
      const relation = input.people[at]?.relation;
      return relation === undefined || relation === '' ? [] : [[person._id, relation]];
    }),
  );
  const now = people.map((person) => scene.get('person', person._id) ?? person);
  if (input.household.kind === 'found') {
    const head = people[input.household.head] ?? people[0];
    if (head === undefined) return;
    const place = { room: room._id, scope: room.scope };
    foundHousehold(scene, people, head, place, { relations, number: input.household.number });
    scene.say(people.length === 1 ? `${head.name}单独立户。` : `立一户，户主${head.name}。`);
    return;
  }
  if (input.household.kind === 'keep') return;
  const household = scene.get('household', input.household.household);
  if (household === undefined) return;
  const hasHead = membersOf(scene, household._id).some((member) => member._id === household.head);
  for (const person of now) {
    const said = relations[person._id] ?? (person.household === household._id ? person.relation : undefined);
    const relation = person._id === household.head ? HEAD : said === HEAD ? OTHER_RELATION : said;
    scene.change(person, { household: household._id, relation: relation ?? OTHER_RELATION });
  }
  const first = now[0];
  if (!hasHead && first !== undefined) installHead(scene, household, scene.get('person', first._id) ?? first);
}
