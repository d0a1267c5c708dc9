import { describe, expect, it } from 'vitest';
import { duplicateRules } from '../likeness/duplicate-rules.ts';
import { likenessIndex } from '../likeness/likeness-index.ts';
import { categoryBook } from './category-words.ts';
import { columnsOf } from './columns.ts';
import { placeBook } from './place-book.ts';
import type { RowReader } from './read-row.ts';
import type { Cell } from './sheet.ts';
import { sorter, type SortedRow, type SortingWorld } from './sort-in.ts';

const COMMUNITY = '310115005001';
const GRID = '310115005001001';
const NOW = '2026-11-29T02:00:00.000Z';
/** A square around a place, of so many degrees. */
const square = (lon: number, lat: number, half: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [lon - half, lat - half],
      [lon + half, lat - half],
      [lon + half, lat + half],
      [lon - half, lat + half],
      [lon - half, lat - half],
    ] as [number, number][],
  ],
});
const building = (n: number, name: string, at: readonly [number, number], estate?: string) => ({
  _id: `building:01J0000000000000000000${String(n).padStart(4, '0')}`,
  ...{ name, centroid: [at[0], at[1]] as [number, number], scope: GRID },
  ...(estate === undefined ? {} : { estate, address: `福山路${String(n)}号` }),
});
const places = placeBook(
  [
    { kind: 'grid', code: GRID, name: '上港第一 01', polygon: square(121.51, 31.24, 0.005) },
    {
      kind: 'community',
      code: COMMUNITY,
      name: '上港第一',
      fullName: '上港第一居委会',
      polygon: square(121.51, 31.24, 0.005),
    },
  ],
  [
    building(1, '上港小区 2幢', [121.508, 31.238], '上港小区'),
    building(2, '上港小区 12幢', [121.512, 31.242], '上港小区'),
    building(3, '金茂大厦', [121.511, 31.241]),
  ],
);
const entry = (code: string, name: string) => ({
  ...{ standard: 'GB/T 47678.5-2026', kind: 'matter' as const, code, name, classCode: '06', className: '市容环境类' },
});
const CATALOGUE = [entry('06010', '暴露垃圾'), entry('06036', '乱堆杂物')];
const HEADINGS = ['编号', '内容', '类别', '地址', '经度', '纬度', '受理时间', '答复期限', '来源', '是否匿名'];
const reader = (changes: Partial<RowReader> = {}): RowReader => ({
  ...{ columns: columnsOf(HEADINGS), channel: 'hotline', crs: 'WGS84', places, now: NOW },
  categories: categoryBook(CATALOGUE),
  ...changes,
});
const world = (changes: Partial<SortingWorld> = {}): SortingWorld => ({
  gridOf: places.gridAt,
  known: () => undefined,
  caseIdOf: (channel, number) => `case of ${channel} ${number}`,
  index: likenessIndex(duplicateRules([])),
  controlled: () => null,
  amended: () => undefined,
  ...changes,
});
const row = (number: Cell, ...rest: readonly Cell[]): readonly Cell[] => [number, ...rest];
const GOOD = row(
  '2026112900001',
  '北门外装修垃圾堆了三天',
  '暴露垃圾',
  '上港小区2号楼东侧',
  null,
  null,
  '2026-11-29 08:00',
  '2026-12-04',
  '12345热线',
  '是',
);
const sort = (rows: readonly (readonly Cell[])[], given = world(), by = reader()): readonly (SortedRow | null)[] => {
  const { take } = sorter(by, given);
  return rows.map((cells, at) => take(cells, at + 2));
};
const only = (cells: readonly Cell[], given = world(), by = reader()): SortedRow => {
  const [found] = sort([cells], given, by);
  if (found === null || found === undefined) throw new Error('the row is not empty');
  return found;
};
const faultsOf = ({ fate }: SortedRow): readonly string[] =>
  fate.kind === 'waits' ? fate.faults.map(({ about }) => about) : [];
const changed = (at: number, cell: Cell, ...more: readonly (readonly [number, Cell])[]): readonly Cell[] =>
  GOOD.map((old, index) => (index === at ? cell : (more.find(([other]) => other === index)?.[1] ?? old)));

