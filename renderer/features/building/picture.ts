import type { RoomStock } from '../../../shared/stock/rows.ts';

/** The doors that stand in one place of a floor: one, or the parts of a room that was divided (301A, 301B). */
export interface Slot {
  readonly rooms: readonly RoomStock[];
}
export interface UnitColumns {
  readonly unit: string;
  /** 1单元; 不分单元 where the building has none. */
  readonly title: string;
  readonly width: number;
  readonly rooms: number;
  readonly people: number;
}
export interface Floor {
  readonly floor: number;
  readonly title: string;
  /** Per unit its slots from left to right; an empty slot where this floor has no door in that place. */
  readonly units: readonly (readonly Slot[])[];
}
/** A building as it is drawn: units side by side, the top floor first. */
export interface Picture {
  readonly units: readonly UnitColumns[];
  readonly floors: readonly Floor[];
  readonly roomCount: number;
  readonly people: number;
}

const NONE = '无';
const byNumbers = new Intl.Collator('zh-CN', { numeric: true });

export const floorWords = (floor: number): string =>
  floor < 0 ? `地下${String(-floor)}层` : floor === 0 ? '底层' : `${String(floor)}层`;

/** Where on its floor a door is: 502 and 1203 are 02 and 03, 301A is 01. A number that does not begin with its floor stands for itself. */
export function doorPlace(room: Pick<RoomStock, 'number' | 'floor'>): string {
  const [digits = ''] = /^\d+/.exec(room.number) ?? [];
  const floor = String(Math.abs(room.floor));
  return digits.length > floor.length && digits.startsWith(floor) ? digits.slice(floor.length) : room.number;
}

const byRoomNumber = (a: RoomStock, b: RoomStock): number => byNumbers.compare(a.number, b.number);

function grouped<K>(rooms: readonly RoomStock[], keyOf: (room: RoomStock) => K): ReadonlyMap<K, readonly RoomStock[]> {
  const groups = new Map<K, RoomStock[]>();
  for (const room of rooms) {
    const group = groups.get(keyOf(room));
    if (group === undefined) groups.set(keyOf(room), [room]);
    else group.push(room);
  }
  return groups;
}

/**
 * How the doors of one unit stand in columns. Doors of the same place stand one above the other; where the numbers follow no such order
 * (more than twice as many places as the fullest floor has doors) they simply stand in a row.
 */
function slotsOf(rooms: readonly RoomStock[]): { readonly width: number; readonly at: (floor: number) => Slot[] } {
  const floors = grouped(rooms, ({ floor }) => floor);
  const places = [...new Set(rooms.map(doorPlace))].sort(byNumbers.compare);
  const fullest = Math.max(0, ...[...floors.values()].map(({ length }) => length));
  if (places.length > fullest * 2) {
    return {
      width: fullest,
      at: (floor) => {
        const row = [...(floors.get(floor) ?? [])].sort(byRoomNumber);
        return Array.from({ length: fullest }, (_, at) => ({ rooms: row.slice(at, at + 1) }));
      },
    };
  }
  return {
    width: places.length,
    at: (floor) => {
      const doors = grouped(floors.get(floor) ?? [], doorPlace);
      return places.map((place) => ({ rooms: [...(doors.get(place) ?? [])].sort(byRoomNumber) }));
    },
  };
}

const sumOf = (rooms: readonly RoomStock[]): number => rooms.reduce((sum, { people }) => sum + people, 0);

export function pictureOf(rooms: readonly RoomStock[]): Picture {
  const byUnit = [...grouped(rooms, ({ unit }) => unit)].sort(([a], [b]) =>
    a === NONE || b === NONE ? Number(a === NONE) - Number(b === NONE) : byNumbers.compare(a, b),
  );
  const layouts = byUnit.map(([, own]) => slotsOf(own));
  const floors = [...new Set(rooms.map(({ floor }) => floor))].sort((a, b) => b - a);
  return {
    units: byUnit.map(([unit, own], at) => ({
      unit,
      title: unit === NONE ? '不分单元' : unit,
      width: layouts[at]?.width ?? 0,
      rooms: own.length,
      people: sumOf(own),
    })),
    floors: floors.map((floor) => ({
      floor,
      title: floorWords(floor),
      units: layouts.map((layout) => layout.at(floor)),
    })),
    roomCount: rooms.length,
    people: sumOf(rooms),
  };
}

/** All doors of a floor, from left to right. */
export const doorsOf = (floor: Floor): readonly RoomStock[] =>
  floor.units.flatMap((slots) => slots.flatMap((slot) => slot.rooms));

export type Step = 'left' | 'right' | 'up' | 'down' | 'rowStart' | 'rowEnd' | 'top' | 'bottom' | 'pageUp' | 'pageDown';
const PAGE_FLOORS = 5;

/** Column of a door in the whole picture; parts of one room stand in the same. */
function columnOf(floor: Floor, id: string): number {
  return floor.units.flat().findIndex((slot) => slot.rooms.some((room) => room.id === id));
}

/** The door nearest to a column; the left one of two equally near. */
function doorNear(floor: Floor, column: number): string | undefined {
  const slots = floor.units.flat();
  const near = slots
    .map((slot, at) => ({ slot, far: Math.abs(at - column) }))
    .filter(({ slot }) => slot.rooms.length > 0)
    .sort((a, b) => a.far - b.far);
  return near[0]?.slot.rooms[0]?.id;
}

/** Where an arrow leads from a room. Stays where there is nothing further; never wraps round. */
export function roomAfter(picture: Picture, id: string, step: Step): string {
  const row = picture.floors.findIndex((floor) => doorsOf(floor).some((room) => room.id === id));
  const floor = picture.floors[row];
  if (floor === undefined) return id;
  const doors = doorsOf(floor);
  const at = doors.findIndex((room) => room.id === id);
  const inRow = (next: number): string => doors[next]?.id ?? id;
  const inFloor = (next: number): string => {
    const within = Math.max(0, Math.min(picture.floors.length - 1, next));
    const target = picture.floors[within];
    return target === undefined || within === row ? id : (doorNear(target, columnOf(floor, id)) ?? id);
  };
  switch (step) {
    case 'left':
      return inRow(at - 1);
    case 'right':
      return inRow(at + 1);
    case 'rowStart':
      return inRow(0);
    case 'rowEnd':
      return inRow(doors.length - 1);
    case 'up':
      return inFloor(row - 1);
    case 'down':
      return inFloor(row + 1);
    case 'pageUp':
      return inFloor(row - PAGE_FLOORS);
    case 'pageDown':
      return inFloor(row + PAGE_FLOORS);
    case 'top':
      return inFloor(0);
    case 'bottom':
      return inFloor(picture.floors.length - 1);
  }
}
