import { describe, expect, it } from 'vitest';
import { anId } from '../../../shared/testing/builders.ts';
import { catalogSchema, type CatalogDocument, type CategoryEntry } from '../../../shared/domain/catalog.ts';
import { cellText, withTyped } from './cell-text.ts';
import { checkCatalog, type Known } from './check-catalog.ts';
import { diffVersions } from './diff-versions.ts';
import { linesOf, nextVersion } from './next-version.ts';
import { contentOf, type Content } from './rows.ts';
import type { Column } from './columns.ts';
import { tablesOf } from './tables.ts';

const NAMES = new Map([
  ['06010', '暴露垃圾'],
  ['06011', '积存垃圾渣土'],
]);
const key = (code: string) => ({ standard: 'GB/T 47678.5', kind: 'matter' as const, code });
const aCategory = (code: string, name: string): CategoryEntry => ({
  ...key(code),
  name,
  classCode: '06',
  className: '市容',
});
const known: Known = {
  categories: [aCategory('06010', '暴露垃圾'), aCategory('06011', '积存垃圾渣土')],
  departments: new Set(['dept:sanitation', 'dept:roads']),
  templates: new Set(['tpl-spill']),
  areas: new Set(['310115005']),
};
const rules = (...entries: readonly object[]): Content => ({
  kind: 'duplicateRules',
  entries: [{ radiusMetres: 50, hours: 24, textThreshold: 0.1 }, ...entries],
});
const aCatalog = (changes: object = {}): CatalogDocument =>
  catalogSchema.parse({
    _id: anId('catalog'),
    type: 'catalog',
    scope: '310115005',
    schema: 1,
    provenance: { createdAt: '2026-07-01T00:00:00.000Z', createdBy: 'x', createdDevice: 'x', source: 'x' },
    name: '疑似重复规则',
    version: 1,
    validFrom: '2026-07-01',
    ...rules(),
    ...changes,
  });

describe('the diff of two versions', () => {
  const before = rules({ category: key('06010'), radiusMetres: 30, hours: 12, textThreshold: 0 });
  it('tells rows added, removed and changed, each change by its field in words', () => {
    const changed: Content = {
      kind: 'duplicateRules',
      note: '改过',
      entries: [
        { radiusMetres: 60, hours: 24, textThreshold: 0.1, sameDoor: true },
        { category: key('06011'), radiusMetres: 40, hours: 24, textThreshold: 0 },
      ],
    };
    const diff = diffVersions('duplicateRules', before, changed, NAMES);
    expect([diff.added, diff.removed, diff.changed, diff.isSame]).toEqual([1, 1, 1, false]);
    expect(diff.tables[0]?.rows).toEqual([
      {
        kind: 'changed',
        key: '',
        title: '60 · 24',
        cells: [
          { label: '多近（米）', from: '50', to: '60' },
          { label: '楼门不同就不算', from: '', to: '是' },
        ],
      },
      { kind: 'added', key: 'GB/T 47678.5/matter/06011', title: '06011 积存垃圾渣土 · 40' },
      { kind: 'removed', key: 'GB/T 47678.5/matter/06010', title: '06010 暴露垃圾 · 30' },
    ]);
    expect(diff.head).toEqual([{ label: '说明', from: '', to: '改过' }]);
  });
  it('is the same for the same, and says when only the order changed', () => {
    expect(diffVersions('duplicateRules', before, before, NAMES).isSame).toBe(true);
    const turned = { ...before, entries: (before['entries'] as object[]).toReversed() };
    const diff = diffVersions('duplicateRules', before, turned, NAMES);
    expect([diff.added, diff.removed, diff.changed, diff.isSame]).toEqual([0, 0, 0, false]);
    expect(diff.tables[0]?.isReordered).toBe(true);
  });
  it('shows a change that no column shows, and tables of a kind it has never heard of', () => {
    const hidden = { entries: [{ radiusMetres: 50, hours: 24, textThreshold: 0.1, later: 1 }] };
    const [table] = diffVersions('duplicateRules', rules(), hidden, NAMES).tables;
    expect(table?.rows).toMatchObject([{ kind: 'changed', cells: [{ label: '其他内容' }] }]);
    const future = diffVersions(
      'later',
      { stages: [{ code: 'a', minutes: 15 }] },
      { stages: [{ code: 'a', minutes: 30 }] },
      NAMES,
    );
    expect(future.tables[0]?.rows).toMatchObject([
      { kind: 'changed', cells: [{ label: 'minutes', from: '15', to: '30' }] },
    ]);
  });
});

