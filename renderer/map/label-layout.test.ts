import { expect, it } from 'vitest';
import { boxAround, createRoom, placeFirst } from './label-layout.ts';

it('gives room once', () => {
  const room = createRoom();
  const box = boxAround(100, 100, 40, 16);
  expect(room.isFree([box])).toBe(true);
  room.take([box]);
  expect(room.isFree([boxAround(110, 104, 40, 16)])).toBe(false);
  expect(room.isFree([boxAround(160, 100, 40, 16)])).toBe(true);
});

it('sees a collision across cells of its grid, also left of and above the drawing', () => {
  const room = createRoom();
  room.take([boxAround(0, 0, 300, 20)]);
  expect(room.isFree([boxAround(-140, 4, 10, 10)])).toBe(false);
  expect(room.isFree([boxAround(140, 4, 10, 10)])).toBe(false);
});

it('tries the variants in turn and takes the first that fits', () => {
  const room = createRoom();
  room.take([boxAround(0, 0, 20, 20)]);
  const boxes = (shift: number) => [boxAround(shift, 0, 20, 20)];
  expect(placeFirst(room, [0, 10, 30], boxes)).toBe(30);
  expect(placeFirst(room, [0, 25], boxes)).toBeUndefined();
});
