import { STATE_LABELS } from '../../../shared/cases/acts.ts';
import type { User } from '../../../shared/domain/staff.ts';
import type { CaseRow } from '../../data/api.ts';
import { OPEN_STATES, type OpenState } from '../../lib/case-words.ts';
import { byDue, isNear, isOver } from '../../lib/deadline-words.ts';
import { postWaitedFor } from '../../lib/next-act.ts';
import { isOfDepartment, isOwn } from '../../lib/own-cases.ts';

export type QueueKey =
  | 'mine'
  | 'all'
  | OpenState
  | 'overdue'
  | 'near'
  | 'returned'
  | 'reported-by-me'
  | 'unsent'
  | 'refused'
  | 'passed-on'
  | 'finished';

export interface Queue {
  readonly key: QueueKey;
  readonly label: string;
  readonly rows: readonly CaseRow[];
  /** Not counted yet: no number is better than a wrong one. */
  readonly isReading?: boolean;
}

export interface Queues {
  /** What waits for this person. */
  readonly mine: Queue;
  /** Every open case of the area, or of the department. */
  readonly all: Queue;
  /** By stage; the counts sum to `all`. */
  readonly stages: readonly Queue[];
  /** Across the stages: a case may be in several. */
  readonly watch: readonly Queue[];
  readonly finished: Queue;
}

/** What is due first, then what is urgent, then what has waited longest: the order in which work is taken up. */
function inOrderOfWork(rows: readonly CaseRow[]): readonly CaseRow[] {
  return [...rows].sort(
    (a, b) =>
      byDue(a.due, b.due) ||
      Number(b.urgent) - Number(a.urgent) ||
      a.changedAt.localeCompare(b.changedAt) ||
      a.id.localeCompare(b.id),
  );
}

/** How many finished cases the list goes back. */
export const FINISHED_LIMIT = 300;

/** `23`; `300＋` where the list goes back only so far; nothing until it is known. */
export const countWords = ({ key, rows, isReading }: Queue): string =>
  isReading === true
    ? ''
    : `${rows.length.toLocaleString('zh-CN')}${key === 'finished' && rows.length >= FINISHED_LIMIT ? '＋' : ''}`;

/** `nowMs`: trusted now, by which it is judged what is overdue. */
export function queuesOf(
  open: readonly CaseRow[],
  finished: readonly CaseRow[] | undefined,
  user: User,
  nowMs: number,
): Queues {
  const sorted = inOrderOfWork(open);
  const own = sorted.filter((row) => isOwn(user, row));
  const queue = (
    key: QueueKey,
    label: string,
    belongs: (row: CaseRow) => boolean,
    from: readonly CaseRow[] = sorted,
  ): Queue => ({
    key,
    label,
    rows: from.filter(belongs),
  });
  return {
    mine: queue('mine', '待我办', (row) => postWaitedFor(user, row) !== undefined),
    all: { key: 'all', label: '全部未结', rows: own },
    stages: OPEN_STATES.map((state) => queue(state, STATE_LABELS[state], (row) => row.state === state, own)),
    watch: [
      queue('overdue', '超期', ({ due }) => isOver(due, nowMs), own),
      queue('near', '临期', ({ due }) => isNear(due, nowMs), own),
      queue('returned', '退回过的', (row) => row.returns > 0),
      queue('reported-by-me', '我上报的', (row) => row.reporterId === user.id),
      queue('unsent', '未送达', (row) => row.unsent > 0),
      queue('refused', '被退回', (row) => row.refused),
      ...(isOfDepartment(user) ? [queue('passed-on', '已转别处的', (row) => !isOwn(user, row))] : []),
    ],
    finished: { key: 'finished', label: '近期办结', rows: finished ?? [], isReading: finished === undefined },
  };
}

/** In the order in which the pane shows them, for G 1–9 and the address. */
export const allQueues = (queues: Queues): readonly Queue[] => [
  queues.mine,
  queues.all,
  ...queues.stages,
  ...queues.watch,
  queues.finished,
];

/** The queue an address asks for; without one, what waits for the person, or everything when nothing does. */
export function chosenQueue(queues: Queues, key: string | undefined): Queue {
  const asked = allQueues(queues).find((queue) => queue.key === key);
  return asked ?? (queues.mine.rows.length > 0 ? queues.mine : queues.all);
}

/** Full width and case do not matter, on either side: `２９幢，东侧` answers `29幢,东侧`. */
const plain = (words: string): string => words.normalize('NFKC').trim().toLowerCase();

/** Whether a row answers what was typed: number, words of the case, or one of the categories the letters stand for. */
export function answers(row: CaseRow, typed: string, categoryNames: ReadonlySet<string>): boolean {
  const asked = plain(typed);
  if (asked === '') return true;
  const words = plain([row.number, row.categoryName, row.description, row.address, row.reporterName].join(' '));
  const digits = asked.replaceAll(/[\s-]/g, '');
  const isNumber = /^\d{4,}$/.test(digits) && row.number?.includes(digits) === true;
  return isNumber || asked.split(/\s+/).every((part) => words.includes(part)) || categoryNames.has(row.categoryName);
}
