import { daysBetween, plusDays } from '../../../shared/lib/calendar-day.ts';
import type { Condition, ListQuery } from '../../../shared/stock/query.ts';
import { counted } from '../../lib/counted.ts';

/** What the middle list shows: a stretch of what is to be done, or everything of one task. */
export type TaskView =
  | { readonly kind: 'due'; readonly due: DueKey }
  | { readonly kind: 'task'; readonly task: string; readonly shows: 'open' | 'done' | 'all' };

export const DUE_KEYS = ['all', 'over', 'today', 'week', 'later', 'proposals'] as const;
export type DueKey = (typeof DUE_KEYS)[number];
export const DUE_NAMES: Readonly<Record<DueKey, string>> = {
  all: '全部要做的',
  over: '已超期',
  today: '今天到期',
  week: '七天内到期',
  later: '以后到期',
  proposals: '有建议待采纳',
};

const OPEN: Condition = { field: 'isOpen', op: 'in', values: [true] };
const dueBetween = (from: string | undefined, to: string | undefined): Condition => ({
  field: 'dueOn',
  op: 'between',
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

/** The days overlap nowhere and leave none out, so that the counts of the stretches sum to all that is to be done. */
export function conditionsOf(due: DueKey, today: string): readonly Condition[] {
  switch (due) {
    case 'all':
      return [OPEN];
    case 'over':
      return [OPEN, dueBetween(undefined, plusDays(today, -1))];
    case 'today':
      return [OPEN, dueBetween(today, today)];
    case 'week':
      return [OPEN, dueBetween(plusDays(today, 1), plusDays(today, 7))];
    case 'later':
      return [OPEN, dueBetween(plusDays(today, 8), undefined)];
    case 'proposals':
      return [{ field: 'proposals', op: 'between', from: 1 }];
  }
}

export function queryOf(view: TaskView, today: string, text: string): ListQuery<'target'> {
  const where: readonly Condition[] =
    view.kind === 'due'
      ? conditionsOf(view.due, today)
      : [
          { field: 'task', op: 'in', values: [view.task] },
          ...(view.shows === 'all' ? [] : [{ field: 'isOpen', op: 'in', values: [view.shows === 'open'] } as const]),
        ];
  return {
    kind: 'target',
    where,
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    sort: view.kind === 'task' && view.shows === 'done' ? { by: 'resultAt', down: true } : { by: 'dueOn' },
  };
}

/** Progress of one task: how many there are and how many are still to be done. */
export interface Progress {
  readonly total: number;
  readonly open: number;
  readonly over: number;
}

export type TaskCounts = ReadonlyMap<string, number>;
export const countsOf = (
  facet: readonly { readonly value: string; readonly count: number }[] | undefined,
): TaskCounts => new Map((facet ?? []).map(({ value, count }) => [value, count]));

export const progressOf = (task: string, all: TaskCounts, open: TaskCounts, over: TaskCounts): Progress => ({
  total: all.get(task) ?? 0,
  open: open.get(task) ?? 0,
  over: over.get(task) ?? 0,
});

/** How many targets a task shows before anything is typed. */
export function countOf(
  { task, shows }: Extract<TaskView, { kind: 'task' }>,
  all: TaskCounts,
  open: TaskCounts,
): number {
  const [total, left] = [all.get(task) ?? 0, open.get(task) ?? 0];
  return shows === 'all' ? total : shows === 'open' ? left : total - left;
}

/** What stands under the list: a number only where it is known. */
export function footWords(of: {
  readonly total: number | undefined;
  readonly unfiltered: number | undefined;
  readonly isFiltered: boolean;
  /** What is still on its way. */
  readonly coming: string | null;
}): string {
  const { total, unfiltered, isFiltered, coming } = of;
  const still = coming === null ? [] : [`${coming}，数还会变`];
  if (total === undefined) return still[0] ?? '正在读';
  const all = unfiltered === undefined ? [] : [`共 ${counted(unfiltered)} 个`];
  if (isFiltered) return [`${counted(total)} 个符合`, ...all, ...still].join('，');
  return [`共 ${counted(total)} 个`, ...(coming === null ? ['与左栏的数一致'] : still)].join('，');
}

/** How the day stands to today, in the words and shapes of the deadline cell. */
export interface DueWords {
  readonly tone: 'bad' | 'warn' | 'ok';
  readonly shape: 'diamond' | 'triangle' | 'circle';
  readonly words: string;
}
export function dueWords(dueOn: string, today: string): DueWords {
  const days = daysBetween(today, dueOn);
  if (days < 0) return { tone: 'bad', shape: 'diamond', words: `超 ${String(-days)} 天` };
  if (days === 0) return { tone: 'warn', shape: 'triangle', words: '今天' };
  if (days === 1) return { tone: 'warn', shape: 'triangle', words: '明天' };
  return { tone: 'ok', shape: 'circle', words: dueOn.slice(0, 4) === today.slice(0, 4) ? dueOn.slice(5) : dueOn };
}

/** The row after the one that was just recorded, by its place in the list as it was then; undefined at the end, or where the row stood elsewhere. */
export function nextAfter(
  rowAt: (at: number) => { readonly id: string } | undefined,
  at: number,
  recorded: string,
): string | undefined {
  return rowAt(at)?.id === recorded ? rowAt(at + 1)?.id : undefined;
}
