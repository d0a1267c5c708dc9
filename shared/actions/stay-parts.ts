import type { OccupancyDocument, OccupancyRole, PersonDocument } from '../domain/person.ts';
import type { RoomDocument, RoomUse } from '../domain/room.ts';
import type { AnyRecord } from './change-set.ts';
import { refuse, type Scene } from './scene.ts';
import { placeWords } from './words.ts';

export const isOpen = (stay: OccupancyDocument): boolean => stay.until === undefined && stay.state !== 'void';

export const openStaysOf = (scene: Scene, person: string): readonly OccupancyDocument[] =>
  scene.all('occupancy').filter((stay) => stay.person === person && isOpen(stay));
export const countedStayOf = (scene: Scene, person: string): OccupancyDocument | undefined =>
  openStaysOf(scene, person).find((stay) => stay.counted);
/** Who lives in a room, 空挂 left out. */
export const dwellersOf = (scene: Scene, room: string): readonly OccupancyDocument[] =>
  scene.all('occupancy').filter((stay) => stay.room === room && isOpen(stay) && stay.role !== 'registeredOnly');

/** Days must be days that have come, and a stay cannot end before it began. */
export function dayProblem(
  day: string,
  today: string,
  stays: readonly OccupancyDocument[] = [],
): ReturnType<typeof refuse> | null {
  if (day > today) return refuse('day-ahead', `${day} 还没有到。`, '写今天或以前的日子。');
  const later = stays.find((stay) => stay.since > day);
  if (later === undefined) return null;
  return refuse(
    'day-order',
    `${day} 早于${later.personName}住进来的日子 ${later.since}。`,
    `写 ${later.since} 或以后的日子。`,
  );
}

/** The uses of a room where somebody comes to live in it. Others stay what they are. */
function useWith(use: RoomUse, role: OccupancyRole): RoomUse {
  if (role === 'registeredOnly') return use;
  if (use === 'vacant') return role === 'tenant' ? 'rent' : role === 'dorm' ? 'dorm' : 'self';
  return use === 'self' && role === 'tenant' ? 'selfAndRent' : use;
}
const LIVED_IN: ReadonlySet<RoomUse> = new Set(['self', 'rent', 'selfAndRent', 'groupRental', 'dorm']);
const USE_WORDS: Readonly<Partial<Record<RoomUse, string>>> = {
  self: '自住',
  rent: '出租',
  selfAndRent: '自住带租',
  dorm: '员工宿舍',
};

export interface Stay {
  readonly role: OccupancyRole;
  readonly counted: boolean;
  readonly since: string;
  readonly note?: string | undefined;
}

/** Begins a stay. One that is open in that very room already becomes this one. */
export function beginStay(scene: Scene, person: PersonDocument, room: RoomDocument, stay: Stay): void {
  const { role, counted, since } = stay;
  const present = openStaysOf(scene, person._id).find((open) => open.room === room._id);
  const audience = scene.audienceAt(room.scope);
  if (present !== undefined) scene.change(present, { role, counted });
  else {
    scene.add('occupancy', {
      scope: room.scope,
      ...(audience === undefined ? {} : { audience: [...audience] }),
      person: person._id,
      personName: person.name,
      room: room._id,
      role,
      counted,
      since,
      state: 'effective',
      ...(stay.note === undefined || stay.note === '' ? {} : { note: stay.note }),
    });
  }
  const present_ = scene.get('room', room._id) ?? room;
  const use = useWith(present_.use, role);
  if (use === present_.use) return;
  if (!scene.isMine(room.scope)) return;
  scene.change(present_, { use });
  scene.say(`${placeWords(scene, room._id)} 的用途改为${USE_WORDS[use] ?? '有人居住'}。`);
}

export function endStays(scene: Scene, stays: readonly OccupancyDocument[], until: string): void {
  for (const stay of stays) scene.change(stay, { until });
  for (const room of new Set(stays.map((stay) => stay.room))) vacateIfEmpty(scene, room);
}

/** A room that nobody lives in any more is vacant, and says so. */
export function vacateIfEmpty(scene: Scene, roomId: string): void {
  const room = scene.get('room', roomId);
  if (room === undefined || !LIVED_IN.has(room.use) || dwellersOf(scene, roomId).length > 0) return;
  if (!scene.isMine(room.scope)) return;
  scene.change(room, { use: 'vacant' });
  scene.say(`${placeWords(scene, roomId)} 没有人住了，用途改为空置。`);
}

/**
 * Makes a room somebody's counted home: the record lies where the home lies, and what is about him goes along. Beyond the actor's own post
 * the new keeper has to confirm; until then the actor keeps sight.
 */
export function settle(scene: Scene, person: PersonDocument, room: RoomDocument): PersonDocument {
  const moves = person.scope !== room.scope;
  const audience = moves ? scene.audienceAt(room.scope) : person.audience;
  const isMine = scene.isMine(room.scope);
  const { by, nowIso } = scene.context;
  const moved = scene.change(person, {
    homeRoom: room._id,
    scope: room.scope,
    leftOn: undefined,
    leftTo: undefined,
    ...(moves ? { audience: audience === undefined ? undefined : [...audience] } : {}),
    ...(moves ? { handover: isMine ? undefined : { from: person.scope, by: by.key, at: nowIso } } : {}),
  });
  if (moves) for (const record of about(scene, person._id)) follow(scene, record, room.scope);
  return moved;
}

/** Objections, targets and special files lie where their subject lies. */
function about(scene: Scene, person: string): readonly AnyRecord[] {
  return [
    ...scene.all('objection').filter((one) => one.subject === person),
    ...scene.all('target').filter((one) => one.subject === person),
    ...scene.all('careFile').filter((one) => one.person === person),
  ];
}
export function follow(scene: Scene, record: AnyRecord, scope: string): void {
  if (record.scope === scope) return;
  const audience = scene.audienceAt(scope);
  scene.change<AnyRecord>(record, { scope, audience: audience === undefined ? undefined : [...audience] });
}
