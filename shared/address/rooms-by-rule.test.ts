import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roomsByRule, type RoomRule } from './rooms-by-rule.ts';

const rule: RoomRule = { units: 1, floorsFrom: 1, floorsTo: 18, perFloor: 4, pattern: '{floor}{room2}' };
const numbers = (changes: Partial<RoomRule>): readonly string[] => {
  const made = roomsByRule({ ...rule, ...changes });
  return made.ok ? made.value.map((room) => `${room.unit} ${room.number}`) : [made.reason.words];
};

describe('rooms by rule', () => {
  it('1–18 层, 每层 01–04', () => {
    const rooms = numbers({});
    expect(rooms).toHaveLength(72);
    expect(rooms.slice(0, 5)).toEqual(['1单元 101', '1单元 102', '1单元 103', '1单元 104', '1单元 201']);
    expect(rooms.at(-1)).toBe('1单元 1804');
  });

  it.each<[Partial<RoomRule>, readonly string[]]>([
    [{ floorsTo: 1, units: 0, perFloor: 2 }, ['无 101', '无 102']],
    [{ floorsTo: 1, units: 2, perFloor: 1 }, ['1单元 101', '2单元 101']],
    [{ floorsFrom: 3, floorsTo: 5, skipFloors: [4], perFloor: 1 }, ['1单元 301', '1单元 501']],
    [{ floorsTo: 1, skipRooms: [2, 4] }, ['1单元 101', '1单元 103']],
    [{ floorsFrom: -1, floorsTo: 1, perFloor: 1 }, ['1单元 B101', '1单元 101']],
    [{ floorsTo: 1, perFloor: 2, pattern: '{floor}{letter}' }, ['1单元 1A', '1单元 1B']],
    [{ floorsTo: 1, perFloor: 1, pattern: '{unit}-{floor2}{room}' }, ['1单元 1-011']],
  ])('%j', (changes, expected) => {
    expect(numbers(changes)).toEqual(expected);
  });

  it.each<[Partial<RoomRule>, string]>([
    [{ units: -1 }, '单元数应为 0 到 60，没有单元填 0。'],
    [{ floorsFrom: 0 }, '层数应为地下 9 层到 200 层，没有 0 层，如 1 到 18。'],
    [{ floorsFrom: 18, floorsTo: 1 }, '层数应从低到高，如 1 到 18。'],
    [{ perFloor: 0 }, '每层户数应为 1 到 99，如 4。'],
    [{ perFloor: 30, pattern: '{floor}{letter}' }, '用字母编号时每层最多 26 户。'],
    [{ pattern: '{floor}' }, '门牌写法里要有户的序号，如 层＋两位序号：502。'],
    [{ pattern: '{room2}' }, '按这个写法 01 会有两间，门牌里应带上层，如 层＋两位序号：502。'],
    [{ skipRooms: [1, 2, 3, 4] }, '跳过的层或户太多，一间也没有剩下，请减少。'],
    [{ floorsTo: 200, perFloor: 50 }, '这样会有 10000 间，一幢最多 5000 间，请核对层数和户数。'],
  ])('%j is refused: %s', (changes, words) => {
    expect(numbers(changes)).toEqual([words]);
  });

  it('gives each door once, floors and places multiplied', () => {
    const aRule = fc.record({
      units: fc.integer({ min: 0, max: 4 }),
      floorsFrom: fc.integer({ min: 1, max: 10 }),
      floorsTo: fc.integer({ min: 10, max: 30 }),
      perFloor: fc.integer({ min: 1, max: 20 }),
      pattern: fc.constant('{floor}{room2}'),
    });
    fc.assert(
      fc.property(aRule, (asked) => {
        const made = roomsByRule(asked);
        expect(made.ok).toBe(true);
        if (!made.ok) return;
        const doors = new Set(made.value.map((room) => `${room.unit}/${room.number}`));
        expect(doors.size).toBe(Math.max(1, asked.units) * (asked.floorsTo - asked.floorsFrom + 1) * asked.perFloor);
        expect(made.value).toHaveLength(doors.size);
      }),
    );
  });
});
