import { roomAddress } from '../address/room-address.ts';
import type { Scene } from './scene.ts';

/** 上港小区 27幢 2单元 502 */
export function placeWords(scene: Scene, roomId: string | undefined): string {
  const room = scene.get('room', roomId);
  if (room === undefined) return '原住所';
  const building = scene.get('building', room.building);
  return building === undefined ? `${room.number} 室` : roomAddress(building, room);
}

/** 03 网格: as a grid is called among its neighbours. */
export const gridWords = (scope: string): string => `${scope.slice(-3).replace(/^0/, '')} 网格`;

/** 严立诚、严文博等 4 人 */
export function namesWords(people: readonly { readonly name: string }[]): string {
  const names = people.map(({ name }) => name);
  return names.length <= 3 ? names.join('、') : `${names.slice(0, 2).join('、')}等 ${names.length} 人`;
}
