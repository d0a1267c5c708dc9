import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plusDays } from '../../../shared/lib/calendar-day.ts';
import type { DUE_KEYS } from './task-views.ts';
import { conditionsOf, countOf, dueWords, footWords, nextAfter, progressOf, queryOf } from './task-views.ts';

const TODAY = '2026-11-20';

/** The conditions read as the stock reads them. */
const holds = (target: Readonly<Record<string, unknown>>, due: (typeof DUE_KEYS)[number]): boolean =>
  conditionsOf(due, TODAY).every((condition) => {
    const value = target[condition.field] as string | number | boolean;
    if (condition.op === 'in') return condition.values.includes(value);
    if (condition.op !== 'between') return false;
    return (
      (condition.from === undefined || value >= condition.from) && (condition.to === undefined || value <= condition.to)
    );
  });

describe('what is to be done', () => {
  it('lies in exactly one stretch of days, so that the counts sum', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), (days) => {
        const target = { isOpen: true, dueOn: plusDays(TODAY, days) };
        expect((['over', 'today', 'week', 'later'] as const).filter((due) => holds(target, due))).toHaveLength(1);
        expect(holds(target, 'all')).toBe(true);
      }),
    );
  });

  it('leaves out what is done', () => {
    for (const due of ['all', 'over', 'today', 'week', 'later'] as const)
      expect(holds({ isOpen: false, dueOn: TODAY }, due)).toBe(false);
  });
});

it('asks for one task by what is open, newest result first where it is done', () => {
  expect(queryOf({ kind: 'task', task: 'task:1', shows: 'done' }, TODAY, ' 严 ')).toEqual({
    kind: 'target',
    where: [
      { field: 'task', op: 'in', values: ['task:1'] },
      { field: 'isOpen', op: 'in', values: [false] },
    ],
    text: '严',
    sort: { by: 'resultAt', down: true },
  });
});

it.each([
  [-3, '超 3 天'],
  [0, '今天'],
  [1, '明天'],
  [2, '11-22'],
  [60, '2027-01-19'],
])('says %s days from today as %s', (days, words) => {
  expect(dueWords(plusDays(TODAY, days), TODAY).words).toBe(words);
});

it('counts nothing for a task without targets here', () => {
  expect(progressOf('task:1', new Map(), new Map([['task:2', 3]]), new Map())).toEqual({ total: 0, open: 0, over: 0 });
});

it('says how many a task shows, whatever is typed', () => {
  const [all, open] = [new Map([['task:1', 10]]), new Map([['task:1', 3]])];
  const shown = (['open', 'done', 'all'] as const).map((shows) =>
    countOf({ kind: 'task', task: 'task:1', shows }, all, open),
  );
  expect(shown).toEqual([3, 7, 10]);
});

it.each([
  [199, 199, false, null, '共 199 个，与左栏的数一致'],
  [3, 199, true, null, '3 个符合，共 199 个'],
  [0, 199, true, null, '0 个符合，共 199 个'],
  [undefined, 199, false, null, '正在读'],
  [undefined, undefined, false, '任务还在取', '任务还在取，数还会变'],
  [3, 12, true, '任务还在取', '3 个符合，共 12 个，任务还在取，数还会变'],
  [12, 12, false, '任务还在取', '共 12 个，任务还在取，数还会变'],
])('of %s of %s (filtered: %s, coming: %s) the foot says: %s', (total, unfiltered, isFiltered, coming, words) => {
  expect(footWords({ total, unfiltered, isFiltered, coming })).toBe(words);
});

describe('what comes after a result', () => {
  const rows = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
  const rowAt = (at: number) => rows[at];
  it.each([
    ['a', 0, 'b'],
    ['b', 1, 'c'],
    ['c', 2, undefined],
    ['a', 1, undefined],
  ])('%s at %d: %s', (recorded, at, next) => {
    expect(nextAfter(rowAt, at, recorded)).toBe(next);
  });
});
