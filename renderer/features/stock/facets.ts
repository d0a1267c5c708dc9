import { CONDITION_NAMES } from '../../../shared/domain/component.ts';
import { RISK_LEVELS } from '../../../shared/domain/catalog.ts';
import { OCCUPANCY_ROLE_NAMES, PERSON_CLASS_NAMES } from '../../../shared/domain/person.ts';
import { ROOM_USE_NAMES } from '../../../shared/domain/room.ts';
import type { Condition, ListAnswer } from '../../../shared/stock/query.ts';
import { plusDays } from '../../../shared/lib/calendar-day.ts';
import { chosenValues, sameWhere, withRange, withValue } from './conditions.ts';
import type { ListKind } from './list-kinds.ts';
import { FRESHNESS_WORDS, LIFE_WORDS, OPERATION_WORDS, RISK_WORDS, type StockWords } from './stock-words.ts';

type Counts = ListAnswer['facets'];
interface Range {
  readonly label: string;
  readonly from?: string | number;
  readonly to?: string | number;
}

/** A group of counted boxes. `values`: one box per value, several at once. `ranges`: boxes over stretches of one field, one at a time. `flag`: one box. */
type Facet =
  | {
      readonly sort: 'values';
      readonly field: string;
      readonly title: string;
      readonly word: (value: string, words: StockWords) => string;
      /** In this order; values not in it follow. Without it the most frequent come first. */
      readonly order?: readonly string[];
      /** What comes last comes first: months. */
      readonly isNewestFirst?: boolean;
    }
  | {
      readonly sort: 'ranges';
      readonly field: string;
      readonly title: string;
      readonly isNumber: boolean;
      readonly ranges: (today: string) => readonly Range[];
    }
  | { readonly sort: 'flag'; readonly field: string; readonly title: string; readonly label: string };

const values = (
  field: string,
  title: string,
  names: Readonly<Record<string, string>>,
  order: readonly string[] = Object.keys(names),
): Facet => ({ sort: 'values', field, title, word: (value) => names[value] ?? value, order });
const RISK = values('risk', '风险', RISK_WORDS, RISK_LEVELS);
const FRESHNESS = values('freshness', '资料', FRESHNESS_WORDS);
const GRID: Facet = { sort: 'values', field: 'grid', title: '网格', word: (value) => value, order: [] };
const COMMUNITY: Facet = {
  sort: 'values',
  field: 'community',
  title: '社区',
  word: (value, { areas }) => areas.nameOf(value),
};
const DUE: Facet = {
  sort: 'ranges',
  field: 'dueOn',
  title: '检查',
  isNumber: false,
  ranges: (today) => [
    { label: '已超期', to: plusDays(today, -1) },
    { label: '7 天内到期', from: today, to: plusDays(today, 7) },
    { label: '30 天内到期', from: today, to: plusDays(today, 30) },
  ],
};

const BY_KIND: Readonly<Record<ListKind['kind'], readonly Facet[]>> = {
  person: [
    { sort: 'values', field: 'tags', title: '标签', word: (value, words) => words.tag(value) },
    {
      sort: 'ranges',
      field: 'age',
      title: '年龄',
      isNumber: true,
      ranges: () => [
        { label: '60 岁以上', from: 60 },
        { label: '80 岁以上', from: 80 },
        { label: '18 至 59 岁', from: 18, to: 59 },
        { label: '不满 18 岁', to: 17 },
      ],
    },
    values('role', '居住', OCCUPANCY_ROLE_NAMES),
    { sort: 'flag', field: 'isApart', title: '居住', label: '人户分离' },
    values('class', '人员类别', PERSON_CLASS_NAMES),
    FRESHNESS,
    values('life', '状态', LIFE_WORDS),
  ],
  room: [values('use', '用途', ROOM_USE_NAMES), RISK, DUE, FRESHNESS],
  enterprise: [
    { sort: 'flag', field: 'isNinePlace', title: '九小', label: '九小场所' },
    { sort: 'values', field: 'placeKind', title: '类别', word: (value, words) => words.placeKind(value) },
    {
      sort: 'ranges',
      field: 'licenceUntil',
      title: '许可到期',
      isNumber: false,
      ranges: (today) => [
        { label: '已过期', to: plusDays(today, -1) },
        { label: '30 天内', from: today, to: plusDays(today, 30) },
        { label: '90 天内', from: today, to: plusDays(today, 90) },
      ],
    },
    values('operation', '经营状态', OPERATION_WORDS),
    RISK,
    FRESHNESS,
  ],
  component: [
    values('condition', '状态', CONDITION_NAMES),
    DUE,
    { sort: 'values', field: 'category', title: '类别', word: (value) => value },
  ],
  ledgerEntry: [
    { sort: 'values', field: 'month', title: '月份', word: (value) => value, order: [], isNewestFirst: true },
  ],
};

