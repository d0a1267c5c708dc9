import type { CatalogDocument } from '../../../shared/domain/catalog.ts';
import {
  by,
  category,
  choice,
  LIMIT_UNITS,
  needed,
  number,
  text,
  whole,
  yesNo,
  type Column,
  type Table,
} from './columns.ts';
import { CASE_RULES, REASONED } from './case-rule-tables.ts';
import { COUNTING_RULES } from './counting-rule-tables.ts';
import { CONTROLS, DISPATCH_RULES, TEMPLATES } from './dispatch-tables.ts';
import type { Content, Row } from './rows.ts';

export type CatalogKind = CatalogDocument['kind'];

export const KIND_NAMES: Readonly<Record<CatalogKind, string>> = {
  categories: '类别目录',
  standards: '立案结案标准',
  departments: '处置部门',
  reasons: '办理理由',
  terms: '代码表',
  sources: '资料来源',
  tags: '人员标签',
  placeKinds: '场所类别',
  riskRules: '风险规则',
  calendar: '工作日历',
  caseRules: '事件办理规则',
  countingRules: '统计口径',
  duplicateRules: '疑似重复规则',
  dispatchRules: '派遣规则',
  templates: '一件事模板',
  controls: '管控区域和时段',
  codeMap: '类别码对照',
  careFields: '专档字段',
  ledger: '专项台账',
};
/** Of a kind that a newer version wrote, the kind itself. */
export const kindName = (kind: string): string =>
  Object.hasOwn(KIND_NAMES, kind) ? KIND_NAMES[kind as CatalogKind] : kind;

const LEVELS = [
  ['red', '红'],
  ['orange', '橙'],
  ['yellow', '黄'],
  ['green', '绿'],
] as const;
const KINDS = [
  ['component', '部件'],
  ['matter', '事项'],
] as const;
const FIELD_KINDS = [
  ['text', '文字'],
  ['longText', '长文字'],
  ['number', '数字'],
  ['year', '年份'],
  ['money', '金额'],
  ['date', '日期'],
  ['choice', '选项'],
  ['yesNo', '是否'],
  ['phone', '电话'],
  ['idNumber', '证件号'],
] as const;
const FIELDS: Table = {
  field: 'entries',
  label: '字段',
  keyOf: by('key'),
  columns: [
    needed('key', '内部名', { hint: '小写字母开头，只用字母和数字。' }),
    needed('label', '名称'),
    choice('kind', '内容', FIELD_KINDS),
    yesNo('required', '必填'),
    { kind: 'words', path: 'choices', label: '选项', hint: '用顿号隔开。' },
    text('unit', '单位'),
    text('hint', '填写提示', { inList: false }),
  ],
  blank: { key: '', label: '', kind: 'text' },
};

