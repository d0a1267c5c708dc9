import type { User } from '../../../shared/domain/staff.ts';
import { isChannel } from '../../../shared/domain/case.ts';
import type { DepartmentEntry } from '../../../shared/domain/catalog.ts';
import type { Condition, ListAnswer } from '../../../shared/stock/query.ts';
import type { AreaWords } from '../../lib/area-words.ts';
import { CHANNEL_NAMES } from '../../lib/case-words.ts';
import type { Bounds } from '../../map/bounds.ts';

/** What a list of cases can be narrowed by, beside its queue. */
export interface ConditionField {
  readonly field: string;
  readonly name: string;
  readonly words: (value: string) => string;
}

export interface ConditionWords {
  readonly areas: AreaWords;
  readonly departments: readonly DepartmentEntry[];
}

/** Communities are a choice for whoever has several, grids for whoever has one. */
export function conditionFields(user: User, { areas, departments }: ConditionWords): readonly ConditionField[] {
  const hasCommunities = user.posts.some(({ scope }) => scope.length < 12);
  const hasGrids = user.posts.some(({ scope }) => scope.length === 12);
  return [
    ...(hasCommunities ? [{ field: 'community', name: '社区', words: areas.fullNameOf }] : []),
    ...(hasGrids ? [{ field: 'scope', name: '网格', words: areas.nameOf }] : []),
    { field: 'category', name: '类别', words: (value) => value },
    { field: 'channel', name: '来源', words: (value) => (isChannel(value) ? CHANNEL_NAMES[value] : value) },
    {
      field: 'department',
      name: '处置部门',
      words: (value) => (value === '' ? '还没有部门' : (departments.find(({ key }) => key === value)?.name ?? value)),
    },
    { field: 'urgent', name: '紧急程度', words: (value) => (value === 'true' ? '紧急' : '一般') },
  ];
}

export interface ConditionOption {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly isOn: boolean;
  /** The conditions with this one put on or taken off. */
  readonly next: readonly Condition[];
}

const valuesOf = (where: readonly Condition[], field: string): readonly string[] =>
  where.flatMap((one) => (one.field === field && one.op === 'in' ? one.values.map(String) : []));

function withValue(where: readonly Condition[], field: string, value: string): readonly Condition[] {
  const before = valuesOf(where, field);
  const values = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  const others = where.filter((one) => one.field !== field);
  return values.length === 0 ? others : [...others, { field, op: 'in', values }];
}

/** The values of a field with their counts, what is chosen first; a chosen one stays although nothing has it now. */
export function optionsOf(
  { field, words }: ConditionField,
  facets: ListAnswer['facets'],
  where: readonly Condition[],
): readonly ConditionOption[] {
  const chosen = valuesOf(where, field);
  const counted = facets[field] ?? [];
  const missing = chosen.filter((value) => !counted.some((one) => one.value === value));
  return [...counted, ...missing.map((value) => ({ value, count: 0 }))].map(({ value, count }) => ({
    ...{ value, count, label: words(value), isOn: chosen.includes(value) },
    next: withValue(where, field, value),
  }));
}

/** `社区：上港第一居委会、上港第二居委会` */
export const conditionWords = (fields: readonly ConditionField[], { field, ...condition }: Condition): string => {
  const known = fields.find((one) => one.field === field);
  if (known === undefined || condition.op !== 'in') return field;
  return `${known.name}：${condition.values.map((value) => known.words(String(value))).join('、')}`;
};

/** What lies in the window of the map. */
export const within = (bounds: Bounds | undefined): readonly Condition[] =>
  bounds === undefined
    ? []
    : [
        { field: 'lon', op: 'between', from: bounds.west, to: bounds.east },
        { field: 'lat', op: 'between', from: bounds.south, to: bounds.north },
      ];
/** A condition that the map has not set. */
export const isAnywhere = ({ field }: Condition): boolean => field !== 'lon' && field !== 'lat';
