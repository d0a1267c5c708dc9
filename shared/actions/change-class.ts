import { PERSON_CLASS_NAMES, type PersonClass, type PersonDocument } from '../domain/person.ts';
import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { notHere, openScene, refuse } from './scene.ts';

export interface ChangeClassInput {
  readonly person: string;
  readonly class: PersonClass;
  /** The fields of the new class. */
  readonly fields?: NonNullable<PersonDocument['resident'] | PersonDocument['floating'] | PersonDocument['overseas']>;
}

/** 户籍 ↔ 流动 ↔ 境外. The fields of the class that was go with it (the history keeps them); the registered place is carried over. */
export function changeClass(
  documents: readonly AnyRecord[],
  input: ChangeClassInput,
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const person = scene.get('person', input.person);
  if (person === undefined || person.state === 'void') return notHere('这个人');
  if (person.class === input.class) {
    return refuse('nothing', `${person.name}已是${PERSON_CLASS_NAMES[input.class]}。`, '不用再办。');
  }
  const { registeredAddress, registeredCode } = person.resident ?? person.floating ?? {};
  const carried = {
    ...(registeredAddress === undefined ? {} : { registeredAddress }),
    ...(registeredCode === undefined ? {} : { registeredCode }),
  };
  const group = { ...(input.class === 'overseas' ? {} : carried), ...input.fields };
  const fields = Object.keys(group).length === 0 ? undefined : group;
  scene.change(person, {
    class: input.class,
    resident: input.class === 'resident' ? fields : undefined,
    floating: input.class === 'floating' ? fields : undefined,
    overseas: input.class === 'overseas' ? fields : undefined,
  });
  scene.say(
    `${person.name}由${PERSON_CLASS_NAMES[person.class]}改为${PERSON_CLASS_NAMES[input.class]}，只留适用的项目；原来的在历史里。`,
  );
  return scene.finish('changeClass', `改类别 ${person.name}`);
}
