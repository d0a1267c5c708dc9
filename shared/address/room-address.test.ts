import { describe, expect, it } from 'vitest';
import {
  addressLevels,
  buildingAddress,
  maskedRoomAddress,
  placeInBuilding,
  roomAddress,
  shortRoomAddress,
} from './room-address.ts';

const block = { name: '上港小区 27幢', estate: '上港小区', label: '27幢' };
const tower = { name: '金茂大厦' };

describe('the address of a room', () => {
  it.each([
    [block, { unit: '2单元', floor: 5, number: '502' }, '上港小区 27幢 2单元 502', '27幢 2单元 502'],
    [block, { unit: '无', floor: 5, number: '502' }, '上港小区 27幢 502', '27幢 502'],
    [tower, { unit: '无', floor: 22, number: '2201' }, '金茂大厦 2201', '金茂大厦 2201'],
    [block, { unit: '1单元', floor: 3, number: 'A' }, '上港小区 27幢 1单元 3层 A', '27幢 1单元 3层 A'],
    [block, { unit: '无', floor: -1, number: '02' }, '上港小区 27幢 地下1层 02', '27幢 地下1层 02'],
    [block, { unit: '无', floor: 1, number: '无' }, '上港小区 27幢 1层', '27幢 1层'],
    [{ name: '上港小区 9幢', label: '9幢' }, { unit: '无', floor: 1, number: '101' }, '上港小区 9幢 101', '9幢 101'],
  ])('%# says its building and its place in it', (building, room, full, short) => {
    expect(roomAddress(building, room)).toBe(full);
    expect(shortRoomAddress(building, room)).toBe(short);
  });

  it('changes with its building', () => {
    const room = { unit: '2单元', floor: 5, number: '502' };
    expect(roomAddress({ ...block, estate: '上港新村' }, room)).toBe('上港新村 27幢 2单元 502');
    expect(roomAddress({ ...block, label: '28幢' }, room)).toBe('上港小区 28幢 2单元 502');
  });

  it('is masked to the building', () => {
    expect(maskedRoomAddress(block)).toBe('上港小区 27幢 ****');
    expect(buildingAddress(tower)).toBe('金茂大厦');
    expect(placeInBuilding({ unit: '2单元', floor: 5, number: '502' })).toBe('2单元 502');
  });

  it('says 无 in tables for levels that do not exist', () => {
    const area = { community: '上港第一居委会', grid: '第一网格' };
    const values = (building: { name: string; estate?: string; label?: string }) =>
      addressLevels(area, building, { unit: '无', floor: 22, number: '2201' }).map((level) => level.value);
    expect(values(tower)).toEqual(['上港第一居委会', '第一网格', '金茂大厦', '无', '无', '22层', '2201']);
    expect(values(block)).toEqual(['上港第一居委会', '第一网格', '上港小区', '27幢', '无', '22层', '2201']);
  });
});
