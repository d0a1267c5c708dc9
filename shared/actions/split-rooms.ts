import { cleanRoomNumber } from '../address/levels.ts';
import type { RoomDocument } from '../domain/room.ts';
import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { notHere, openScene, refuse, type Scene } from './scene.ts';
import { isOpen } from './stay-parts.ts';
import { placeWords } from './words.ts';

/** Everything that stands in a room goes to another of the same building: the same stay, another door. */
function rehouse(scene: Scene, from: string, to: string, isWanted: (record: AnyRecord) => boolean): void {
  for (const stay of scene.all('occupancy')) if (stay.room === from && isWanted(stay)) scene.change(stay, { room: to });
  for (const person of scene.all('person')) {
    if (person.homeRoom === from && isWanted(person)) scene.change(person, { homeRoom: to });
  }
  for (const household of scene.all('household')) {
    if (household.room === from && isWanted(household)) scene.change(household, { room: to });
  }
  for (const enterprise of scene.all('enterprise')) {
    if (enterprise.room === from && isWanted(enterprise)) scene.change(enterprise, { room: to });
  }
  for (const target of scene.all('target')) {
    if (target.room === from && isWanted(target)) scene.change(target, { room: to });
  }
}

export interface SplitRoomInput {
  readonly room: string;
  /** What the parts are called: 301A, 301B. */
  readonly numbers: readonly string[];
  /** Who goes into which part (its place in `numbers`), by person; the first where left out. */
  readonly people: Readonly<Record<string, number>>;
}

/** 301 → 301A, 301B. `documents`: the building's rooms; the room's stays, people, households, enterprises, targets. */
export function splitRoom(
  documents: readonly AnyRecord[],
  input: SplitRoomInput,
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const room = scene.get('room', input.room);
  if (room === undefined || room.state === 'void') return notHere('这一室');
  const cleaned = input.numbers.map(cleanRoomNumber);
  const numbers = cleaned.flatMap((one) => (one.ok ? [one.value] : []));
  if (numbers.length < 2 || numbers.length < cleaned.length || new Set(numbers).size < numbers.length) {
    return refuse('numbers', '拆成的室号要两个以上，各不相同。', `如 ${room.number}A、${room.number}B。`);
  }
  const taken = doorsBeside(scene, room);
  const clash = numbers.find((number) => taken.has(number));
  if (clash !== undefined) return refuse('same-door', `本幢已有 ${clash}。`, '换一个室号。');
  const parts = numbers.map((number) => {
    const {
      _id,
      type: _type,
      schema: _schema,
      provenance: _provenance,
      sources: _sources,
      areaM2: _area,
      ...kept
    } = room;
    // What is dangerous about the whole is so in each part until somebody has looked.
    return scene.add('room', { ...kept, number });
  });
  const partOf = (person: string | undefined): number => {
    const at = person === undefined ? 0 : (input.people[person] ?? 0);
    return parts[at] === undefined ? 0 : at;
  };
  const headOf = (household: AnyRecord): string | undefined => household['head'] as string | undefined;
  const personOf = (record: AnyRecord): string | undefined =>
    record.type === 'occupancy'
      ? (record['person'] as string)
      : record.type === 'household'
        ? headOf(record)
        : record.type === 'target'
          ? (record['subject'] as string)
          : record._id;
  parts.forEach((part, at) => {
    rehouse(scene, room._id, part._id, (record) => partOf(personOf(record)) === at);
    const living = scene.all('occupancy').filter((stay) => stay.room === part._id && stay.until === undefined).length;
    if (living === 0 && parts.length > 1 && room.use !== 'vacant') scene.change(part, { use: 'vacant' });
    scene.say(living === 0 ? `${part.number} 空置。` : `${part.number} 住 ${living} 人。`);
  });
  scene.change(room, { state: 'void' });
  scene.say(`${room.number} 不再使用，原来的记录留着。`);
  return scene.finish('splitRoom', `拆室 ${placeWords(scene, room._id)} → ${numbers.join('、')}`);
}

export interface MergeRoomsInput {
  /** The first one stays. */
  readonly rooms: readonly string[];
  readonly number: string;
}

/** 301A, 301B → 301. `documents`: as for splitting, of all of them. */
export function mergeRooms(
  documents: readonly AnyRecord[],
  input: MergeRoomsInput,
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const rooms = input.rooms.flatMap((id) => scene.get('room', id) ?? []);
  const [first, ...others] = rooms;
  if (first === undefined || rooms.length < input.rooms.length || rooms.some(({ state }) => state === 'void')) {
    return notHere('要合并的室');
  }
  if (others.length === 0) return refuse('numbers', '只选了一室。', '再选一室。');
  if (
    rooms.some((room) => room.building !== first.building || room.unit !== first.unit || room.floor !== first.floor)
  ) {
    return refuse('apart', '不在同一单元同一层。', '只有相邻的室可以合并。');
  }
  const cleaned = cleanRoomNumber(input.number);
  if (!cleaned.ok) return refuse('number', cleaned.reason.words, '如 301。');
  const number = cleaned.value;
  const taken = doorsBeside(scene, first);
  for (const room of rooms) taken.delete(room.number);
  if (taken.has(number)) return refuse('same-door', `本幢已有 ${number}。`, '换一个室号。');
  const areas = rooms.map(({ areaM2 }) => areaM2);
  const area = areas.every((one) => one !== undefined) ? areas.reduce<number>((sum, one) => sum + one, 0) : undefined;
  const hazards = rooms.flatMap((room) => room.hazards ?? []);
  const use = rooms.find((room) => room.use !== 'vacant')?.use ?? 'vacant';
  for (const room of others) {
    rehouse(scene, room._id, first._id, () => true);
    scene.change(room, { state: 'void' });
  }
  joinDoubles(scene, first._id);
  scene.change(first, {
    number,
    use,
    areaM2: area,
    ...(hazards.length === 0 ? {} : { hazards: hazards.slice(0, 100) }),
  });
  const living = scene.all('occupancy').filter((stay) => stay.room === first._id && stay.until === undefined).length;
  scene.say(`${rooms.map((room) => room.number).join('、')} 合为 ${number}，住 ${living} 人。`);
  return scene.finish('mergeRooms', `并室 ${placeWords(scene, first._id)}`);
}

/** Whoever stayed in two of them stays once now: the counted stay is kept, else the first. */
function joinDoubles(scene: Scene, room: string): void {
  const open = scene.all('occupancy').filter((stay) => stay.room === room && isOpen(stay));
  for (const person of new Set(open.map((stay) => stay.person))) {
    const own = open.filter((stay) => stay.person === person);
    const kept = own.find((stay) => stay.counted) ?? own[0];
    for (const stay of own) if (stay !== kept) scene.change(stay, { state: 'void' });
    if (own.length > 1) scene.say(`${own[0]?.personName ?? ''}的 ${own.length} 处住所合为一处。`);
  }
}

const doorsBeside = (scene: Scene, room: RoomDocument): Set<string> =>
  new Set(
    scene
      .all('room')
      .filter((one) => one.building === room.building && one.unit === room.unit)
      .map(({ number }) => number),
  );
