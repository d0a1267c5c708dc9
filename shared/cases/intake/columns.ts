import { cellText, isBlankRow, type Cell, type Sheet } from './sheet.ts';

/** What a column of a file may be for us. Everything else in the file is not taken over. */
export const INTAKE_FIELDS = [
  'number',
  'words',
  'title',
  'category',
  'address',
  'community',
  'lon',
  'lat',
  'at',
  'replyBy',
  'via',
  'anonymous',
  'wantsReply',
] as const;
export type IntakeField = (typeof INTAKE_FIELDS)[number];

export const FIELD_NAMES: Readonly<Record<IntakeField, string>> = {
  number: '来件编号',
  words: '诉求原文',
  title: '标题',
  category: '问题类别',
  address: '地址',
  community: '社区',
  lon: '经度',
  lat: '纬度',
  at: '受理时间',
  replyBy: '答复期限',
  via: '来件渠道',
  anonymous: '是否匿名',
  wantsReply: '要不要答复',
};

/** How other systems head their columns, the surest first. In the spelling of `plainHeading`. */
const HEADINGS: Readonly<Record<IntakeField, readonly string[]>> = {
  number: [
    ...['来件编号', '工单编号', '工单号', '诉求编号', '热线编号', '受理编号', '事件编号', '案件编号', '任务编号'],
    ...['信件编号', '渠道编号', '流水号', '受理号', '单号', '编号', 'channelnumber', 'orderno', 'ordernumber'],
  ],
  words: [
    ...['诉求原文', '诉求内容', '诉求描述', '诉求详情', '主要内容', '反映内容', '工单内容', '问题描述', '事件描述'],
    ...['情况描述', '问题内容', '来信内容', '原文', '内容', '描述', 'words', 'content', 'description'],
  ],
  title: ['标题', '诉求标题', '工单标题', '事件标题', '主题', 'title', 'subject'],
  category: [
    ...['问题类别', '诉求类别', '事项类别', '事件类别', '案件小类', '诉求小类', '问题小类', '小类', '小类名称'],
    ...['问题类型', '诉求类型', '诉求分类', '事项名称', '三级分类', '类别', '类型', '分类', 'category'],
  ],
  address: [
    ...['事发地址', '事发地点', '发生地址', '发生地点', '诉求地址', '事件地址', '问题地址', '详细地址', '事发位置'],
    ...['地址', '地点', '位置', 'address'],
  ],
  community: [
    '社区',
    '所属社区',
    '所在社区',
    '社区名称',
    '居委',
    '居委会',
    '所属居委',
    '所属居委会',
    '村居',
    'community',
  ],
  lon: ['经度', 'lon', 'lng', 'longitude', 'x坐标'],
  lat: ['纬度', 'lat', 'latitude', 'y坐标'],
  at: [
    ...['受理时间', '来电时间', '登记时间', '诉求时间', '反映时间', '来件时间', '接件时间', '上报时间', '创建时间'],
    ...['受理日期', '登记日期', 'at', 'createdat', 'createtime', 'createdtime'],
  ],
  replyBy: [
    ...['答复期限', '回复期限', '反馈期限', '办理期限', '办结期限', '答复时限', '回复时限', '办理时限', '处理时限'],
    ...['办结时限', '截止时间', '截止日期', '到期时间', '要求办结时间', '要求反馈时间', '回复截止时间', 'replyby'],
    ...['deadline', 'duetime'],
  ],
  via: [
    '来件渠道',
    '来源渠道',
    '受理渠道',
    '诉求来源',
    '工单来源',
    '事件来源',
    '信息来源',
    '渠道',
    '来源',
    'via',
    'source',
  ],
  anonymous: ['是否匿名', '匿名', 'isanonymous', 'anonymous'],
  wantsReply: ['要不要答复', '是否需要回复', '是否需要答复', '是否要求回复', '是否回复', '是否答复', 'wantsreply'],
};