/** By which level of area a person counts: whoever has one grid by none, a community by its grids, a street by its communities. */
export function areaFacet(scopes: readonly string[]): Facet | undefined {
  const widest = Math.min(...scopes.map(({ length }) => length));
  if (widest >= 15) return undefined;
  return widest === 12 ? GRID : COMMUNITY;
}

export function facetsOf(list: ListKind, scopes: readonly string[]): readonly Facet[] {
  const own = BY_KIND[list.kind];
  const choices = (list.ledger?.fields ?? [])
    .filter(({ kind, inList }) => kind === 'choice' && inList === true)
    .map(({ key, label }): Facet => ({ sort: 'values', field: `values.${key}`, title: label, word: (value) => value }));
  const area = areaFacet(scopes);
  // The area stands before what is looked at seldom.
  const at = list.kind === 'person' ? 4 : own.length;
  return [...choices, ...own.slice(0, at), ...(area === undefined ? [] : [area]), ...own.slice(at)];
}

export interface FacetOption {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly isOn: boolean;
  /** What a press makes of the conditions. */
  readonly next: readonly Condition[];
}
export interface FacetGroup {
  readonly title: string;
  readonly options: readonly FacetOption[];
}

function optionsOf(
  facet: Facet,
  counts: Counts,
  where: readonly Condition[],
  words: StockWords,
  today: string,
): readonly FacetOption[] {
  const counted = counts[facet.field] ?? [];
  switch (facet.sort) {
    case 'flag': {
      const isOn = chosenValues(where, facet.field).includes(true);
      return [
        {
          key: facet.field,
          label: facet.label,
          count: counted.find(({ value }) => value === 'true')?.count ?? 0,
          isOn,
          next: withValue(where, facet.field, true, !isOn),
        },
      ];
    }
    case 'values': {
      const chosen = chosenValues(where, facet.field);
      const known = new Map(counted.filter(({ value }) => value !== '').map(({ value, count }) => [value, count]));
      for (const value of chosen) if (!known.has(String(value))) known.set(String(value), 0);
      const { order, isNewestFirst = false } = facet;
      const rank = (value: string): number => {
        const at = order?.indexOf(value) ?? -1;
        return at < 0 ? Number.MAX_SAFE_INTEGER : at;
      };
      return [...known]
        .sort(
          ([a, countA], [b, countB]) =>
            rank(a) - rank(b) ||
            (order === undefined ? countB - countA : 0) ||
            a.localeCompare(b, 'zh-CN') * (isNewestFirst ? -1 : 1),
        )
        .map(([value, count]) => {
          const isOn = chosen.includes(value);
          return {
            key: value,
            label: facet.word(value, words),
            count,
            isOn,
            next: withValue(where, facet.field, value, !isOn),
          };
        });
    }
    case 'ranges':
      return facet.ranges(today).map(({ label, ...range }) => {
        const next = withRange(where, facet.field, range);
        const isOn = sameWhere(next, where);
        const inside = counted.filter(({ value }) => value !== '' && isWithin(value, range, facet.isNumber));
        return {
          key: label,
          label,
          count: inside.reduce((sum, { count }) => sum + count, 0),
          isOn,
          next: isOn ? withRange(where, facet.field, undefined) : next,
        };
      });
  }
}

function isWithin(value: string, { from, to }: Omit<Range, 'label'>, isNumber: boolean): boolean {
  if (isNumber)
    return (from === undefined || Number(value) >= Number(from)) && (to === undefined || Number(value) <= Number(to));
  return (from === undefined || value >= String(from)) && (to === undefined || value <= String(to));
}

/** The boxes as they are drawn; what nobody has is left out, unless it is chosen. Facets of one title stand together. */
export function facetGroups(
  facets: readonly Facet[],
  counts: Counts,
  where: readonly Condition[],
  words: StockWords,
  today: string,
): readonly FacetGroup[] {
  const groups = new Map<string, FacetOption[]>();
  for (const facet of facets) {
    const options = optionsOf(facet, counts, where, words, today).filter(({ count, isOn }) => count > 0 || isOn);
    groups.set(facet.title, [...(groups.get(facet.title) ?? []), ...options]);
  }
  return [...groups].filter(([, options]) => options.length > 0).map(([title, options]) => ({ title, options }));
}

export const facetFields = (facets: readonly Facet[]): readonly string[] => facets.map(({ field }) => field);
