import type { BuildingDocument } from '../../../shared/domain/building.ts';
import type { RoomDocument } from '../../../shared/domain/room.ts';

/** 27幢, or the whole name where the building has no number. */
export const buildingTitle = (building: Pick<BuildingDocument, 'label' | 'name'>): string =>
  building.label ?? building.name;

/** 27幢 2单元 502 */
export const roomTitle = (
  building: Pick<BuildingDocument, 'label' | 'name'>,
  room: Pick<RoomDocument, 'unit' | 'number'>,
): string => [buildingTitle(building), room.unit === '无' ? '' : room.unit, room.number].filter(Boolean).join(' ');

/** 建筑面积 46.8 平方米 · 产权房 · 2 室 */
export function roomFacts(room: RoomDocument): string {
  const parts = [
    room.areaM2 === undefined ? '' : `建筑面积 ${String(room.areaM2)} 平方米`,
    room.tenure ?? '',
    room.bedrooms === undefined ? '' : `${String(room.bedrooms)} 间卧室`,
    room.rentedSince === undefined ? '' : `${room.rentedSince} 起出租`,
    room.dangerGrade === undefined ? '' : `鉴定 ${room.dangerGrade} 级`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
