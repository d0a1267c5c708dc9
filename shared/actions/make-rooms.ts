import type { RoomDocument, RoomUse } from '../domain/room.ts';
import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { notHere, openScene, refuse } from './scene.ts';

export interface MakeRoomsInput {
  readonly building: string;
  /** 1单元 …; `无` where there is none. */
  readonly units: readonly string[];
  readonly floors: { readonly from: number; readonly to: number };
  /** Rooms on each floor of each unit: 4 → 01–04. */
  readonly perFloor: number;
  readonly use?: RoomUse;
}

/** 502 on floor 5; B101 in the first cellar. */
export const doorNumber = (floor: number, at: number): string =>
  `${floor < 0 ? `B${-floor}` : floor}${String(at).padStart(2, '0')}`;
const door = (room: Pick<RoomDocument, 'unit' | 'number'>): string => `${room.unit}/${room.number}`;
const MOST = 2000;

/** Rooms by rule (1–18 层, 每层 01–04). What is there already stays as it is. `documents`: the building with its rooms. */
export function makeRooms(
  documents: readonly AnyRecord[],
  input: MakeRoomsInput,
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const building = scene.get('building', input.building);
  if (building === undefined || building.state === 'void') return notHere('这一幢');
  const { from, to } = input.floors;
  const units = [...new Set(input.units.map((unit) => unit.trim()).filter((unit) => unit !== ''))];
  if (units.length === 0) return refuse('unit', '没有单元写“无”，不能空着。', '写“无”。');
  if (from > to || input.perFloor < 1 || input.perFloor > 99) {
    return refuse('rule', '层数或每层室数不对。', '如 1 到 18 层，每层 4 室。');
  }
  if ((to - from + 1) * input.perFloor * units.length > MOST) {
    return refuse('too-many', `一次最多 ${MOST} 室。`, '分单元来做。');
  }
  const there = new Set(
    scene
      .all('room')
      .filter((room) => room.building === building._id)
      .map(door),
  );
  let made = 0;
  let kept = 0;
  for (const unit of units) {
    for (let floor = from; floor <= to; floor += 1) {
      if (floor === 0) continue;
      for (let at = 1; at <= input.perFloor; at += 1) {
        const number = doorNumber(floor, at);
        if (there.has(door({ unit, number }))) {
          kept += 1;
          continue;
        }
        made += 1;
        scene.add('room', {
          scope: building.scope,
          building: building._id,
          unit,
          floor,
          number,
          use: input.use ?? 'vacant',
          state: 'effective',
        });
      }
    }
  }
  scene.say(
    `新建 ${made} 室${kept > 0 ? `，已有的 ${kept} 室不动` : ''}，用途先记为${input.use === undefined ? '空置' : '所选'}。`,
  );
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
  const [unit, number] = [input.unit.trim(), input.number.trim()];
  if (unit === '') return refuse('unit', '没有单元写“无”，不能空着。', '写“无”。');
  if (number === '') return refuse('number', '还没有写室号。', '照门上的写，如 502、301A。');
  const twin = scene
    .all('room')
    .find((room) => room.building === building._id && door(room) === door({ unit, number }));
  if (twin !== undefined)
    return refuse('same-door', `本幢已有 ${unit === '无' ? '' : unit}${number}。`, '换一个室号。');
  const { more, ...place } = input;
  scene.add('room', { ...more, ...place, unit, number, scope: building.scope, state: 'effective' });
  scene.say(`${building.name}添一室：${unit === '无' ? '' : `${unit} `}${number}。`);
  return scene.finish('addRoom', `添室 ${building.name} ${number}`);
}
