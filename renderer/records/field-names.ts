import type { TermEntry } from '../../shared/domain/catalog.ts';
import type { HistoryType } from '../../shared/domain/change.ts';
import { readCitizenId } from '../../shared/domain/identifiers/citizen-id.ts';
import { maskId, maskPhone } from '../../shared/domain/identifiers/mask.ts';
import { readPhone } from '../../shared/domain/identifiers/phone.ts';
import { shanghaiDayOf } from '../../shared/lib/calendar-day.ts';
import { COMPONENT_WORDS, FIELD_WORDS, VALUE_WORDS } from '../data/records/field-words.ts';
import { termWords } from '../lib/term-words.ts';

/** Where a field is called otherwise than in general. */
const OF_TYPE: Readonly<Partial<Record<HistoryType, Readonly<Record<string, string>>>>> = {
  person: {
    name: '姓名',
    marriage: '婚姻',
    education: '学历',
    workplace: '服务处所',
    idKind: '证件种类',
    idNumber: '身份号',
    phones: '电话',
    homeRoom: '现住地址',
    household: '所属户',
    scope: '所在网格',
    state: '档案',
    handover: '交接',
    audience: '交接人',
    'resident.registeredCode': '户籍地代码',
    'resident.registeredRoom': '户籍所在室',
    'floating.reason': '流入原因',
    'floating.registeredCode': '户籍地代码',
    'floating.permitKind': '办证类型',
    'floating.permitNumber': '居住证号',
    'floating.registeredOn': '登记日期',
    'floating.permitUntil': '证件到期',
    'floating.dwelling': '住所类型',
    'overseas.surname': '外文姓',
    'overseas.givenName': '外文名',
    'overseas.documentKind': '证件种类',
    'overseas.documentUntil': '证件有效期',
    'overseas.purpose': '来华目的',
    'overseas.arrivedOn': '抵达日期',
    'overseas.leavesOn': '预计离开',
    'leftBehind.kind': '留守类型',
    'leftBehind.health': '健康',
    'leftBehind.incomeYuan': '个人年收入',
    'leftBehind.mainMembers': '家庭主要成员',
    'leftBehind.needs': '困难诉求',
    'leftBehind.help': '帮扶情况',
  },
  room: { number: '室号', building: '楼', scope: '所在网格', state: '档案', areaM2: '建筑面积', owner: '房主' },
  household: { number: '户号', room: '户所在室', scope: '所在网格', state: '户' },
  occupancy: { room: '室', person: '人', personName: '姓名', counted: '计入人口', state: '住所', scope: '所在网格' },
  enterprise: { trade: '类别', legalPerson: '法定代表人', safetyOfficer: '安全责任人', state: '档案', room: '室' },
};
const GROUPED: Readonly<Record<string, string>> = { name: '姓名', phone: '电话', idNumber: '身份号', relation: '关系' };

/** What a field is called on the screen: `resident.registeredAddress` → 户籍地址. */
export function fieldName(type: HistoryType, path: string): string {
  const whole = OF_TYPE[type]?.[path] ?? FIELD_WORDS[path];
  if (whole !== undefined) return whole;
  const [group = '', key = ''] = path.split('.');
  const first = OF_TYPE[type]?.[group] ?? FIELD_WORDS[group] ?? group;
  return key === '' ? first : `${first} ${GROUPED[key] ?? COMPONENT_WORDS[key] ?? FIELD_WORDS[key] ?? key}`;
}

/** Lists of the catalogue of terms by the last part of a path. */
const LIST_OF: Readonly<Record<string, string>> = {
  sex: 'sex',
  ethnicity: 'ethnicity',
  marriage: 'marriage',
  politics: 'politics',
  education: 'education',
  relation: 'relation',
  nationality: 'nationality',
};
const STATES: Readonly<Record<string, string>> = { effective: '有效', void: '作废' };
const LEFT_BEHIND: Readonly<Record<string, string>> = { elder: '留守老人', woman: '留守妇女', child: '留守儿童' };
const INSTANT = /^\d{4}-\d{2}-\d{2}T/;

/** A value in words. Numbers of persons are whole: whoever shows them covers them first (`covered`). */
export function valueWords(type: HistoryType, path: string, value: unknown, terms: readonly TermEntry[] = []): string {
  if (value === undefined || value === null || value === '') return '无';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') return String(value);
  const key = path.split('.').at(-1) ?? path;
  if (typeof value === 'string') {
    const list = LIST_OF[key];
    if (list !== undefined) return termWords(terms)(list, value);
    if (key === 'state') return STATES[value] ?? value;
    if (path === 'leftBehind.kind') return LEFT_BEHIND[value] ?? value;
    if (INSTANT.test(value)) return shanghaiDayOf(value);
    return VALUE_WORDS[key]?.[value] ?? value;
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return '无';
    return value.map((item: unknown) => valueWords(type, path, item, terms)).join('；');
  }
  return Object.entries(value as Readonly<Record<string, unknown>>)
    .filter(([name, one]) => name !== 'id' && name !== 'person' && one !== undefined && one !== '')
    .map(
      ([name, one]) =>
        (name === 'number' || name === 'name' ? '' : `${COMPONENT_WORDS[name] ?? name} `) +
        valueWords(type, `${path}.${name}`, one, terms),
    )
    .join(' ');
}

const IS_ID: ReadonlySet<string> = new Set(['idNumber', 'permitNumber']);

/** Whether a text under this path is a number that stays covered. */
export const isCovered = (path: string): boolean => IS_ID.has(path.split('.').at(-1) ?? path);

const ANYBODY = { isDemonstration: true } as const;
function coveredText(path: string, text: string): string {
  const key = path.split('.').at(-1) ?? path;
  if (IS_ID.has(key)) return maskId(text);
  if (key === 'phone' || path === 'phones.number') return maskPhone(text);
  if (!path.startsWith('values.')) return text;
  // What a configuration describes has names that say nothing here: a text that reads as a number of a person is one.
  if (readCitizenId(text, ANYBODY).ok) return maskId(text);
  return readPhone(text, ANYBODY).ok ? maskPhone(text) : text;
}

/** The same value with everything covered that needs a reason to be seen (DOMAIN §6.1). */
export function covered(path: string, value: unknown): unknown {
  if (typeof value === 'string') return coveredText(path, value);
  if (Array.isArray(value)) return value.map((item: unknown) => covered(path, item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, covered(`${path}.${name}`, one)]));
}
