import {
  indicatorOf,
  type IndicatorGroup,
  type IndicatorKey,
} from '../../../shared/cases/indicators/all-indicators.ts';
import type { CountedWhen, Grouping, Part, Sum } from '../../../shared/cases/indicators/book.ts';
import type { Exclusion } from '../../../shared/cases/indicators/counted.ts';
import type { Days, Period, PeriodKind } from '../../../shared/cases/indicators/periods.ts';
import { leftWords } from '../../lib/deadline-words.ts';
import type { Time, View } from './place.ts';

export const GROUP_WORDS: Readonly<Record<IndicatorGroup, string>> = {
  reporting: '上报与立案',
  dispatching: '派遣',
  handling: '处置与结案',
  checking: '核实与核查',
  rates: '三率（群众诉求）',
};

export const VIEW_WORDS: Readonly<Record<View, string>> = {
  figures: '指标',
  score: '综合得分',
  report: '报告',
  handover: '交接单',
};
export const TIME_WORDS: Readonly<Record<Time, string>> = { now: '本期', before: '上期', yearAgo: '去年同期' };
export const PERIOD_WORDS: Readonly<Record<PeriodKind, string>> = {
  day: '日',
  week: '周',
  month: '月',
  quarter: '季',
  own: '自定',
};
/** By which instant a case belongs to a period: `11-01 至 11-29 结案的事件`. */
export const WHEN_WORDS: Readonly<Record<CountedWhen, string>> = { reported: '上报', opened: '立案', closed: '结案' };
export const GROUPING_WORDS: Readonly<Record<Grouping, string>> = {
  community: '社区',
  grid: '网格',
  department: '部门',
  class: '大类',
  category: '小类',
  channel: '来源',
};

/** Why something is not counted. */
export const EXCLUSION_WORDS: Readonly<Record<Exclusion, string>> = {
  exempt: '申诉通过，免于统计',
  void: '作废',
  merged: '并案',
  forceClosed: '强制结案',
  suspended: '挂账中',
  returned: '退回派遣，待重新派遣',
  withdrawn: '派遣员撤回',
  recalled: '核实任务撤回',
  underway: '还没有结果',
  selfHandled: '自处置，不经立案',
  notVisited: '还没回访',
  notReached: '回访没联系上',
  noAnswer: '回访没有明确评价',
};

export const excludedOf = ({ excluded }: Sum): number => Object.values(excluded).reduce((sum, each) => sum + each, 0);
export const missedOf = ({ numerator, denominator }: Sum): number => denominator - numerator;

/** The number that stands for a part: the length of its list. */
export function numberOf(sum: Sum, part: Part): number {
  switch (part) {
    case 'numerator':
      return sum.numerator;
    case 'denominator':
      return sum.denominator;
    case 'missed':
      return missedOf(sum);
    case 'excluded':
      return excludedOf(sum);
    default:
      return sum.excluded[part] ?? 0;
  }
}

/** 按期处置, 应处置, 未处置或超期, 不计入, or the reason. */
export function partWords(key: IndicatorKey, part: Part): string {
  const indicator = indicatorOf(key);
  switch (part) {
    case 'numerator':
    case 'denominator':
    case 'missed':
      return indicator[part];
    case 'excluded':
      return '不计入';
    default:
      return EXCLUSION_WORDS[part];
  }
}

export const countWords = (count: number): string => count.toLocaleString('zh-CN');

/** Tenths of a percent. All and nothing are said only where it is so. */
function tenths({ numerator, denominator }: Sum): number {
  const rounded = Math.round((numerator / denominator) * 1000);
  if (numerator === denominator || numerator === 0) return rounded;
  return Math.min(999, Math.max(1, rounded));
}

const NOTHING = '无';

/** `81.4%`, `3 工时 20 分`, `1,204`; 无 where nothing is counted. */
export function valueWords(key: IndicatorKey, sum: Sum): string {
  const { kind } = indicatorOf(key);
  if (kind === 'count') return countWords(sum.denominator);
  if (sum.denominator === 0) return NOTHING;
  if (kind === 'share') return `${(tenths(sum) / 10).toFixed(1)}%`;
  return leftWords({ clock: key === 'meanWork' ? 'work' : 'continuous' }, sum.totalMs / sum.denominator);
}

/** What changed since then, in points of a percentage, cases, or time; '' where one of both is not there. No colour: which way is better, the reader knows. */
export function changeWords(key: IndicatorKey, now: Sum, then: Sum): string {
  const { kind, unit } = indicatorOf(key);
  const said = (change: number, up: string, down: string, words: (size: number) => string): string =>
    change === 0 ? '持平' : `${change > 0 ? up : down} ${words(Math.abs(change))}`;
  if (kind === 'count')
    return said(now.denominator - then.denominator, '多', '少', (size) => `${countWords(size)} ${unit}`);
  if (now.denominator === 0 || then.denominator === 0) return '';
  if (kind === 'share') return said(tenths(now) - tenths(then), '升', '降', (size) => `${(size / 10).toFixed(1)} 点`);
  const minutes = (sum: Sum): number => Math.round(sum.totalMs / sum.denominator / 60_000);
  const clock = key === 'meanWork' ? 'work' : 'continuous';
  return said(minutes(now) - minutes(then), '长', '短', (size) => leftWords({ clock }, size * 60_000));
}

const short = (day: string): string => day.slice(5);

/** `11-01 至 11-29`; with its year, `2025-11-01 至 11-29`, where that is not this one, and with both where it begins in another. */
export function daysWords({ from, to }: Days, today: string): string {
  const first = from.slice(0, 4) === today.slice(0, 4) && to.slice(0, 4) === today.slice(0, 4) ? short(from) : from;
  if (from === to) return first;
  return `${first} 至 ${from.slice(0, 4) === to.slice(0, 4) ? short(to) : to}`;
}

/** `2026 年 11 月`, `2026 年第 4 季度`, `2026-11-23 至 11-29`, `2026-11-29`. */
export function periodWords({ kind, from, to }: Period): string {
  const [year = '', month = ''] = from.split('-');
  switch (kind) {
    case 'day':
      return from;
    case 'month':
      return `${year} 年 ${String(Number(month))} 月`;
    case 'quarter':
      return `${year} 年第 ${String(Math.ceil(Number(month) / 3))} 季度`;
    case 'week':
    case 'own':
      return from === to ? from : `${from} 至 ${to.startsWith(year) ? short(to) : to}`;
  }
}