describe('the check before publishing', () => {
  const words = (kind: string, content: Content): readonly string[] =>
    checkCatalog(kind, content, known).map((fault) => fault.words);
  it('has nothing against a whole table', () => {
    expect(
      words('duplicateRules', rules({ category: key('06010'), radiusMetres: 30, hours: 12, textThreshold: 0 })),
    ).toEqual([]);
  });
  it.each([
    [
      'duplicateRules',
      rules({ category: key('06099'), radiusMetres: 30, hours: 12, textThreshold: 0 }),
      '类别目录里没有 06099。先在类别目录里加上，或改成已有的码。',
    ],
    [
      'duplicateRules',
      rules({ category: key('06010'), radiusMetres: 0, hours: 12, textThreshold: 0 }),
      '多近（米）应是 1 到 1000 之间的数。',
    ],
    [
      'duplicateRules',
      rules({ category: key('06010'), radiusMetres: '很近', hours: 12, textThreshold: 0 }),
      '多近（米）应是 1 到 1000 之间的数。',
    ],
    ['duplicateRules', rules({ radiusMetres: 9, hours: 1, textThreshold: 0 }), '和第 1 行说的是同一个，留一行。'],
    [
      'duplicateRules',
      { entries: [{ category: key('06010'), radiusMetres: 9, hours: 1, textThreshold: 0 }] },
      '要有一行不写类别，管其余所有类别。',
    ],
    ['dispatchRules', { entries: [{ grade: 'general' }] }, '一般件要写派给哪个部门，才能自动派遣。'],
    ['dispatchRules', { entries: [{ grade: 'template' }] }, '高频件要写用哪个一件事模板。'],
    [
      'dispatchRules',
      { entries: [{ grade: 'template', template: 'tpl-none' }] },
      '没有 tpl-none 这个一件事模板，先在“一件事模板”里定好发布。',
    ],
    [
      'dispatchRules',
      { entries: [{ grade: 'general', department: 'dept:sanitation', area: '310115999' }] },
      '图上没有 310115999 这个街道、社区或网格。',
    ],
    ['dispatchRules', { entries: [{ grade: 'hard', from: '22:00' }] }, '从几点、到几点要一起写；不分时段就都空着。'],
    [
      'templates',
      { entries: [{ key: 'tpl-spill', name: '遗撒' }], parts: [{ template: 'tpl-spill', department: 'dept:roads' }] },
      '这个模板有 1 个部门，应是 2 到 6 个，在“各部门的一份”里写。',
    ],
    [
      'templates',
      {
        entries: [{ key: 'tpl-spill', name: '遗撒' }],
        parts: ['dept:roads', 'dept:sanitation'].map((department) => ({ template: 'tpl-spill', department })),
      },
      '这个模板有 0 个主办，应正好一个。',
    ],
    [
      'standards',
      { entries: [], notes: [{ category: key('06010'), note: 'x', department: 'dept:x' }] },
      '处置部门目录里没有 dept:x。',
    ],
    ['standards', { entries: [], notes: [{ category: key('06010'), note: '' }] }, '采集要求要填。'],
    [
      'departments',
      { entries: [{ key: 'x', name: 'y', duties: [] }] },
      '编号应以 dept: 开头，后面只用小写字母、数字和短横。',
    ],
    [
      'calendar',
      { year: 2027, entries: [{ day: '2026-10-01', kind: 'holiday', label: '' }] },
      '这是 2027 年的表，日期要在这一年里。',
    ],
    [
      'calendar',
      { year: 2027, entries: [{ day: '2027-02-30', kind: 'holiday', label: '' }] },
      '日期应写成 2026-10-01 这样，并且真有这一天。',
    ],
    [
      'calendar',
      {
        year: 2027,
        entries: [],
        periods: [
          { from: '14:00', to: '18:00' },
          { from: '08:00', to: '12:00' },
        ],
      },
      '工作时段要按先后排列，互不重叠，从早到晚。',
    ],
    ['reasons', { entries: [{ code: 'a', act: 'reject', label: '' }] }, '理由要填。'],
    [
      'caseRules',
      { entries: [{ act: 'close', roles: ['streetClerk', '街道受理'] }] },
      '谁能办里的“街道受理”认不出，应从 网格员、社区受理员、街道受理员、派遣员、处置部门、督查、系统管理员、安全管理员、审计员 里选。',
    ],
    [
      'caseRules',
      { entries: [{ act: 'finish', waived: ['reason'] }] },
      '可以免的里的“reason”认不出，应从 处置前照片、处置后照片、没有找到时的说明 里选。',
    ],
    [
      'codeMap',
      {
        localStandard: 'L',
        nationalStandard: 'GB/T 47678.5',
        entries: [
          {
            local: { standard: 'L', kind: 'matter', code: '01', name: 'a' },
            national: { ...key('06010'), name: '积存垃圾渣土' },
            relation: 'same',
          },
        ],
      },
      '码和名称对不上：目录里这个码叫“暴露垃圾”。',
    ],
  ])('%s %#: says what is wrong and how it is right', (kind, content, expected) => {
    expect(words(kind, content)).toEqual([expected]);
  });
});

