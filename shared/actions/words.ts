import type { BuildingDocument } from '../domain/building.ts';
import type { RoomDocument } from '../domain/room.ts';
import type { Scene } from './scene.ts';

/** 27幢 2单元 502: as short as a sentence allows. */
export function roomWords(room: RoomDocument, building: BuildingDocument | undefined): string {
  const house = [building?.estate, building?.label ?? building?.name].filter((part) => part !== undefined);
  const parts = building?.label === undefined ? house.slice(-1) : house;
  return [...parts, room.unit === '无' ? undefined : room.unit, room.number]
    .filter((part) => part !== undefined)
    .join(' ');
}

export function placeWords(scene: Scene, roomId: string | undefined): string {
  const room = scene.get('room', roomId);
  return room === undefined ? '原住所' : roomWords(room, scene.get('building', room.building));
}

/** 严立诚、严文博等 4 人 */
export function namesWords(people: readonly { readonly name: string }[]): string {
  const names = people.map(({ name }) => name);
  return names.length <= 3 ? names.join('、') : `${names.slice(0, 2).join('、')}等 ${names.length} 人`;
}
