import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCalendar } from './read-calendar.ts';

const wordsOf = (text: string): readonly string[] => {
  const read = readCalendar(text);
  return read.ok ? [] : read.reason.map(({ row, words }) => `${String(row)} ${words}`);
};

describe('a year’s table that somebody brings', () => {
  it('is read from CSV as people write it', () => {
    const read = readCalendar(
      '\uFEFF日期,类型,名称\r\n2028/1/1,放假,元旦\r\n\r\n"2028年1月3日",上班,元旦调休\n20280102\t休\t元旦\n',
    );
    expect(read).toEqual({
      ok: true,
      value: {
        year: 2028,
        entries: [
          { day: '2028-01-01', kind: 'holiday', label: '元旦' },
          { day: '2028-01-02', kind: 'holiday', label: '元旦' },
          { day: '2028-01-03', kind: 'workday', label: '元旦调休' },
        ],
        doubts: [{ row: 4, words: '2028-01-03 是周一，本来就上班，请核对是不是写错了日子' }],
      },
    });
  });

  it('is read from our own catalogue and from the form that goes round', () => {
    const shipped = readFileSync(new URL('../../../resources/catalogs/calendar-2026.json', import.meta.url), 'utf8');
    const read = readCalendar(shipped);
    expect(read.ok && [read.value.year, read.value.entries, read.value.doubts]).toEqual([
      2026,
      (JSON.parse(shipped) as { entries: unknown }).entries,
      [],
    ]);
    const other = readCalendar(
      '{"year":2028,"days":[{"name":"元旦","date":"2028-01-01","isOffDay":true},{"name":"元旦","date":"2028-01-08","isOffDay":false}]}',
    );
    expect(other.ok && other.value.entries.map(({ kind }) => kind)).toEqual(['holiday', 'workday']);
  });

  it('is refused with every fault by its row, and nothing of it is taken', () => {
    const faults = wordsOf(
      '日期,类型,名称\n2028-01-01,放假,元旦\n2028-02-30,放假,\n明天,放假,\n2028-01-02,随便,\n2028-01-01,上班,\n2027-12-31,放假,\n,放假,\n2028-01-05,,',
    );
    expect(faults).toEqual([
      '3 没有“2028-02-30”这一天',
      '4 日期“明天”认不出。日期写成 2026-10-01，类型写“放假”或“上班”',
      '5 类型“随便”认不出。日期写成 2026-10-01，类型写“放假”或“上班”',
      '6 2028-01-01 与第 2 行重复，只留一行',
      '7 2027-12-31 不在 2028 年，一个文件只放一年',
      '8 没有日期。日期写成 2026-10-01，类型写“放假”或“上班”',
      '9 没有类型。日期写成 2026-10-01，类型写“放假”或“上班”',
    ]);
  });

  it.each([
    ['', '0 文件里没有日期。日期写成 2026-10-01，类型写“放假”或“上班”，一天一行'],
    ['[{"day":', '0 这不是完整的 JSON，可能没有复制全。文件没有被读入'],
    ['{"a":1}', '0 JSON 里没有日期的列表（entries 或 days）'],
    ['[7]', '1 没有日期。日期写成 2026-10-01，类型写“放假”或“上班”'],
  ])('says what is wrong with %j', (text, words) => {
    expect(wordsOf(text)).toEqual([words]);
  });
});
