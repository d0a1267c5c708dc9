import { describe, expect, it } from 'vitest';
import { linesOf, movedTo, successorOf } from './list-rows.ts';

interface Row {
  readonly id: string;
  readonly group: string;
}
const row = (id: string, group = 'all'): Row => ({ id, group });

describe('linesOf', () => {
  it('puts a head with its count before each run of a group and numbers the rows through', () => {
    const lines = linesOf([row('a', 'late'), row('b', 'late'), row('c', 'new')], ({ group }) => ({
      key: group,
      label: group,
    }));
    expect(
      lines.map((line) =>
        line.kind === 'group' ? `${line.group.label} ${String(line.count)}` : `${line.row.id}${String(line.at)}`,
      ),
    ).toEqual(['late 2', 'a0', 'b1', 'new 1', 'c2']);
  });
});

describe('movedTo', () => {
  it.each([
    ['ArrowDown', 3, 4],
    ['j', 3, 4],
    ['K', 3, 2],
    ['ArrowUp', 0, 0],
    ['ArrowDown', 9, 9],
    ['Home', 5, 0],
    ['End', 5, 9],
    ['PageDown', 2, 6],
    ['PageUp', 2, 0],
    ['ArrowDown', -1, 0],
    ['x', 5, undefined],
  ])('%s from %d leads to %s', (key, at, target) => {
    expect(movedTo(key, at, 10, 4)).toBe(target);
  });

  it('goes nowhere in an empty list', () => {
    expect(movedTo('ArrowDown', -1, 0, 4)).toBeUndefined();
  });
});

describe('successorOf', () => {
  it('is the row now in the place, or the last one, or none', () => {
    expect(successorOf(3, 10)).toBe(3);
    expect(successorOf(9, 9)).toBe(8);
    expect(successorOf(0, 0)).toBeUndefined();
  });
});
