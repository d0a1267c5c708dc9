import type { HouseholdDocument, PersonDocument } from '../domain/person.ts';
import type { NotPossible } from './change-set.ts';
import { HEAD, OTHER_RELATION, relationToNewHead } from './relations.ts';
import { refuse, type Scene } from './scene.ts';
import { namesWords } from './words.ts';

/** Relations as they were said, by person; they go before what is reckoned. */
export type Relations = Readonly<Record<string, string>>;
/** Who becomes head, by household. */
export type Successors = Readonly<Record<string, string>>;

export const isLivingHere = (person: PersonDocument): boolean =>
  person.state !== 'void' && person.life === 'living' && person.leftOn === undefined;

export const membersOf = (scene: Scene, household: string): readonly PersonDocument[] =>
  scene.all('person').filter((person) => person.household === household && isLivingHere(person));

/** Makes somebody head and reckons everybody's relation anew. What does not follow is said, so that it can be looked at. */
export function installHead(
  scene: Scene,
  household: HouseholdDocument,
  head: PersonDocument,
  said: Relations = {},
): void {
  const unsure: PersonDocument[] = [];
  for (const member of membersOf(scene, household._id)) {
    if (member._id === head._id) continue;
    const reckoned = said[member._id] ?? relationToNewHead(member, head);
    if (reckoned === undefined && member.relation !== undefined) unsure.push(member);
    scene.change(member, { relation: reckoned ?? OTHER_RELATION });
  }
  scene.change(head, { relation: HEAD });
  scene.change(household, { head: head._id });
  if (unsure.length > 0) scene.say(`${namesWords(unsure)}与新户主的关系推不出来，先记为其他，请核对。`);
}

/**
 * Takes persons out of their households. A head who leaves others behind needs a successor; the last one left is it without asking;
 * a household that nobody is left in is closed. `keepLink`: the dead stay named by it.
 */
export function leaveHouseholds(
  scene: Scene,
  leavers: readonly PersonDocument[],
  successors: Successors,
  keepLink = false,
): { readonly ok: false; readonly reason: NotPossible } | null {
  const gone = new Set(leavers.map(({ _id }) => _id));
  for (const id of new Set(leavers.map((person) => person.household))) {
    const household = scene.get('household', id);
    const remaining = id === undefined ? [] : membersOf(scene, id).filter((member) => !gone.has(member._id));
    if (household !== undefined && household.state !== 'void') {
      const losesHead = remaining.length > 0 && !remaining.some((member) => member._id === household.head);
      const successor = remaining.find((member) => member._id === successors[household._id]);
      const head = losesHead ? (successor ?? (remaining.length === 1 ? remaining[0] : undefined)) : undefined;
      if (losesHead && head === undefined) {
        return refuse('head-needed', `户主不在这一户了，还有 ${remaining.length} 人留下。`, '先选定新户主。');
      }
      unlink(
        scene,
        leavers.filter((person) => person.household === id),
        keepLink,
      );
      if (head !== undefined) {
        installHead(scene, household, head);
        scene.say(`原户由${head.name}任户主。`);
      }
      if (remaining.length === 0) {
        scene.change(household, { state: 'void' });
        scene.say('原户没有人了，户注销。');
      }
    } else
      unlink(
        scene,
        leavers.filter((person) => person.household === id),
        keepLink,
      );
  }
  return null;
}

function unlink(scene: Scene, people: readonly PersonDocument[], keepLink: boolean): void {
  if (!keepLink) for (const person of people) scene.change(person, { household: undefined, relation: undefined });
}

/** A new household in a room, its members (as they were before they left another) with their relations as said, else reckoned from how they stood before, else 其他. */
export function foundHousehold(
  scene: Scene,
  members: readonly PersonDocument[],
  head: PersonDocument,
  place: { readonly room: string | undefined; readonly scope: string },
  options: {
    readonly relations?: Relations;
    readonly number?: string | undefined;
    readonly kind?: 'family' | 'collective';
  } = {},
): HouseholdDocument {
  const audience = scene.audienceAt(place.scope);
  const household = scene.add('household', {
    scope: place.scope,
    ...(audience === undefined ? {} : { audience: [...audience] }),
    ...(place.room === undefined ? {} : { room: place.room }),
    ...(options.number === undefined || options.number === '' ? {} : { number: options.number }),
    kind: options.kind ?? 'family',
    head: head._id,
    state: 'effective',
  });
  for (const member of members) {
    // Two of different households stood to different heads: nothing follows from that.
    const reckoned =
      member.household !== undefined && member.household === head.household
        ? relationToNewHead(member, head)
        : undefined;
    const relation = member._id === head._id ? HEAD : (options.relations?.[member._id] ?? reckoned ?? OTHER_RELATION);
    scene.change(scene.get('person', member._id) ?? member, { household: household._id, relation });
  }
  return household;
}
