import { CONDITION_NAMES } from '../../../shared/domain/component.ts';
import { RISK_LEVELS } from '../../../shared/domain/catalog.ts';
import { OCCUPANCY_ROLE_NAMES, PERSON_CLASS_NAMES } from '../../../shared/domain/person.ts';
import { ROOM_USE_NAMES } from '../../../shared/domain/room.ts';
import type { ListKind } from './list-kinds.ts';
import { FRESHNESS_WORDS, LIFE_WORDS, OPERATION_WORDS, RISK_WORDS, SEX_WORDS, type StockWords } from './stock-words.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface FieldHead {
  readonly key: string;
  readonly label: string;
  /** What is written into it tells who somebody is: never kept on the disk in the open, never in the audit. */
  readonly isIdentifying?: boolean;
}
/** A field one may set a condition on. `number` and `date` are ranges. */
export type ListField =
  | (FieldHead & { readonly sort: 'text' | 'number' | 'date' | 'yesNo' })
  | (FieldHead & { readonly sort: 'choice'; readonly choices: (words: StockWords) => readonly Choice[] });

const named = (names: Readonly<Record<string, string>>): readonly Choice[] =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

const text = (key: string, label: string): ListField => ({ key, label, sort: 'text' });
const who = (key: string, label: string): ListField => ({ key, label, sort: 'text', isIdentifying: true });
const figure = (key: string, label: string): ListField => ({ key, label, sort: 'number' });
const day = (key: string, label: string): ListField => ({ key, label, sort: 'date' });
const yesNo = (key: string, label: string): ListField => ({ key, label, sort: 'yesNo' });
const choice = (key: string, label: string, names: Readonly<Record<string, string>>): ListField => ({
  key,
  label,
  sort: 'choice',
  choices: () => named(names),
});
const tagChoices = ({ tags }: StockWords): readonly Choice[] => tags.map(({ code, label }) => ({ value: code, label }));
const RISK: ListField = {
  key: 'risk',
  label: '风险',
  sort: 'choice',
  choices: () => RISK_LEVELS.map((level) => ({ value: level, label: RISK_WORDS[level] })),
};

const COMMON: readonly ListField[] = [
  day('verifiedOn', '核实日'),
  choice('freshness', '资料新旧', FRESHNESS_WORDS),
  yesNo('hasIssues', '资料待更正'),
  yesNo('isDisputed', '有异议'),
];

const FIELDS: Readonly<Record<ListKind['kind'], readonly ListField[]>> = {
  person: [
    who('name', '姓名'),
    choice('sex', '性别', SEX_WORDS),
    figure('age', '年龄'),
    { ...day('birth', '出生日期'), isIdentifying: true },
    choice('class', '人员类别', PERSON_CLASS_NAMES),
    who('idNumber', '身份号'),
    who('phones', '手机'),
    who('address', '现住'),
    choice('role', '居住', OCCUPANCY_ROLE_NAMES),
    yesNo('isHead', '户主'),
    yesNo('isApart', '人户分离'),
    { key: 'tags', label: '标签', sort: 'choice', choices: tagChoices },
    { key: 'staleTags', label: '过期标签', sort: 'choice', choices: tagChoices },
    day('tagDueOn', '标签到期'),
    day('dueOn', '下次走访'),
    day('metOn', '上次见面'),
    figure('unmetDays', '未见天数'),
    choice('life', '状态', LIFE_WORDS),
    yesNo('handover', '交来待接收'),
    ...COMMON,
  ],
  room: [
    text('buildingName', '楼栋'),
    text('unit', '单元'),
    figure('floor', '楼层'),
    text('number', '室号'),
    choice('use', '用途', ROOM_USE_NAMES),
    figure('areaM2', '面积'),
    who('owner', '产权人'),
    who('headName', '户主'),
    figure('people', '在住人数'),
    figure('tenants', '承租人数'),
    figure('apart', '户口在此、人不在'),
    RISK,
    day('dueOn', '下次检查'),
    ...COMMON,
  ],
  enterprise: [
    text('name', '名称'),
    text('uscc', '统一社会信用代码'),
    {
      key: 'placeKind',
      label: '类别',
      sort: 'choice',
      choices: ({ placeKinds }) => placeKinds.map(({ code, label }) => ({ value: code, label })),
    },
    yesNo('isNinePlace', '九小场所'),
    text('address', '地址'),
    choice('operation', '经营状态', OPERATION_WORDS),
    figure('employees', '从业人数'),
    text('licence', '先到期的许可'),
    day('licenceUntil', '许可到期'),
    who('contact', '联系人'),
    who('phones', '电话'),
    RISK,
    day('dueOn', '下次检查'),
    ...COMMON,
  ],
  component: [
    text('name', '名称'),
    text('code', '标识码'),
    text('category', '类别'),
    choice('condition', '状态', CONDITION_NAMES),
    text('keeper', '养护单位'),
    text('address', '位置'),
    day('dueOn', '下次检查'),
    ...COMMON,
  ],
  ledgerEntry: [text('name', '名称'), text('month', '月份'), text('address', '位置'), ...COMMON],
};

/** Computed fields that only the columns at the left set. */
const HIDDEN: readonly ListField[] = [text('grid', '网格'), text('community', '社区'), figure('dueIn', '到期天数')];

/** The fields one may choose, by the kind of list; a special ledger brings its own. */
export function fieldsOf(list: ListKind): readonly ListField[] {
  const own = (list.ledger?.fields ?? []).map((field): ListField => {
    const key = `values.${field.key}`;
    switch (field.kind) {
      case 'number':
      case 'year':
      case 'money':
        return figure(key, field.label);
      case 'date':
        return day(key, field.label);
      case 'yesNo':
        return yesNo(key, field.label);
      case 'choice':
        return {
          key,
          label: field.label,
          sort: 'choice',
          choices: () => (field.choices ?? []).map((value) => ({ value, label: value })),
        };
      case 'phone':
      case 'idNumber':
        return who(key, field.label);
      case 'text':
      case 'longText':
        return text(key, field.label);
    }
  });
  return [...own, ...FIELDS[list.kind]];
}

/** A field by its key, those that cannot be chosen by hand among them. */
export const fieldOf = (list: ListKind, key: string): ListField | undefined =>
  [...fieldsOf(list), ...HIDDEN].find((field) => field.key === key);
