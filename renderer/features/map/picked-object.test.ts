import { describe, expect, it } from 'vitest';
import type { RowOf } from '../../../shared/stock/rows.ts';
import { markedTarget, pickedObject, pickedOf, placeOf } from './picked-object.ts';

describe('what the address says is in hand', () => {
  it.each([
    ['point/case:1', { kind: 'case', id: 'case:1' }],
    ['building/building:1', { kind: 'building', id: 'building:1' }],
    ['building:building:1', { kind: 'building', id: 'building:1' }],
    ['building:1', { kind: 'building', id: 'building:1' }],
    ['area/310115005001', { kind: 'area', id: '310115005001' }],
    ['person:person:1', { kind: 'record', record: 'person', id: 'person:1' }],
    ['case:case:1', { kind: 'case', id: 'case:1' }],
    ['component:component:1', { kind: 'record', record: 'component', id: 'component:1' }],
  ])('%s', (text, picked) => {
    expect(pickedOf(text)).toEqual(picked);
  });
  it.each([undefined, '', 'person', 'person:', 'household:1', 'nonsense/1'])('%s is nothing', (text) => {
    expect(pickedOf(text)).toBeUndefined();
  });
});

const room = { kind: 'room', id: 'room:1', building: 'building:1', name: '502' } as unknown as RowOf<'room'>;
const shop = {
  kind: 'enterprise',
  id: 'enterprise:1',
  building: 'building:1',
  point: null,
} as unknown as RowOf<'enterprise'>;
const buildings = [{ _id: 'building:1', centroid: [121.5, 31.2], scope: 'g' }] as unknown as Parameters<
  typeof placeOf
>[1];

it('a room is shown by its building, with what was looked for', () => {
  const picked = pickedOf('room:room:1');
  expect(markedTarget(picked, room, undefined)).toEqual({ kind: 'building', id: 'building:1' });
  expect(pickedObject(picked, { areas: [], buildings, open: [] }, room)).toMatchObject({
    kind: 'building',
    found: room,
  });
  expect(placeOf(room, buildings, undefined)).toEqual([121.5, 31.2]);
});

it('a shop without a point of its own lies where its building is, and is itself in hand', () => {
  expect(placeOf(shop, buildings, undefined)).toEqual([121.5, 31.2]);
  expect(markedTarget(pickedOf('enterprise:1'), shop, undefined)).toEqual({
    kind: 'point',
    id: 'enterprise:1',
    layer: 'enterprise',
  });
  expect(pickedObject(pickedOf('enterprise:1'), { areas: [], buildings, open: [] }, shop)).toEqual({
    kind: 'record',
    row: shop,
  });
});

it('a record that is not here is nothing in hand', () => {
  expect(pickedObject(pickedOf('person:1'), { areas: [], buildings, open: [] }, undefined)).toBeUndefined();
  expect(markedTarget(pickedOf('person:1'), undefined, undefined)).toBeUndefined();
});
