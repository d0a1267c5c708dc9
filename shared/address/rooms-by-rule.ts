import { fail, ok, type Result } from '../lib/result.ts';
import type { AddressRoom } from './room-address.ts';
import { ABSENT, type AddressProblem } from './levels.ts';

/** 1–18 层, 每层 01–04: the rooms of a building in one sentence, to be corrected by hand. */
export interface RoomRule {
  /** How many units; 0 where the building has none (无). */
  readonly units: number;
  /** Cellars are negative; there is no floor 0. */
  readonly floorsFrom: number;
  readonly floorsTo: number;
  readonly perFloor: number;
  /**
   * How doors are numbered: `{floor}` 5, `{floor2}` 05, `{room}` 2, `{room2}` 02, `{letter}` B, `{unit}` 1. Cellars read B1 for `{floor}`.
   * `{floor}{room2}` gives 502.
   */
  readonly pattern: string;
  /** Floors that do not exist or hold no rooms: 4, 13, 14. */
  readonly skipFloors?: readonly number[];
  /** Places on a floor without a room: 4 where there is no 04. */
  readonly skipRooms?: readonly number[];
}

/** More in one building is a slip of the pen. */
export const MOST_ROOMS = 5000;

const TOKENS = /\{(floor|floor2|room|room2|letter|unit)\}/g;
const two = (value: number): string => String(value).padStart(2, '0');

function doorNumber(pattern: string, unit: number, floor: number, room: number): string {
  const level = Math.abs(floor);
  const front = floor < 0 ? 'B' : '';
  return pattern.replace(TOKENS, (_, token: string) => {
    if (token === 'floor') return `${front}${level}`;
    if (token === 'floor2') return `${front}${two(level)}`;
    if (token === 'room') return String(room);
    if (token === 'room2') return two(room);
    return token === 'letter' ? String.fromCharCode(64 + room) : String(unit);
  });
}

const span = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

function problemOf(rule: RoomRule): AddressProblem | undefined {
  const { units, floorsFrom, floorsTo, perFloor, pattern } = rule;
  if (!isWhole(units, 0, 60)) return { code: 'units', words: '单元数应为 0 到 60，没有单元填 0。' };
  if (!isWhole(floorsFrom, -9, 200) || !isWhole(floorsTo, -9, 200) || floorsFrom === 0 || floorsTo === 0) {
    return { code: 'floors', words: '层数应为地下 9 层到 200 层，没有 0 层，如 1 到 18。' };
  }
  if (floorsTo < floorsFrom) return { code: 'floorOrder', words: `层数应从低到高，如 ${floorsTo} 到 ${floorsFrom}。` };
  if (!isWhole(perFloor, 1, 99)) return { code: 'perFloor', words: '每层户数应为 1 到 99，如 4。' };
  if (pattern.includes('{letter}') && perFloor > 26) return { code: 'letters', words: '用字母编号时每层最多 26 户。' };
  if (!/\{(?:room2?|letter)\}/.test(pattern))
    return { code: 'pattern', words: '门牌写法里要有户的序号，如 层＋两位序号：502。' };
  return undefined;
}

/** The rooms, unit by unit from the bottom up. Refused where two doors of a unit would bear one number. */
export function roomsByRule(rule: RoomRule): Result<readonly AddressRoom[], AddressProblem> {
  const problem = problemOf(rule);
  if (problem) return fail(problem);
  const floors = span(rule.floorsFrom, rule.floorsTo).filter(
    (floor) => floor !== 0 && rule.skipFloors?.includes(floor) !== true,
  );
  const places = span(1, rule.perFloor).filter((place) => rule.skipRooms?.includes(place) !== true);
  const units = rule.units === 0 ? [0] : span(1, rule.units);
  const count = units.length * floors.length * places.length;
  if (count === 0) return fail({ code: 'none', words: '跳过的层或户太多，一间也没有剩下，请减少。' });
  if (count > MOST_ROOMS)
    return fail({ code: 'tooMany', words: `这样会有 ${count} 间，一幢最多 ${MOST_ROOMS} 间，请核对层数和户数。` });
  const rooms = units.flatMap((unit) =>
    floors.flatMap((floor) =>
      places.map((place): AddressRoom => ({
        unit: unit === 0 ? ABSENT : `${unit}单元`,
        floor,
        number: doorNumber(rule.pattern, unit, floor, place),
      })),
    ),
  );
  const doors = new Set<string>();
  for (const room of rooms) {
    const door = `${room.unit}/${room.number}`;
    if (doors.has(door)) {
      return fail({
        code: 'twice',
        words: `按这个写法 ${room.number} 会有两间，门牌里应带上层，如 层＋两位序号：502。`,
      });
    }
    doors.add(door);
  }
  return ok(rooms);
}
