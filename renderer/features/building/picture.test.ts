import { describe, expect, it } from 'vitest';
import { aRoom } from './a-room.ts';
import { doorPlace, doorsOf, floorWords, pictureOf, roomAfter } from './picture.ts';

const numbers = (rooms: readonly { readonly number: string }[]): string => rooms.map(({ number }) => number).join(' ');

it.each([
  [5, '502', '02'],
  [12, '1203', '03'],
  [3, '301A', '01'],
  [-1, '101', '01'],
  [1, '商铺2', '商铺2'],
  [5, '12', '12'],
])('on floor %d the door %s stands in place %s', (floor, number, place) => {
  expect(doorPlace({ floor, number })).toBe(place);
});

it('says cellars as such', () => {
  expect([floorWords(6), floorWords(-2)]).toEqual(['6层', '地下2层']);
});

describe('the picture', () => {
  const rooms = [
    ...['101', '102', '201', '202', '203'].map((number) => aRoom(number)),
    ...['101', '1001'].map((number) => aRoom(number, { unit: '2单元' })),
    aRoom('101', { unit: '10单元' }),
  ];
  const picture = pictureOf(rooms);

  it('puts the top floor first and the units in order of their numbers', () => {
    expect(picture.floors.map(({ title }) => title)).toEqual(['10层', '2层', '1层']);
    expect(picture.units.map(({ unit }) => unit)).toEqual(['1单元', '2单元', '10单元']);
  });
  it('keeps doors of the same place in one column, and leaves the gap where a floor has none', () => {
    const [first] = picture.floors[2]?.units ?? [];
    expect(first?.map((slot) => numbers(slot.rooms))).toEqual(['101', '102', '']);
  });
  it('shows every room exactly once', () => {
    expect(picture.floors.flatMap(doorsOf)).toHaveLength(rooms.length);
    expect(picture.roomCount).toBe(rooms.length);
    expect(picture.units.reduce((sum, unit) => sum + unit.rooms, 0)).toBe(rooms.length);
  });
  it('puts the parts of a divided room side by side in its place', () => {
    const divided = pictureOf([aRoom('301B'), aRoom('301A'), aRoom('302')]);
    expect(divided.floors[0]?.units[0]?.map((slot) => numbers(slot.rooms))).toEqual(['301A 301B', '302']);
  });
  it('puts doors without order of numbers in a row instead of a staircase', () => {
    const shops = pictureOf(
      [1, 2, 3, 4, 5].flatMap((floor) => [
        aRoom(`铺${String(floor)}甲`, { floor }),
        aRoom(`铺${String(floor)}乙`, { floor }),
      ]),
    );
    expect(shops.units[0]?.width).toBe(2);
    expect(shops.floors.flatMap(doorsOf)).toHaveLength(10);
  });
  it('puts what has no unit last and says so', () => {
    const some = pictureOf([aRoom('101', { unit: '无' }), aRoom('101')]);
    expect(some.units.map(({ title }) => title)).toEqual(['1单元', '不分单元']);
  });
});

describe('walking', () => {
  const ids = (number: string, unit = '1单元'): string => aRoom(number, { unit }).id;
  const picture = pictureOf([
    ...['101', '102', '103', '201', '202', '203', '301'].map((number) => aRoom(number)),
    ...['101', '201'].map((number) => aRoom(number, { unit: '2单元' })),
  ]);
  it.each([
    ['202', 'left', '201'],
    ['202', 'up', '301'],
    ['203', 'down', '103'],
    ['101', 'left', '101'],
    ['101', 'down', '101'],
    ['202', 'rowStart', '201'],
    ['101', 'top', '301'],
    ['301', 'pageDown', '101'],
  ] as const)('from %s %s leads to %s', (from, step, to) => {
    expect(roomAfter(picture, ids(from), step)).toBe(ids(to));
  });
  it('goes over from one unit to the next', () => {
    expect(roomAfter(picture, ids('203'), 'right')).toBe(ids('201', '2单元'));
    expect(roomAfter(picture, ids('201'), 'rowEnd')).toBe(ids('201', '2单元'));
  });
  it('reaches every room by arrows alone', () => {
    const seen = new Set([ids('301')]);
    const queue = [...seen];
    for (const id of queue) {
      for (const step of ['left', 'right', 'up', 'down'] as const) {
        const next = roomAfter(picture, id, step);
        if (seen.has(next)) continue;
        seen.add(next);
        queue.push(next);
      }
    }
    expect(seen.size).toBe(picture.roomCount);
  });
});