/** A heading without what only dresses it: `*诉求内容（必填）` → `诉求内容`. */
export const plainHeading = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[(\[【].*?[)\]】]/gu, '')
    .replaceAll(/[\s*:_\-.、,，。]/gu, '');

/** By heading: what a person said it is. '' stands for none of ours. */
export type Assigned = Readonly<Record<string, IntakeField | ''>>;
/** Which column of the file stands for which of ours; several never share one. */
export type Columns = ReadonlyMap<IntakeField, number>;

/** A heading that only ends in a known one (市民诉求内容) is weaker than one that is it; short words are too common to end on. */
const LEAST_ENDING = 4;

function scoreOf(field: IntakeField, heading: string): number {
  const known = HEADINGS[field];
  const exact = known.indexOf(heading);
  if (exact >= 0) return 1_000 - exact;
  const ending = known.findIndex((word) => word.length >= LEAST_ENDING && heading.endsWith(word));
  return ending >= 0 ? 500 - ending : 0;
}

/** What each column is, by its heading; what a person said before comes first. */
export function columnsOf(headings: readonly string[], assigned: Assigned = {}): Columns {
  const plain = headings.map(plainHeading);
  const columns = new Map<IntakeField, number>();
  const taken = new Set<number>();
  for (const [at, heading] of plain.entries()) {
    const said = heading === '' ? undefined : assigned[heading];
    if (said === undefined) continue;
    taken.add(at);
    if (said !== '' && !columns.has(said)) columns.set(said, at);
  }
  const found = INTAKE_FIELDS.flatMap((field) =>
    plain.map((heading, at) => ({ field, at, score: heading === '' ? 0 : scoreOf(field, heading) })),
  ).filter(({ score }) => score > 0);
  for (const { field, at } of found.sort((a, b) => b.score - a.score || a.at - b.at)) {
    if (columns.has(field) || taken.has(at)) continue;
    columns.set(field, at);
    taken.add(at);
  }
  return columns;
}

export interface ReadHead {
  readonly headings: readonly string[];
  /** The first row below the head, from 0. */
  readonly firstRow: number;
}

/** Titles and remarks may stand above the head, never so many. */
const FARTHEST_HEAD = 15;

const knownIn = (headings: readonly string[]): number => columnsOf(headings).size;

/** The words of merged cells stand in the first of them. */
function spread(row: readonly Cell[]): readonly string[] {
  let last = '';
  return row.map((cell) => (last = cellText(cell) === '' ? last : cellText(cell)));
}

/** Of a head in two rows: what stands below, with what stands above it where that alone says nothing; what reaches over both. */
function joined(above: readonly Cell[], below: readonly Cell[]): readonly string[] {
  const over = spread(above);
  return Array.from({ length: Math.max(above.length, below.length) }, (_, at) => {
    const [upper, lower] = [cellText(above[at]), cellText(below[at])];
    if (lower === '') return upper;
    return knownIn([lower]) > 0 ? lower : `${over[at] ?? ''}${lower}`;
  });
}

/** Finds the head of a sheet below titles and remarks, also one of two rows with merged cells. Where nothing looks like one it is the first row in which something stands: a person can say what its columns are. */
export function headOf({ rows }: Sheet, assigned: Assigned = {}): ReadHead {
  const first = Math.max(
    0,
    rows.findIndex((row) => !isBlankRow(row)),
  );
  let best: ReadHead = { headings: (rows[first] ?? []).map(cellText), firstRow: first + 1 };
  let most = 0;
  const offer = (headings: readonly string[], firstRow: number): void => {
    const known = columnsOf(headings, assigned).size;
    if (known <= most) return;
    best = { headings, firstRow };
    most = known;
  };
  const top = rows.slice(0, FARTHEST_HEAD);
  for (const [at, row] of top.entries()) offer(row.map(cellText), at + 1);
  // Two rows are one head only where together they say more: a title above the head is none of it.
  for (const [at, row] of top.entries()) {
    const next = rows[at + 1];
    if (next !== undefined) offer(joined(row, next), at + 2);
  }
  return best;
}
