import { cleanRoomNumber, cleanUnit } from '../address/levels.ts';
import type { AddressRoom } from '../address/room-address.ts';
import { roomsByRule, type RoomRule } from '../address/rooms-by-rule.ts';
import type { RoomDocument, RoomUse } from '../domain/room.ts';
import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { notHere, openScene, refuse } from './scene.ts';

export interface MakeRoomsInput {
  readonly building: string;
  readonly rule: RoomRule;
  /** 空置 where left out. */
  readonly use?: RoomUse;
}

const door = (room: Pick<AddressRoom, 'unit' | 'number'>): string => `${room.unit}/${room.number}`;
const asOnTheDoor = ({ unit, number }: Pick<AddressRoom, 'unit' | 'number'>): string =>
  unit === '无' ? number : `${unit} ${number}`;

/** Rooms by rule (1–18 层, 每层 01–04). What is there already stays as it is. `documents`: the building with its rooms. */
export function makeRooms(
  documents: readonly AnyRecord[],
  input: MakeRoomsInput,
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const building = scene.get('building', input.building);
  if (building === undefined || building.state === 'void') return notHere('这一幢');
  const wanted = roomsByRule(input.rule);
  if (!wanted.ok) return refuse(wanted.reason.code, wanted.reason.words, '改好规则再建。');
  const there = new Set(
    scene
      .all('room')
      .filter((room) => room.building === building._id)
      .map(door),
  );
  const missing = wanted.value.filter((room) => !there.has(door(room)));
  for (const { unit, floor, number } of missing) {
    const place = { building: building._id, unit, floor, number };
    scene.add('room', { scope: building.scope, ...place, use: input.use ?? 'vacant', state: 'effective' });
  }
  const kept = wanted.value.length - missing.length;
  scene.say(`新建 ${missing.length} 室${kept > 0 ? `，已有的 ${kept} 室不动` : ''}。`);
  if (input.use === undefined) scene.say('用途先记为空置，登记迁入后自动改。');
  return scene.finish('makeRooms', `建室 ${building.name}`);
}

export type AddRoomInput = Pick<RoomDocument, 'building' | 'unit' | 'floor' | 'number' | 'use'> & {
  readonly more?: Partial<RoomDocument>;
};
/** One room by hand. `documents`: the building with its rooms. */
export function addRoom(documents: readonly AnyRecord[], input: AddRoomInput, context: ActionContext): ActionResult {
  const scene = openScene(documents, context);
  const building = scene.get('building', input.building);
  if (building === undefined || building.state === 'void') return notHere('这一幢');
  const [cleanedUnit, cleanedNumber] = [cleanUnit(input.unit), cleanRoomNumber(input.number)];
  if (!cleanedUnit.ok) return refuse('unit', cleanedUnit.reason.words, '没有单元写“无”。');
  if (!cleanedNumber.ok) return refuse('number', cleanedNumber.reason.words, '照门上的写。');
  const [unit, number] = [cleanedUnit.value, cleanedNumber.value];
  const twin = scene
    .all('room')
    .find((room) => room.building === building._id && door(room) === door({ unit, number }));
  if (twin !== undefined) return refuse('same-door', `本幢已有 ${asOnTheDoor({ unit, number })}。`, '换一个室号。');
  const { more, ...place } = input;
  scene.add('room', { ...more, ...place, unit, number, scope: building.scope, state: 'effective' });
  scene.say(`${building.name}添一室：${asOnTheDoor({ unit, number })}。`);
  return scene.finish('addRoom', `添室 ${building.name} ${number}`);
}