describe('a row of a file', () => {
  it('becomes a finding with everything that was handed over', () => {
    const { fate } = only(GOOD);
    expect(fate).toMatchObject({
      kind: 'ready',
      caseId: 'case of hotline 2026112900001',
      finding: {
        category: { code: '06010' },
        channel: 'hotline',
        channelNumber: '2026112900001',
        place: { source: 'address', gridCode: GRID, address: '上港小区2号楼东侧', point: [121.508, 31.238] },
        received: {
          words: '北门外装修垃圾堆了三天',
          via: '12345热线',
          at: '2026-11-29T00:00:00.000Z',
          isAnonymous: true,
          wantsReply: true,
          replyBy: '2026-12-04T15:59:59.000Z',
        },
      },
    });
  });

  it.each<readonly [string, readonly Cell[], readonly string[]]>([
    ['without a number', changed(0, ' '), ['number']],
    ['with a number that a table has cut short', changed(0, 2.0261129e17), ['number']],
    ['with such a number as text', changed(0, '2.02611E+17'), ['number']],
    ['without words', changed(1, null), ['words']],
    ['with a term on no day', changed(7, '2026-02-30'), ['replyBy']],
    ['with coordinates the wrong way round', changed(4, '31.24', [5, '121.51']), ['lon']],
    ['with a category that is none of ours', changed(2, '环境问题'), ['category']],
    ['with an address nobody knows', changed(3, '某处'), ['place']],
    ['outside of the area', changed(4, 121.6, [5, 31.3]), ['outside']],
    [
      'with all of it',
      ['', '', '', '', '', '', 'x', 'y', '', ''],
      ['number', 'words', 'at', 'replyBy', 'place', 'category'],
    ],
  ])('%s waits, with all that is wrong said at once', (_what, cells, about) => {
    const sorted = only(cells);
    expect([...faultsOf(sorted)].sort()).toEqual([...about].sort());
    if (sorted.fate.kind === 'waits')
      for (const { what, next } of sorted.fate.faults) expect(what && next).not.toBe('');
  });

  it('is put where its address says, no more exactly than it says', () => {
    const placeOf = (address: string): unknown => {
      const { fate } = only(changed(3, address));
      return fate.kind === 'ready' ? fate.finding.place : fate.kind;
    };
    expect(placeOf('浦东新区上港小区１２栋 3楼')).toMatchObject({
      point: [121.512, 31.242],
      building: expect.any(String) as string,
    });
    expect(placeOf('福山路2号')).toMatchObject({ point: [121.512, 31.242] });
    expect(placeOf('福山路21号')).toBe('waits');
    expect(placeOf('上港小区内')).toMatchObject({ accuracyMetres: expect.any(Number) as number });
    expect(placeOf('上港第一居委会门口')).toMatchObject({ accuracyMetres: expect.any(Number) as number });
  });

  it('takes the category by name, code, or the last part of a path; another word only where somebody said so', () => {
    const by = reader({ categories: categoryBook(CATALOGUE, { 环境问题: 'GB/T 47678.5-2026/matter/06036' }) });
    const codeOf = (words: string): string | undefined => only(changed(2, words), world(), by).arrival.category?.code;
    expect(['06010', '市容环境-环卫-暴露垃圾', ' 暴露垃圾 ', '环境问题', '垃圾'].map(codeOf)).toEqual([
      '06010',
      '06010',
      '06010',
      '06036',
      undefined,
    ]);
  });

  it('says what it was amended to in place of what the file says', () => {
    const amended = world({ amended: () => ({ point: [121.511, 31.241], located: { source: 'building' } }) });
    expect(only(changed(3, '某处'), amended).fate).toMatchObject({
      kind: 'ready',
      finding: { place: { address: '某处', source: 'building' } },
    });
  });
});

describe('the rows of a file', () => {
  it('are each accounted for: taken, waiting, here already, twice, or empty', () => {
    const rows = sort(
      [GOOD, changed(0, '旧的'), GOOD, changed(1, '另一件事'), [null, '  '], changed(0, '新的', [2, '什么'])],
      world({ known: (_channel, number) => (number === '旧的' ? 'case:old' : undefined) }),
    );
    expect(rows.map((each) => each?.fate.kind)).toEqual(['ready', 'again', 'repeated', 'waits', undefined, 'waits']);
    expect(rows[2]?.fate).toEqual({ kind: 'repeated', firstLine: 2 });
    expect(rows[3] && faultsOf(rows[3])).toEqual(['twice']);
  });

  it('are offered what may be the same: an open case, or a row before', () => {
    const given = world({
      index: likenessIndex(duplicateRules([]), [
        {
          ...{ id: 'case:open', category: 'GB/T 47678.5-2026/matter/06010', categoryName: '暴露垃圾' },
          ...{ point: [121.508, 31.238], atMs: Date.parse('2026-11-29T00:00:00Z') },
          ...{ address: '上港小区2号楼东侧', words: '装修垃圾' },
        },
      ]),
    });
    const [first, second] = sort([GOOD, changed(0, '另一个编号')], given);
    const likely = (one: SortedRow | null | undefined): readonly string[] =>
      one?.fate.kind === 'ready' ? one.fate.likely.map(({ id }) => id) : [];
    expect(likely(first)).toEqual(['case:open']);
    expect([...likely(second)].sort()).toEqual(['case of hotline 2026112900001', 'case:open']);
  });

  it('may be ten thousand', () => {
    const many = Array.from({ length: 10_000 }, (_, at) =>
      changed(
        0,
        String(10_000_000 + at),
        [6, at % 7 === 0 ? '昨天' : '2026-11-29 08:00'],
        [3, at % 5 === 0 ? '某处' : '金茂大厦'],
      ),
    );
    // Likeness has its own bench; here no two rows are of one category.
    const rows = sort(many, world({ index: { ...likenessIndex(duplicateRules([])), likelySame: () => [] } }));
    const count = (kind: string): number => rows.filter((each) => each?.fate.kind === kind).length;
    expect(count('ready') + count('waits')).toBe(10_000);
    expect(count('waits')).toBe(many.filter((_, at) => at % 7 === 0 || at % 5 === 0).length);
  });
});
