import { describe, expect, it } from 'vitest';
import type { User } from '../../../shared/domain/staff.ts';
import type { CaseRow } from '../../data/api.ts';
import { OPEN_STATES } from '../../lib/case-words.ts';
import { answers, chosenQueue, countWords, queuesOf } from './queues.ts';

const NOW = Date.parse('2026-11-20T04:00:00.000Z');
const clerk: User = {
  id: 'staff:01J00000000000000000000000',
  account: 'clerk',
  displayName: '邬子墨',
  posts: [{ role: 'communityClerk', scope: '310115005001' }],
};
const aRow = (change: Partial<CaseRow>): CaseRow => ({
  id: 'case:1',
  number: '3101152026112000019',
  state: 'reported',
  stage: 1,
  category: 'GB/T 47678.5/matter/06010',
  categoryName: '暴露垃圾',
  description: '投放点旁散落，占道',
  address: '上港小区 29幢东侧',
  point: [121.5, 31.2],
  gridCode: '310115005001001',
  channel: 'patrol',
  urgent: false,
  department: undefined,
  reporterId: 'staff:other',
  reporterName: '戚建平',
  reportedAt: '2026-11-20T01:00:00.000Z',
  changedAt: '2026-11-20T01:00:00.000Z',
  due: {},
  suspendedUntil: undefined,
  returns: 0,
  round: 0,
  photoCount: 0,
  unsent: 0,
  refused: false,
  ...change,
});

describe('the queues of 事件', () => {
  const rows = OPEN_STATES.flatMap((state, at) =>
    Array.from({ length: at + 1 }, (_, each) => aRow({ id: `case:${state}${String(each)}`, state })),
  );

  it('of a department count what it has now; what it passed on stands apart', () => {
    const department: User = {
      ...clerk,
      posts: [{ role: 'department', scope: '310115005', department: 'dept:roads' }],
    };
    const mine = aRow({ id: 'case:1', state: 'handling', department: 'dept:roads' });
    const gone = aRow({ id: 'case:2', state: 'handling', department: 'dept:water' });
    const queues = queuesOf([mine, gone], [], department, NOW);
    expect(queues.stages.find(({ key }) => key === 'handling')?.rows).toEqual([mine]);
    expect(queues.all.rows).toEqual([mine]);
    expect(queues.watch.find(({ key }) => key === 'passed-on')?.rows).toEqual([gone]);
  });

  it('sum to the total, stage by stage', () => {
    const queues = queuesOf(rows, [], clerk, NOW);
    const sum = queues.stages.reduce((total, queue) => total + queue.rows.length, 0);
    expect(sum).toBe(rows.length);
    expect(queues.all.rows).toHaveLength(rows.length);
  });

  it('put urgent work first, then what waits longest', () => {
    const order = queuesOf(
      [
        aRow({ id: 'case:new', changedAt: '2026-11-20T03:00:00.000Z' }),
        aRow({ id: 'case:old', changedAt: '2026-11-20T01:00:00.000Z' }),
        aRow({ id: 'case:urgent', changedAt: '2026-11-20T04:00:00.000Z', urgent: true }),
      ],
      [],
      clerk,
      NOW,
    ).all.rows.map((row) => row.id);
    expect(order).toEqual(['case:urgent', 'case:old', 'case:new']);
  });

  it('put what is due first before all, and say what is overdue and near at trusted now', () => {
    const due = (dueAt: string, warnAt: string) => ({ due: { dueAt, warnAt } });
    const queues = queuesOf(
      [
        aRow({ id: 'case:none', urgent: true }),
        aRow({ id: 'case:later', ...due('2026-11-20T09:00:00.000Z', '2026-11-20T08:00:00.000Z') }),
        aRow({ id: 'case:near', ...due('2026-11-20T05:00:00.000Z', '2026-11-20T04:00:00.000Z') }),
        aRow({ id: 'case:over', ...due('2026-11-20T03:59:59.999Z', '2026-11-20T03:00:00.000Z') }),
      ],
      [],
      clerk,
      NOW,
    );
    expect(queues.all.rows.map((row) => row.id)).toEqual(['case:over', 'case:near', 'case:later', 'case:none']);
    const watched = (key: string) => queues.watch.find((queue) => queue.key === key)?.rows.map((row) => row.id);
    expect([watched('overdue'), watched('near')]).toEqual([['case:over'], ['case:near']]);
  });

  it('count nothing that is not read yet', () => {
    expect(countWords(queuesOf(rows, undefined, clerk, NOW).finished)).toBe('');
    expect(countWords(queuesOf(rows, [], clerk, NOW).finished)).toBe('0');
  });

  it('open on what waits for the person, and on everything when nothing does', () => {
    expect(chosenQueue(queuesOf(rows, [], clerk, NOW), undefined).key).toBe('mine');
    expect(chosenQueue(queuesOf([aRow({ state: 'pendingOpen' })], [], clerk, NOW), undefined).key).toBe('all');
    expect(chosenQueue(queuesOf(rows, [], clerk, NOW), 'returned').key).toBe('returned');
    expect(chosenQueue(queuesOf(rows, [], clerk, NOW), 'nowhere').key).toBe('mine');
  });

  it('say what was sent back, what is mine and what has not arrived', () => {
    const queues = queuesOf(
      [
        aRow({ id: 'a', returns: 2 }),
        aRow({ id: 'b', reporterId: clerk.id, unsent: 1 }),
        aRow({ id: 'c', refused: true }),
      ],
      [],
      clerk,
      NOW,
    );
    expect(queues.watch.map((queue) => [queue.key, queue.rows.map((row) => row.id)])).toEqual([
      ['overdue', []],
      ['near', []],
      ['returned', ['a']],
      ['reported-by-me', ['b']],
      ['unsent', ['b']],
      ['refused', ['c']],
    ]);
  });
});

describe('the filter', () => {
  it.each([
    ['1120-00019', true],
    ['00019', true],
    ['29幢', true],
    ['垃圾 戚建平', true],
    ['２９幢', true],
    ['散落，占道', true],
    ['30幢', false],
    ['', true],
  ])('%s: %s', (typed, isIn) => {
    expect(answers(aRow({}), typed, new Set())).toBe(isIn);
  });

  it('takes pinyin initials through the categories they stand for', () => {
    expect(answers(aRow({}), 'bllj', new Set(['暴露垃圾']))).toBe(true);
    expect(answers(aRow({}), 'bllj', new Set())).toBe(false);
  });
});