const TABLES: Readonly<Record<CatalogKind, readonly Table[]>> = {
  categories: [
    {
      field: 'entries',
      label: '类别',
      keyOf: by(''),
      columns: [
        needed('code', '编码'),
        needed('name', '名称'),
        choice('kind', '部件或事项', KINDS),
        needed('standard', '标准', { inList: false }),
        needed('classCode', '大类码', { inList: false }),
        needed('className', '大类'),
      ],
      blank: { standard: '', kind: 'matter', code: '', name: '', classCode: '', className: '' },
    },
  ],
  standards: [
    {
      field: 'entries',
      label: '立案标准',
      keyOf: by('id'),
      columns: [
        needed('id', '编号', { hint: '各行不同，定了不要改，如 M06010-1。' }),
        category('category'),
        { kind: 'long', path: 'openCondition', label: '立案条件', required: true, inList: true },
        { kind: 'long', path: 'closeCondition', label: '结案条件', required: true, inList: true },
        number('limit.amount', '时限', 0.1, 400, { required: true }),
        choice('limit.unit', '单位', LIMIT_UNITS),
        yesNo('urgent', '紧急', { inList: false }),
        yesNo('checkSameHour', '时有时无，同时段核查', { inList: false }),
      ],
      blank: { id: '', openCondition: '', closeCondition: '', limit: { amount: 1, unit: 'workDay' } },
    },
    {
      field: 'notes',
      label: '采集要求',
      keyOf: by('category'),
      columns: [
        category('category'),
        { kind: 'long', path: 'note', label: '采集要求', required: true, inList: true },
        text('department', '处置部门', { hint: '处置部门目录里的编号，如 dept:sanitation。' }),
      ],
      blank: { note: '' },
    },
  ],
  departments: [
    {
      field: 'entries',
      label: '部门',
      keyOf: by('key'),
      columns: [
        needed('key', '编号', { hint: 'dept: 开头，只用小写字母、数字和短横。' }),
        needed('name', '名称'),
        { kind: 'words', path: 'duties', label: '职责', inList: true, keepsEmpty: true, hint: '用顿号隔开。' },
      ],
      blank: { key: 'dept:', name: '', duties: [] },
    },
  ],
  reasons: [
    {
      field: 'entries',
      label: '理由',
      keyOf: by('act', 'code'),
      columns: [needed('code', '编码'), choice('act', '用在哪个动作', REASONED), needed('label', '理由')],
      blank: { code: '', act: '', label: '' },
    },
  ],
  terms: [
    {
      field: 'entries',
      label: '词条',
      keyOf: by('list', 'code'),
      columns: [needed('list', '代码表'), needed('code', '编码'), needed('label', '词')],
      blank: { list: '', code: '', label: '' },
    },
  ],
  sources: [
    {
      field: 'entries',
      label: '来源',
      keyOf: by('name'),
      columns: [
        needed('name', '来源'),
        whole('strength', '强弱', 0, 100, { required: true, hint: '0 到 100，大的不被小的改掉。' }),
      ],
      blank: { name: '', strength: 50 },
    },
  ],
  tags: [
    {
      field: 'entries',
      label: '标签',
      keyOf: by('code'),
      columns: [
        needed('code', '编码'),
        needed('label', '标签'),
        needed('family', '类'),
        whole('months', '有效月数', 1, 1200),
        whole('reviewMonths', '复核月数', 1, 1200),
        whole('visitDays', '走访间隔天数', 1, 3650),
        whole('ageFrom', '满几岁', 0, 150, { inList: false }),
        whole('ageTo', '到几岁', 0, 150, { inList: false }),
      ],
      blank: { code: '', label: '', family: '' },
    },
  ],
  placeKinds: [
    {
      field: 'entries',
      label: '场所',
      keyOf: by('code'),
      columns: [
        needed('code', '编码'),
        needed('label', '名称'),
        needed('trade', '行业'),
        yesNo('isNine', '九小场所'),
        { kind: 'words', path: 'licences', label: '应有证照', inList: true, keepsEmpty: true, hint: '用顿号隔开。' },
        whole('inspectMonths', '检查间隔月数', 1, 120),
      ],
      blank: { code: '', label: '', trade: '', limits: [], licences: [] },
    },
  ],
  riskRules: [
    {
      field: 'entries',
      label: '规则',
      keyOf: by('code'),
      columns: [
        needed('code', '编码'),
        needed('label', '隐患'),
        choice('level', '等级', LEVELS),
        choice('applies', '适用', [
          ['rental', '出租屋'],
          ['selfBuilt', '自建房'],
          ['enterprise', '单位'],
          ['any', '都适用'],
        ]),
      ],
      blank: { code: '', label: '', level: 'yellow', applies: 'any' },
    },
    {
      field: 'visits',
      label: '走访间隔',
      keyOf: by('level'),
      columns: [choice('level', '等级', LEVELS), whole('days', '天数', 1, 3650, { required: true })],
      blank: { level: 'yellow', days: 90 },
    },
  ],
  calendar: [
    {
      field: 'entries',
      label: '节假日与调休',
      keyOf: by('day'),
      columns: [
        { kind: 'day', path: 'day', label: '日期', required: true, inList: true },
        choice('kind', '怎么算', [
          ['holiday', '放假'],
          ['workday', '上班（调休）'],
        ]),
        text('label', '说明'),
      ],
      blank: { day: '', kind: 'holiday', label: '' },
    },
    {
      field: 'periods',
      label: '工作时段',
      keyOf: by('from'),
      columns: [needed('from', '从', { hint: '如 08:00。' }), needed('to', '到', { hint: '如 12:00，不含这一刻。' })],
      blank: { from: '', to: '' },
    },
  ],
  caseRules: CASE_RULES,
  countingRules: COUNTING_RULES,
  duplicateRules: [
    {
      field: 'entries',
      label: '规则',
      keyOf: by('category'),
      columns: [
        category('category', { required: false, hint: '五位国家码；两位是整个大类；空着是其余所有类别。' }),
        number('radiusMetres', '多近（米）', 1, 1000, { required: true }),
        number('hours', '多久以内（小时）', 0.5, 8760, { required: true }),
        number('textThreshold', '情况多像', 0, 1, { required: true, hint: '0 到 1，越大越严；0 是不看情况怎么写。' }),
        yesNo('sameDoor', '楼门不同就不算'),
        {
          kind: 'categories',
          path: 'alike',
          label: '容易混的类别',
          inList: true,
          hint: '几个五位国家码，用顿号隔开。',
        },
      ],
      blank: { radiusMetres: 50, hours: 24, textThreshold: 0.1 },
    },
  ],
  dispatchRules: DISPATCH_RULES,
  templates: TEMPLATES,
  controls: CONTROLS,
  codeMap: [
    {
      field: 'entries',
      label: '对照',
      keyOf: by('local', 'national'),
      columns: [
        needed('local.code', '本地码'),
        needed('local.name', '本地名称'),
        choice('relation', '关系', [
          ['same', '同义'],
          ['narrower', '本地较细'],
          ['wider', '本地较宽'],
          ['none', '没有对应'],
        ]),
        text('national.code', '国家码'),
        text('national.name', '国家名称'),
        choice('local.kind', '部件或事项', KINDS, { inList: false }),
      ],
      blank: { local: { standard: '', kind: 'matter', code: '', name: '' }, relation: 'none' },
    },
  ],
  careFields: [FIELDS],
  ledger: [FIELDS],
};

/** Columns guessed from the rows of a table that this version has no description of. */
function guessed(field: string, rows: readonly Row[]): Table {
  const names = [...new Set(rows.slice(0, 50).flatMap((row) => Object.keys(row)))];
  const columns = names.flatMap((name): readonly Column[] => {
    const values = rows.map((row) => row[name]).filter((value) => value !== undefined);
    if (values.every((value) => typeof value === 'string')) return [text(name, name)];
    if (values.every((value) => typeof value === 'number')) return [number(name, name, -1e9, 1e9)];
    return values.every((value) => typeof value === 'boolean') ? [yesNo(name, name)] : [];
  });
  const key = ['id', 'key', 'code', 'day', 'name', 'label'].find((name) => names.includes(name)) ?? names[0] ?? '';
  return { field, label: field, keyOf: by(key), columns, blank: {} };
}

/** The tables of a catalogue, in the order in which they are shown. */
export function tablesOf(kind: string, content: Content): readonly Table[] {
  if (Object.hasOwn(TABLES, kind)) return TABLES[kind as CatalogKind];
  return Object.entries(content).flatMap(([field, value]): readonly Table[] =>
    Array.isArray(value) && value.every((row) => typeof row === 'object' && row !== null)
      ? [guessed(field, value as readonly Row[])]
      : [],
  );
}
