import type { PersonClass, PersonDocument } from '../../../shared/domain/person.ts';

/** One field of the card. `path` is where it lies in the record and in `sources`; `list` names the code list its value is looked up in. */
export interface CardField {
  readonly path: string;
  readonly label: string;
  readonly list?: string;
  /** Stands over two columns. */
  readonly isWide?: boolean;
}

const BASE: readonly CardField[] = [
  { path: 'birth', label: '出生日期' },
  { path: 'marriage', label: '婚姻', list: 'marriage' },
  { path: 'politics', label: '政治面貌', list: 'politics' },
  { path: 'education', label: '学历', list: 'education' },
  { path: 'occupation', label: '职业' },
  { path: 'workplace', label: '服务处所' },
  { path: 'formerName', label: '曾用名' },
  { path: 'nativePlace', label: '籍贯' },
];

/** What only people of a class have (DOMAIN §2.1); nothing of the other classes is shown, not even as empty. */
const OF_CLASS: Readonly<Record<PersonClass, readonly CardField[]>> = {
  resident: [{ path: 'resident.registeredAddress', label: '户籍地址', isWide: true }],
  floating: [
    { path: 'floating.reason', label: '流入原因' },
    { path: 'floating.permitKind', label: '办证类型' },
    { path: 'floating.permitNumber', label: '证件号' },
    { path: 'floating.registeredOn', label: '登记日期' },
    { path: 'floating.permitUntil', label: '证件到期' },
    { path: 'floating.dwelling', label: '住所类型' },
    { path: 'floating.registeredAddress', label: '户籍地址', isWide: true },
  ],
  overseas: [
    { path: 'overseas.surname', label: '外文姓' },
    { path: 'overseas.givenName', label: '外文名' },
    { path: 'overseas.nationality', label: '国籍', list: 'nationality' },
    { path: 'overseas.documentKind', label: '证件种类' },
    { path: 'overseas.documentUntil', label: '证件有效期' },
    { path: 'overseas.purpose', label: '来华目的', list: 'overseasPurpose' },
    { path: 'overseas.arrivedOn', label: '抵达日期' },
    { path: 'overseas.leavesOn', label: '预计离开' },
  ],
};

/** 民族 and the like are not asked of foreigners, nor is what a passport does not say. */
const NOT_OVERSEAS: ReadonlySet<string> = new Set(['politics', 'nativePlace', 'formerName']);

const LEFT_BEHIND: readonly CardField[] = [
  { path: 'leftBehind.kind', label: '留守类型' },
  { path: 'leftBehind.health', label: '健康' },
  { path: 'leftBehind.incomeYuan', label: '个人年收入' },
  { path: 'leftBehind.needs', label: '困难诉求', isWide: true },
  { path: 'leftBehind.help', label: '帮扶情况', isWide: true },
];

/** What somebody wrote down beside all fields is as much of the file as they are. */
const NOTE: CardField = { path: 'note', label: '备注', isWide: true };

export function fieldsOf(person: Pick<PersonDocument, 'class' | 'leftBehind'>): readonly CardField[] {
  const base = person.class === 'overseas' ? BASE.filter(({ path }) => !NOT_OVERSEAS.has(path)) : BASE;
  return [...base, ...OF_CLASS[person.class], ...(person.leftBehind === undefined ? [] : LEFT_BEHIND), NOTE];
}

/** The value at a path such as `floating.reason`. */
export function valueAt(record: Readonly<Record<string, unknown>>, path: string): unknown {
  let value: unknown = record;
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return value;
}

/** A field that has no value is not shown; what is left out is still asked for in the form. */
export const isFilled = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
