import { plusDays } from '../../shared/lib/calendar-day.ts';
import type { Condition, ListQuery } from '../../shared/stock/query.ts';
import type { StockKind } from '../../shared/stock/rows.ts';

/*
 * Filters that have a name: those every office uses, and those behind a figure of the desk. A figure and the list it opens ask the very same question, so that the
 * list has that length.
 */

export interface NamedFilter {
  readonly key: string;
  readonly kind: StockKind;
  readonly label: string;
  /** Offered beside the list; the others are reached by a figure. */
  readonly isStanding: boolean;
  readonly where: (today: string) => readonly Condition[];
}

const is = (field: string, ...values: readonly (string | boolean)[]): Condition => ({ field, op: 'in', values });
/** Who lives here, counted here: not those who are only registered here. The dead and those who left are never listed unless asked for. */
const PRESENT = is('role', 'own', 'tenant', 'lodger', 'dorm');
const ALONE = is('tags', 'agedAlone', 'livingAlone');
const RENTED = is('use', 'rent', 'selfAndRent', 'groupRental', 'homestay');
/** A week without anybody having met them; who was never met counts as well. */
const UNSEEN_DAYS = 8;

const filter = (
  kind: StockKind,
  key: string,
  label: string,
  where: (today: string) => readonly Condition[],
  isStanding = false,
): NamedFilter => ({ key, kind, label, where, isStanding });

export const NAMED_FILTERS: readonly NamedFilter[] = [
  filter(
    'person',
    'alone-unseen',
    '独居老人，一周未见',
    () => [ALONE, { field: 'unmetDays', op: 'between', from: UNSEEN_DAYS }],
    true,
  ),
  filter(
    'person',
    'tags-due',
    '标签 30 天内到期',
    (today) => [{ field: 'tagDueOn', op: 'between', from: today, to: plusDays(today, 30) }],
    true,
  ),
  filter('person', 'apart', '人户分离', () => [is('isApart', true)], true),
  filter('person', 'unverified', '资料半年未核', () => [is('freshness', 'stale', 'never')], true),
  filter('person', 'present', '实有人口', () => [PRESENT]),
  filter('person', 'heads', '户（按户主）', () => [PRESENT, is('isHead', true)]),
  filter('person', 'resident', '户籍', () => [PRESENT, is('class', 'resident')]),
  filter('person', 'floating', '流动', () => [PRESENT, is('class', 'floating')]),
  filter('person', 'overseas', '境外', () => [PRESENT, is('class', 'overseas')]),
  filter('person', 'alone', '独居老人', () => [ALONE]),
  filter('person', 'handover', '交来待接收', () => [is('handover', true)]),
  filter('room', 'rented', '出租房屋', () => [RENTED]),
  filter('room', 'risk-red', '红色风险', () => [RENTED, is('risk', 'red')]),
  filter('room', 'risk-orange', '橙色风险', () => [RENTED, is('risk', 'orange')]),
  filter('room', 'room-unverified', '资料半年未核', () => [is('freshness', 'stale', 'never')], true),
  filter('room', 'risky', '红色、橙色风险', () => [is('risk', 'red', 'orange')], true),
  filter('enterprise', 'open', '单位与小场所', () => [is('operation', 'open', 'unknown')]),
  filter(
    'enterprise',
    'licence-due',
    '许可 30 天内到期',
    (today) => [
      is('operation', 'open', 'unknown'),
      { field: 'licenceUntil', op: 'between', from: today, to: plusDays(today, 30) },
    ],
    true,
  ),
  filter(
    'enterprise',
    'licence-over',
    '许可已过期',
    (today) => [is('operation', 'open', 'unknown'), { field: 'licenceUntil', op: 'between', to: plusDays(today, -1) }],
    true,
  ),
  filter(
    'enterprise',
    'nine',
    '九小场所（在营）',
    () => [is('operation', 'open', 'unknown'), is('isNinePlace', true)],
    true,
  ),
  filter('component', 'not-intact', '破损、丢失、废弃', () => [is('condition', 'damaged', 'lost', 'abandoned')], true),
  filter('component', 'inspection-over', '检查已超期', () => [{ field: 'dueIn', op: 'between', to: -1 }], true),
  filter('target', 'due', '走访、检查到期', () => [is('isOpen', true), { field: 'dueIn', op: 'between', to: 0 }]),
];

export const namedFilter = (key: string | undefined): NamedFilter | undefined =>
  NAMED_FILTERS.find((each) => each.key === key);

/** The question behind a named filter. */
export function queryOf(key: string, today: string): ListQuery {
  const named = namedFilter(key);
  if (named === undefined) throw new Error(`queryOf: no filter is named ${key}`);
  return { kind: named.kind, where: named.where(today) };
}
