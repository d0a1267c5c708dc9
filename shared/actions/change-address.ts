import type { BuildingDocument } from '../domain/building.ts';
import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { notHere, openScene, refuse, type Changes } from './scene.ts';

export interface ChangeAddressInput {
  readonly building: string;
  readonly name?: string;
  readonly label?: string;
  readonly estate?: string;
  readonly address?: string;
  /** What a unit is called in its rooms: 2单元 → 乙单元. */
  readonly unit?: { readonly from: string; readonly to: string };
}

/** An address is changed once, at the building: rooms and all that stand in them show it everywhere. Only the name of a unit stands in its rooms. */
export function changeAddress(
  documents: readonly AnyRecord[],
  input: ChangeAddressInput,
  context: ActionContext,
): ActionResult {
  const scene = openScene(documents, context);
  const building = scene.get('building', input.building);
  if (building === undefined || building.state === 'void') return notHere('这一幢');
  if (input.name?.trim() === '') return refuse('name', '楼的名称不能空着。', '写门牌上的叫法。');
  const said = { name: input.name, label: input.label, estate: input.estate, address: input.address };
  const fields = Object.fromEntries(
    Object.entries(said).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value.trim() === '' ? undefined : value.trim()]],
    ),
  ) as Changes<BuildingDocument>;
  scene.change(building, fields);
  const rooms = scene.all('room').filter((room) => room.building === building._id);
  const { unit } = input;
  if (unit !== undefined) {
    const to = unit.to.trim();
    if (to === '') return refuse('unit', '没有单元写“无”，不能空着。', '写“无”。');
    const doors = new Set(rooms.filter((room) => room.unit === to && to !== unit.from).map(({ number }) => number));
    const clash = rooms.find((room) => room.unit === unit.from && doors.has(room.number));
    if (clash !== undefined) return refuse('same-door', `${to} 已有 ${clash.number}。`, '先改室号。');
    for (const room of rooms) if (room.unit === unit.from) scene.change(room, { unit: to });
  }
  const now = scene.get('building', building._id) ?? building;
  scene.say(
    rooms.length === 0
      ? `${now.name}里还没有室，只改楼的名称。`
      : `本幢 ${rooms.length} 室和住在里面的人、企业，地址随之改变，到处都是。`,
  );
  return scene.finish('changeAddress', `改地址 ${now.name}`);
}
