import { describe, expect, it } from 'vitest';
import { columnsOf, headOf, plainHeading } from './columns.ts';
import { readMoment } from './read-moment.ts';
import type { Cell } from './sheet.ts';
import { sheetOfCsv, sheetOfJson } from './text-sheets.ts';

const named = (headings: readonly string[], assigned = {}): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries([...columnsOf(headings, assigned)].map(([field, at]) => [field, headings[at]]));

describe('the columns of a file', () => {
  it('are recognised by how other systems head them, dressed up or not, full width too', () => {
    expect(
      named(['序号', '*工单编号（必填）', '诉 求 内 容', '诉求小类', '发生地址', '回复内容', '办理期限', '来电人']),
    ).toEqual({
      number: '*工单编号（必填）',
      words: '诉 求 内 容',
      category: '诉求小类',
      address: '发生地址',
      replyBy: '办理期限',
    });
    expect(plainHeading('ＯｒｄｅｒＮｏ：')).toBe('orderno');
  });

  it('are each one thing: the surest heading has it, what only ends in it comes after', () => {
    expect(named(['编号', '热线编号', '市民诉求内容', '内容'])).toEqual({ number: '热线编号', words: '内容' });
    expect(named(['市民诉求内容'])).toEqual({ words: '市民诉求内容' });
    expect(named(['回复内容', '处理结果'])).toEqual({});
  });

  it('are what a person said they are, before what they look like', () => {
    expect(named(['编号', '热线编号', '备注'], { 编号: 'number', 热线编号: '', 备注: 'words' })).toEqual({
      number: '编号',
      words: '备注',
    });
  });
});

describe('the head of a sheet', () => {
  const body: readonly Cell[] = ['2026112900001', '垃圾', '上港小区 27幢'];
  const headings = (rows: readonly (readonly Cell[])[]) => headOf({ name: 's', rows });

  it('stands below titles and remarks', () => {
    expect(headings([['陆家嘴街道来件汇总表', null, null], [], ['编号', '内容', '地址'], body])).toEqual({
      headings: ['编号', '内容', '地址'],
      firstRow: 3,
    });
    const close = headings([['陆家嘴街道来件汇总表', null, null], ['编号', '内容', '来电人'], body]);
    expect(close).toEqual({ headings: ['编号', '内容', '来电人'], firstRow: 2 });
  });

  it('may be two rows of merged cells', () => {
    const found = headings([
      ['工单编号', '诉求', null, '答复', null],
      [null, '内容', '地址', '期限', '结果'],
      [...body, '2026-12-01', null],
    ]);
    expect(found).toEqual({ headings: ['工单编号', '内容', '地址', '答复期限', '答复结果'], firstRow: 2 });
  });

  it('is the first row in which something stands where nothing looks like one, so that a person can say what it is', () => {
    const rows = [[null], ['甲', '乙'], body];
    expect(headings(rows)).toEqual({ headings: ['甲', '乙'], firstRow: 2 });
    expect(columnsOf(['甲', '乙'], { 甲: 'number', 乙: 'words' }).size).toBe(2);
  });
});

describe('a moment in a cell', () => {
  const at = '2026-11-20T00:30:00.000Z';
  it.each<readonly [string, Cell, string | undefined]>([
    ['as text', '2026-11-20 08:30', at],
    ['with slashes and seconds', '2026/11/20 8:30:00', at],
    ['in words', '2026年11月20日 8时30分', at],
    ['full width', '２０２６－１１－２０　０８：３０', at],
    ['in the morning', '2026-11-20 上午8:30', at],
    ['digits alone', '20261120083000', at],
    ['a number of digits', 20261120083000, at],
    ['with a zone', '2026-11-20T00:30:00Z', at],
    ['without a zone', '2026-11-20T08:30:00', at],
    ['a date cell', new Date('2026-11-20T08:30:00Z'), at],
    ['a serial number', 46346 + 8.5 / 24, at],
    ['a serial number as text', ' 46346.354166667', at],
    ['five digits that are no day of ours', '20261', undefined],
    ['the afternoon', '2026-11-20 下午 2:05', '2026-11-20T06:05:00.000Z'],
    ['midnight', '2026-11-20 24:00', '2026-11-20T16:00:00.000Z'],
    ['no such day', '2026-02-30', undefined],
    ['no such hour', '2026-11-20 25:00', undefined],
    ['words', '尽快', undefined],
    ['a telephone', '13812345678', undefined],
    ['a year nobody means', '1026-11-20', undefined],
    ['a small number', 3, undefined],
  ])('%s', (_what, cell, expected) => {
    expect(readMoment(cell, 'beginning')).toBe(expected);
  });

  it('that is a day alone is its beginning, or as a term its last second', () => {
    for (const day of ['2026-11-20', '20261120', new Date('2026-11-20T00:00:00Z'), 46346, '46346']) {
      expect(readMoment(day, 'beginning')).toBe('2026-11-19T16:00:00.000Z');
      expect(readMoment(day, 'end')).toBe('2026-11-20T15:59:59.000Z');
    }
  });
});

describe('a file of text', () => {
  it('parted by commas, tabs or semicolons, with line ends and quotes in its values', () => {
    const text = '\uFEFF编号;内容\r\n="00123";"他说""漏水"";\n很急"\r\n';
    expect(sheetOfCsv(text, 'x').rows).toEqual([
      ['编号', '内容'],
      ['00123', '他说"漏水";\n很急'],
    ]);
    expect(sheetOfCsv('a\tb,c\td\n1\t2,3\t4', 'x').rows).toEqual([
      ['a', 'b,c', 'd'],
      ['1', '2,3', '4'],
    ]);
  });

  it('as JSON is the list in it, however it is wrapped', () => {
    const list = [
      { 编号: '1', 内容: 'a' },
      { 编号: '2', 附件: ['x'] },
    ];
    expect(sheetOfJson(JSON.stringify({ code: 0, data: { list } }), 'x')?.rows).toEqual([
      ['编号', '内容', '附件'],
      ['1', 'a', null],
      ['2', null, '["x"]'],
    ]);
    expect(sheetOfJson('{"code":1}', 'x')).toBeUndefined();
    expect(() => sheetOfJson('[{"a":', 'x')).toThrow(SyntaxError);
  });
});
