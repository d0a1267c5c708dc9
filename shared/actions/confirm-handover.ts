import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { notHere, openScene, refuse } from './scene.ts';

/** The new keeper takes over whom a colleague moved here: the colleague's sight ends. `documents`: the person with household, stays, and what is about him. */
export function confirmHandover(
  documents: readonly AnyRecord[],
  input: { readonly person: string },
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const person = scene.get('person', input.person);
  if (person === undefined) return notHere('这个人');
  const by = person.handover?.by;
  if (by === undefined) return refuse('nothing', `${person.name}没有待接收的交接。`, '不用再办。');
  if (!scene.isMine(person.scope) || by === context.by.key) {
    return refuse('not-keeper', '要由迁入网格的人接收。', '等对方确认，其间你仍能看到。');
  }
  const released = (audience: readonly string[] | undefined): string[] | undefined => {
    const rest = audience?.filter((key) => key !== by) ?? [];
    return rest.length === 0 ? undefined : rest;
  };
  const along = [
    ...scene.all('household').filter(({ _id }) => _id === person.household),
    ...scene.all('occupancy').filter((stay) => stay.person === person._id && scene.isMine(stay.scope)),
    ...scene.all('objection').filter((one) => one.subject === person._id),
    ...scene.all('target').filter((one) => one.subject === person._id),
    ...scene.all('careFile').filter((one) => one.person === person._id),
  ];
  // A household goes with the last of those who came with it.
  const others = scene.all('person').filter((one) => one.household === person.household && one._id !== person._id);
  const isLast = !others.some((one) => one.handover !== undefined);
  scene.change(person, { handover: undefined, audience: released(person.audience) });
  for (const record of along) {
    if (record.type !== 'household' || isLast) scene.change<AnyRecord>(record, { audience: released(record.audience) });
  }
  scene.say(`${person.name}的档案由你负责，原网格不再看到。`);
  return scene.finish('confirmHandover', `接收 ${person.name}`);
}
