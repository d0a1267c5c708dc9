import { describe, expect, it } from 'vitest';
import { createBook } from '../../../shared/cases/indicators/book.ts';
import { instantsOf } from '../../../shared/cases/indicators/periods.ts';
import { tallyOf } from '../../../shared/cases/indicators/tally.ts';
import type { CaseStock } from '../../../shared/stock/rows.ts';
import { SIXTY_NOW_MS, sixtyCases } from '../../../shared/testing/sixty-cases.ts';
import { figuresSheet, gridSheet, groupsSheet, listSheet } from './sheets.ts';
import { topLines } from './report.ts';

const DAY = instantsOf({ from: '2026-11-25', to: '2026-11-25' });
const book = createBook();
for (const one of sixtyCases()) book.set(one.id, tallyOf(one));
const sums = book.sums(DAY, SIXTY_NOW_MS);

const WORDS = { stateWords: () => '结案', gridWords: () => '上港第一 01 网格', departmentWords: () => '道路管理所' };
const rowOf = (id: string): CaseStock =>
  ({
    ...{ kind: 'case', id, number: '3101152026112500019', category: '暴露垃圾', description: '张三家门口' },
    ...{ address: '上港小区 27幢 2单元 502', scope: '310115005001001', channel: 'patrol', department: 'dept:roads' },
    ...{ state: 'closed', reportedAt: '2026-11-25T01:00:00.000Z' },
  }) as unknown as CaseStock;

describe('the sheets of an export', () => {
  it('hold the raw numbers beside the share', () => {
    const { head, rows } = figuresSheet([sums, sums, sums]);
    const line = rows.find(([, name]) => name === '按期处置率');
    expect(line?.slice(0, 7)).toEqual(['处置与结案', '按期处置率', { share: 32 / 40 }, 32, 40, 8, 7]);
    expect(line?.at(-1)).toBe('持平');
    for (const row of rows) expect(row).toHaveLength(head.length);
  });

  it('have a line for each group', () => {
    const groups = [...book.groups('returned', 'department', DAY, SIXTY_NOW_MS)].map(([value, sum]) => ({
      ...{ value, name: value, sum },
    }));
    const { rows } = groupsSheet('returned', '部门', groups);
    expect(rows.find(([name]) => name === 'dept:water')).toEqual(['dept:water', { share: 0 }, 0, 5, 5, 0]);
  });

  it('have a line for each that is counted, numbers as text, addresses to the building, names covered', () => {
    const listed = book.list({ indicator: 'handlingInTime', part: 'excluded' }, DAY, SIXTY_NOW_MS);
    const rows = new Map(listed.map(({ id }) => [id, rowOf(id)]));
    const { head, rows: lines } = listSheet(listed, rows, { ...WORDS, withDescription: false });
    expect(lines).toHaveLength(7);
    for (const line of lines) expect(line).toHaveLength(head.length);
    const exempt = lines.find((line) => line.includes('申诉通过，免于统计'));
    expect(exempt?.[0]).toBe('3101152026112500019');
    expect(exempt).toContain('上港小区 27幢 ****');
    expect(exempt?.at(-1)).toMatch(/^.\*\* 街道受理员$/);
    expect(JSON.stringify(lines)).not.toContain('张三');
    const told = listSheet(listed, rows, { ...WORDS, withDescription: true });
    expect(told.rows[0]).toContain('张三家门口');
    expect(told.rows[0]).toHaveLength(told.head.length);
  });
});

describe('the list of grids', () => {
  it('has their codes as text, and what patrols reported from each', () => {
    const grids = ['310115005001001', '310115005001002'];
    const listed = book.list({ indicator: 'covered', part: 'denominator' }, { ...DAY, grids }, SIXTY_NOW_MS);
    const { rows } = gridSheet(listed, new Map([['310115005001001', 43]]), (code) => `网格 ${code.slice(-3)}`);
    expect(rows).toEqual([
      ['310115005001001', '网格 001', 43],
      ['310115005001002', '网格 002', 0],
    ]);
  });
});

describe('the lines of a report', () => {
  it('are those with most reports; the rest is summed', () => {
    const group = (value: string, now: number) => ({
      value,
      sums: [
        { ...sums.reported, denominator: now },
        { ...sums.reported, denominator: 1 },
      ],
    });
    const { lines, rest } = topLines([group('c', 2), group('a', 2), group('b', 5), group('d', 0), group('e', 1)], 2);
    expect(lines.map(({ value }) => value)).toEqual(['b', 'a']);
    expect(rest).toEqual({ lines: 2, cases: 3 });
  });
});
