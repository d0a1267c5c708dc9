import type { PersonStock, TargetStock } from '../../../shared/stock/rows.ts';
import type { TodayGroup, TodayItem } from './today.ts';

/** A rule and how many it found, as the work list has it. */
export interface FoundByRule {
  readonly rule: string;
  readonly title: string;
  readonly count: number;
}

export interface StockWork {
  /** The first of them, most overdue first, and how many there are in all. */
  readonly due: { readonly rows: readonly TargetStock[]; readonly total: number };
  readonly handedOver: { readonly rows: readonly PersonStock[]; readonly total: number };
  readonly issues: readonly FoundByRule[];
}

/** So many stand on the desk one by one, so that cases stay in sight; the rest is one line that leads to the list of all. */
export const SHOWN_AT_ONCE = 6;

const DUE = 'due';
const HANDED_OVER = 'handed-over';
const ISSUES = 'issues';

const withRest = (
  group: string,
  items: readonly TodayItem[],
  total: number,
  list: 'tasks' | 'handover',
): readonly TodayItem[] =>
  total > items.length
    ? [...items, { kind: 'rest', id: `rest ${group}`, group, count: total - items.length, list }]
    : items;

/** What the ledger asks of this person today: visits and inspections due, people handed over to him, and what the rules found. */
export function stockGroups({ due, handedOver, issues }: StockWork): readonly TodayGroup[] {
  const groups: readonly TodayGroup[] = [
    {
      key: DUE,
      label: '走访、检查到期',
      count: due.total,
      items: withRest(
        DUE,
        due.rows.map((row) => ({ kind: 'target', id: row.id, group: DUE, row })),
        due.total,
        'tasks',
      ),
    },
    {
      key: HANDED_OVER,
      label: '交来待接收',
      count: handedOver.total,
      items: withRest(
        HANDED_OVER,
        handedOver.rows.map((row) => ({ kind: 'handover', id: `handover ${row.id}`, group: HANDED_OVER, row })),
        handedOver.total,
        'handover',
      ),
    },
    {
      key: ISSUES,
      label: '资料待更正',
      count: issues.reduce((sum, { count }) => sum + count, 0),
      items: issues
        .filter(({ count }) => count > 0)
        .map((found) => ({ kind: 'issues', id: `issues ${found.rule}`, group: ISSUES, found })),
    },
  ];
  return groups.filter(({ items }) => items.length > 0);
}
