import { cleanBuilding, cleanEstate, cleanUnit } from '../address/levels.ts';
import type { BuildingDocument } from '../domain/building.ts';
import type { ActionContext, ActionResult, AnyRecord } from './change-set.ts';
import { notHere, openScene, refuse, type Changes } from './scene.ts';

export interface ChangeAddressInput {
  readonly building: string;
  readonly name?: string;
  readonly label?: string;
  readonly estate?: string;
  readonly address?: string;
  /** What a unit is called in its rooms: 2单元 → 3单元. */
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
  const isSaid = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';
  const [label, estate] = [
    isSaid(input.label) ? cleanBuilding(input.label) : undefined,
    isSaid(input.estate) ? cleanEstate(input.estate) : undefined,
  ];
  for (const one of [label, estate]) if (one?.ok === false) return refuse('form', one.reason.words, '改好再办。');
  const said = {
    name: input.name,
    label: label?.ok === true ? label.value : input.label,
    estate: estate?.ok === true ? estate.value : input.estate,
    address: input.address,
  };
  const fields = Object.fromEntries(
    Object.entries(said).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value.trim() === '' ? undefined : value.trim()]],
    ),
  ) as Changes<BuildingDocument>;
  scene.change(building, fields);
  const rooms = scene.all('room').filter((room) => room.building === building._id);
  const { unit } = input;
  if (unit !== undefined) {
    const cleaned = cleanUnit(unit.to);
    if (!cleaned.ok) return refuse('unit', cleaned.reason.words, '没有单元写“无”。');
    const to = cleaned.value;
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
