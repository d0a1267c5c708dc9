import type { IndicatorKey } from '../../../shared/cases/indicators/all-indicators.ts';
import type { Grouping } from '../../../shared/cases/indicators/book.ts';
import type { PeriodKind } from '../../../shared/cases/indicators/periods.ts';
import type { Group } from '../../data/indicators/api.ts';

/** 日报 周报 月报 (DOMAIN §5): new, closed, overdue, classes, places, against the period before and the year before. */
export const REPORT_WORDS: Readonly<Record<PeriodKind, string>> = {
  day: '日报',
  week: '周报',
  month: '月报',
  quarter: '季报',
  own: '专报',
};

export const REPORT_INDICATORS: readonly IndicatorKey[] = [
  'reported',
  'covered',
  'opening',
  'dispatchAccuracy',
  'handling',
  'handlingInTime',
  'handledLate',
  'overdueNow',
  'meanWork',
  'closing',
  'closingInTime',
  'rework',
  'checkPass',
  'answered',
  'replied',
  'solved',
  'satisfied',
];

/** What is looked at more closely, and how many lines of it. Classes, places and sources, never persons. */
export const BREAKDOWNS: readonly { readonly by: Grouping; readonly title: string; readonly atMost: number }[] = [
  { by: 'category', title: '最多的类别', atMost: 8 },
  { by: 'grid', title: '最多的网格', atMost: 8 },
  { by: 'department', title: '各部门手里的', atMost: 12 },
  { by: 'channel', title: '来源', atMost: 8 },
];

export interface ReportLine {
  readonly value: string;
  readonly now: number;
  readonly before: number;
}

/** The lines with most reports now, most first; of equals in the order of their codes. `rest`: the others, and what they come to. */
export function topLines(
  groups: readonly Group[],
  atMost: number,
): { readonly lines: readonly ReportLine[]; readonly rest: { readonly lines: number; readonly cases: number } } {
  const all = groups
    .map(({ value, sums: [now, before] }) => ({ value, now: now?.denominator ?? 0, before: before?.denominator ?? 0 }))
    .filter(({ now }) => now > 0)
    .toSorted((a, b) => b.now - a.now || (a.value < b.value ? -1 : 1));
  const others = all.slice(atMost);
  return {
    lines: all.slice(0, atMost),
    rest: { lines: others.length, cases: others.reduce((sum, { now }) => sum + now, 0) },
  };
}
