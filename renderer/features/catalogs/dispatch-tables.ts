import {
  area,
  by,
  category,
  choice,
  department,
  LIMIT_UNITS,
  needed,
  number,
  template,
  time,
  yesNo,
  type Table,
} from './columns.ts';

/* 派遣规则 and 一件事模板: whom a case goes to; 管控: what is not reported at all. */

export const DISPATCH_RULES: readonly Table[] = [
  {
    field: 'entries',
    label: '规则',
    keyOf: by('category', 'area', 'days', 'from', 'to'),
    columns: [
      category('category', { required: false, hint: '五位国家码；两位是整个大类；空着是其余所有类别。' }),
      area('area', '地段'),
      choice(
        'days',
        '哪些天',
        [
          ['workdays', '工作日'],
          ['restDays', '休息日'],
        ],
        { required: false, inList: false, hint: '按工作日历算，调休上班是工作日。' },
      ),
      time('from', '从几点', { inList: true, until: 'to', hint: '如 22:00；按立案的时刻算，可以跨过零点。' }),
      time('to', '到几点', { hint: '如 06:00，不含这一刻。' }),
      choice('grade', '分级', [
        ['general', '一般：自动派遣'],
        ['template', '高频：按模板'],
        ['hard', '疑难：联合处置'],
      ]),
      department('department', '派给（疑难是主办）'),
      template('template', '一件事模板', { inList: false, hint: '高频件才填，在“一件事模板”里定。' }),
    ],
    blank: { grade: 'general' },
  },
];

export const TEMPLATES: readonly Table[] = [
  {
    field: 'entries',
    label: '模板',
    keyOf: by('key'),
    columns: [
      needed('key', '编号', { hint: 'tpl- 开头，只用小写字母、数字和短横。' }),
      needed('name', '名称'),
      {
        kind: 'categories',
        path: 'categories',
        label: '用于哪些类别',
        inList: true,
        hint: '几个五位国家码，用顿号隔开。',
      },
    ],
    blank: { key: 'tpl-', name: '' },
  },
  {
    field: 'parts',
    label: '各部门的一份',
    keyOf: by('template', 'department'),
    columns: [
      template('template', '模板', { required: true }),
      department('department', '部门', { required: true }),
      yesNo('isLead', '主办'),
      { kind: 'long', path: 'what', label: '做什么', inList: true },
      yesNo('isOptional', '不办完也能核查', { inList: false }),
      number('limit.amount', '单独时限', 0.1, 400, { inList: false, hint: '空着按立案标准的时限。' }),
      choice('limit.unit', '时限单位', LIMIT_UNITS, { required: false, inList: false }),
    ],
    blank: {},
  },
];

export const CONTROLS: readonly Table[] = [
  {
    field: 'entries',
    label: '管控',
    keyOf: by('id'),
    columns: [
      needed('id', '编号', { inList: false, hint: '各行不同，如 GK-2026-01。' }),
      needed('name', '名称'),
      {
        kind: 'categories',
        path: 'categories',
        label: '不上报的类别',
        required: true,
        inList: true,
        hint: '几个五位国家码（两位是整个大类），用顿号隔开。',
      },
      area('area', '地段'),
      { kind: 'day', path: 'fromDay', label: '从哪天', required: true, inList: true },
      { kind: 'day', path: 'toDay', label: '到哪天', required: true, inList: true, hint: '含这一天。' },
      time('from', '每天从几点', { until: 'to', hint: '全天都管就空着。' }),
      time('to', '每天到几点', { hint: '不含这一刻。' }),
      number('centre.lon', '中心经度', 70, 140, { inList: false, hint: '只管一个点周围才填，和纬度、半径一起填。' }),
      number('centre.lat', '中心纬度', 0, 60, { inList: false }),
      number('radiusMetres', '半径（米）', 1, 5000, { inList: false }),
      { kind: 'long', path: 'message', label: '告诉上报人的话', required: true },
      needed('approvedBy', '批准单位和文号', { inList: false }),
    ],
    blank: { id: '', name: '', fromDay: '', toDay: '', message: '', approvedBy: '' },
  },
];
