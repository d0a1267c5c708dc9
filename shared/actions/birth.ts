import type { PersonDocument } from '../domain/person.ts';
import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { membersOf } from './household-parts.ts';
import { relationOfNewborn } from './relations.ts';
import { notHere, openScene, refuse } from './scene.ts';
import { beginStay, countedStayOf, dayProblem, settle } from './stay-parts.ts';
import { placeWords } from './words.ts';

export interface BirthInput {
  /** Mother or father: whose household the child comes into. */
  readonly parent: string;
  readonly otherParent?: string | undefined;
  readonly name: string;
  readonly sex: '1' | '2';
  readonly born: string;
  readonly idKind?: string | undefined;
  readonly idNumber?: string | undefined;
  /** To the head; reckoned when left out. */
  readonly relation?: string | undefined;
}

/** 出生. Class and registered place follow the parents: a child of one registered here is registered here. `documents`: the parents, their household with members, their room, their stays. */
export function birth(documents: readonly AnyRecord[], input: BirthInput, context: ActionContext): ActionResult {
  const scene = openScene(documents, context);
  const parent = scene.get('person', input.parent);
  if (parent === undefined || parent.life === 'dead') return notHere('父亲或母亲的档案');
  const room = scene.get('room', parent.homeRoom);
  const stay = countedStayOf(scene, parent._id);
  if (room === undefined || stay === undefined) {
    return refuse('no-home', `${parent.name}没有计入人口的住所。`, '先给父亲或母亲登记迁入。');
  }
  if (input.name.trim() === '') return refuse('name', '还没有写姓名。', '没取名可以写“严某之子”。');
  const wrongDay = dayProblem(input.born, context.today);
  if (wrongDay !== null) return wrongDay;
  const household = scene.get('household', parent.household);
  const hasHousehold = household !== undefined && membersOf(scene, household._id).length > 0;
  const child = scene.add('person', {
    scope: room.scope,
    name: input.name.trim(),
    sex: input.sex,
    birth: input.born,
    idKind: input.idKind ?? (input.idNumber === undefined ? '出生医学证明' : '居民身份证'),
    ...(input.idNumber === undefined || input.idNumber === '' ? {} : { idNumber: input.idNumber }),
    ...classFrom(parent, scene.get('person', input.otherParent)),
    ...(parent.ethnicity === undefined ? {} : { ethnicity: parent.ethnicity }),
    ...(hasHousehold
      ? {
          household: household._id,
          relation: input.relation ?? relationOfNewborn({ sex: input.sex, birth: input.born }, parent),
        }
      : {}),
    life: 'living',
    state: 'effective',
  });
  const since = input.born < stay.since ? stay.since : input.born;
  const role = stay.role === 'registeredOnly' ? 'own' : stay.role;
  beginStay(scene, child, room, { role, counted: true, since });
  settle(scene, child, room);
  scene.say(`${child.name}随${parent.name}住 ${placeWords(scene, room._id)}，计入人口。`);
  if (hasHousehold)
    scene.say(`户内人数 ${membersOf(scene, household._id).length - 1} → ${membersOf(scene, household._id).length}。`);
  return scene.finish('birth', `出生 ${child.name}`);
}

function classFrom(
  parent: PersonDocument,
  other: PersonDocument | undefined,
): Pick<PersonDocument, 'class' | 'resident' | 'floating'> {
  const registered = [parent, other].find((one) => one?.class === 'resident');
  if (registered !== undefined) {
    return { class: 'resident', ...(registered.resident === undefined ? {} : { resident: registered.resident }) };
  }
  if (parent.class === 'overseas') return { class: 'overseas' };
  const { registeredCode, registeredAddress } = parent.floating ?? {};
  const floating = {
    ...(registeredCode === undefined ? {} : { registeredCode }),
    ...(registeredAddress === undefined ? {} : { registeredAddress }),
  };
  return { class: 'floating', ...(Object.keys(floating).length === 0 ? {} : { floating }) };
}
