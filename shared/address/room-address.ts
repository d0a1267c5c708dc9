import type { BuildingDocument } from '../domain/building.ts';
import type { RoomDocument } from '../domain/room.ts';
import { ABSENT, floorWords } from './levels.ts';

/** What an address is made of. Addresses of rooms are never stored: change the building's name once, and it has changed everywhere. */
export type AddressBuilding = Pick<BuildingDocument, 'name' | 'estate' | 'label'>;
export type AddressRoom = Pick<RoomDocument, 'unit' | 'floor' | 'number'>;

/** `上港小区 27幢`; where a building has no number of its own, what people call it: `金茂大厦`. */
export function buildingAddress(building: AddressBuilding): string {
  const { estate, label, name } = building;
  if (label === undefined || label === ABSENT) return name;
  if (estate === undefined || estate === ABSENT) return name.endsWith(label) ? name : label;
  return `${estate} ${label}`;
}

/** A number too short to say its floor (`03`, `A`) needs it beside it. */
const needsFloor = (number: string): boolean => !/\d{3,}/.test(number);

/** `2单元 502`: the place in its building, levels that do not exist left out. */
export function placeInBuilding(room: AddressRoom): string {
  const levels = [
    room.unit === ABSENT ? '' : room.unit,
    needsFloor(room.number) ? floorWords(room.floor) : '',
    room.number === ABSENT ? '' : room.number,
  ];
  return levels.filter((level) => level !== '').join(' ');
}

/** `上港小区 27幢 2单元 502` */
export const roomAddress = (building: AddressBuilding, room: AddressRoom): string =>
  `${buildingAddress(building)} ${placeInBuilding(room)}`;

/** `27幢 2单元 502`, where the estate is said already. */
export function shortRoomAddress(building: AddressBuilding, room: AddressRoom): string {
  const { label } = building;
  return `${label === undefined || label === ABSENT ? building.name : label} ${placeInBuilding(room)}`;
}

/** `上港小区 27幢 ****`: to the building, before a reveal (DOMAIN §6.1). */
export const maskedRoomAddress = (building: AddressBuilding): string => `${buildingAddress(building)} ****`;

export interface AddressLevel {
  readonly level: '社区' | '网格' | '小区' | '幢' | '单元' | '层' | '室';
  /** 无 where there is none. */
  readonly value: string;
}

/** Level by level, as tables ask for it: none left out, what does not exist says 无. */
export function addressLevels(
  area: { readonly community: string; readonly grid: string },
  building: AddressBuilding,
  room: AddressRoom,
): readonly AddressLevel[] {
  return [
    { level: '社区', value: area.community },
    { level: '网格', value: area.grid },
    { level: '小区', value: building.estate ?? (building.label === undefined ? building.name : ABSENT) },
    { level: '幢', value: building.label ?? ABSENT },
    { level: '单元', value: room.unit },
    { level: '层', value: floorWords(room.floor) },
    { level: '室', value: room.number },
  ];
}