describe('what is typed into a cell', () => {
  const column = (path: string): Column => {
    const found = tablesOf('duplicateRules', {})[0]?.columns.find((one) => one.path === path);
    if (found === undefined) throw new Error(path);
    return found;
  };
  it('is read as its column means it, full width or half', () => {
    const row = { radiusMetres: 50 };
    expect(withTyped(column('radiusMetres'), row, '３０')).toEqual({ radiusMetres: 30 });
    expect(withTyped(column('radiusMetres'), row, 'x')).toEqual({ radiusMetres: 'x' });
    expect(withTyped(column('category'), row, '０６０１０')).toEqual({ ...row, category: key('06010') });
    expect(withTyped(column('category'), { category: key('06010') }, '')).toEqual({});
    expect(withTyped(column('alike'), row, '06010、06011')).toEqual({ ...row, alike: [key('06010'), key('06011')] });
    expect(withTyped(column('sameDoor'), { sameDoor: true }, 'false')).toEqual({});
  });
  it('of the rules of a case itself is compared by field, and posts are written by their names', () => {
    const [itself, acts] = tablesOf('caseRules', {});
    const limits = { kind: 'caseRules', entries: [], limits: { extensions: 2 } };
    const extensions = itself?.columns.find(({ path }) => path === 'limits.extensions');
    const roles = acts?.columns.find(({ path }) => path === 'roles');
    if (extensions === undefined || roles === undefined) throw new Error('the table has both');
    const after = withTyped(extensions, limits, '1');
    expect(diffVersions('caseRules', limits, after, NAMES)).toMatchObject({
      head: [],
      changed: 1,
      tables: [{ rows: [{ cells: [{ label: '延期次数', from: '2', to: '1' }] }] }, {}, {}],
    });
    const row = withTyped(roles, { act: 'close' }, '街道受理员、督查');
    expect(row['roles']).toContain('streetClerk');
    expect(cellText(roles, row, NAMES)).toContain('街道受理员');
  });
  it('is shown with its name', () => {
    expect(cellText(column('category'), { category: key('06010') }, NAMES)).toBe('06010 暴露垃圾');
  });
});

describe('versions', () => {
  const today = '2026-11-20';
  const old = aCatalog();
  const coming = aCatalog({ version: 2, validFrom: '2026-12-01' });
  const [line] = linesOf([old, coming], today);
  it('of one table lie together, newest first, with the one in force today', () => {
    expect(line?.versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(line?.inForce).toBe(old);
    expect(linesOf([old, coming], '2026-12-01')[0]?.inForce).toBe(coming);
  });
  const publish = (validFrom: string, content: Content = contentOf(coming)) => {
    if (line === undefined) throw new Error('there is a line');
    return nextVersion({
      line,
      content,
      validFrom,
      today,
      nowIso: '2026-11-20T01:00:00.000Z',
      id: anId('catalog'),
      by: 'staff:x',
      device: 'T',
    });
  };
  it('are published as a document of its own, which leaves the others as they are', () => {
    const published = publish('2026-12-15');
    expect(published.ok && published.value.edits).toMatchObject([
      {
        before: null,
        after: { type: 'catalog', version: 3, validFrom: '2026-12-15', scope: '310115005', kind: 'duplicateRules' },
      },
    ]);
    const after = published.ok ? published.value.edits[0]?.after : undefined;
    expect(after?._id).not.toBe(coming._id);
    expect(catalogSchema.safeParse(after).success).toBe(true);
  });
  it('never begin in the past, and never incomplete', () => {
    expect(publish('2026-11-19').ok).toBe(false);
    expect(publish('明天').ok).toBe(false);
    expect(publish('2026-12-15', { entries: [{ hours: 1 }] }).ok).toBe(false);
  });
  it('say what differs without what only places them', () => {
    expect(contentOf({ ...old, rev: '1-a', unsent: 0, changes: [], ref: '', ref2: '' })).toEqual({
      name: '疑似重复规则',
      ...rules(),
    });
  });
});
