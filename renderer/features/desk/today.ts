import { isoAt } from '../../../shared/lib/clock.ts';
import { shanghaiDayOf } from '../../../shared/lib/calendar-day.ts';
import type { User } from '../../../shared/domain/staff.ts';
import type { PersonStock, TargetStock } from '../../../shared/stock/rows.ts';
import type { CaseRow, Draft } from '../../data/api.ts';
import type { Rulebook } from '../../../shared/cases/rulebook.ts';
import { OPEN_STATES, type OpenState } from '../../../shared/cases/queues.ts';
import { byDue, isNear, isOver } from '../../lib/deadline-words.ts';
import { postWaitedFor } from '../../../shared/cases/whose-turn.ts';

/** One line of what is mine today. */
export type TodayItem =
  | { readonly kind: 'case'; readonly id: string; readonly group: string; readonly row: CaseRow }
  | { readonly kind: 'draft'; readonly id: string; readonly group: string; readonly draft: Draft }
  | { readonly kind: 'target'; readonly id: string; readonly group: string; readonly row: TargetStock }
  | { readonly kind: 'handover'; readonly id: string; readonly group: string; readonly row: PersonStock }
  | {
      readonly kind: 'issues';
      readonly id: string;
      readonly group: string;
      readonly found: { readonly rule: string; readonly title: string; readonly count: number };
    }
  /** So many more, in a list of their own. */
  | {
      readonly kind: 'rest';
      readonly id: string;
      readonly group: string;
      readonly count: number;
      readonly list: 'tasks' | 'handover';
    };

export interface TodayGroup {
  readonly key: string;
  readonly label: string;
  /** Where the items do not stand for one each. */
  readonly count?: number;
  readonly items: readonly TodayItem[];
}

export const countOf = ({ count, items }: TodayGroup): number => count ?? items.length;

const WAITING_LABELS: Readonly<Partial<Record<OpenState, string>>> = { reported: '新上报，待受理' };

const OVERDUE = 'overdue';
const DUE_TODAY = 'due-today';
const DRAFTS = 'drafts';
const REPORTED = 'reported-by-me';

function inOrderOfWork(a: CaseRow, b: CaseRow): number {
  return (
    byDue(a.due, b.due) ||
    Number(b.urgent) - Number(a.urgent) ||
    a.changedAt.localeCompare(b.changedAt) ||
    a.id.localeCompare(b.id)
  );
}

/** Where a case stands on the desk: over, due before the day is out, or by what it waits for. What has just come in stays with the new ones until its clock is near its end. */
function groupKeyOf({ state, due }: CaseRow, nowMs: number): string {
  if (isOver(due, nowMs)) return OVERDUE;
  const isDueToday = due.dueAt !== undefined && shanghaiDayOf(due.dueAt) === shanghaiDayOf(isoAt(nowMs));
  return isDueToday && (state !== 'reported' || isNear(due, nowMs)) ? DUE_TODAY : state;
}

/** What is overdue or due today, drafts to finish, the rest of what waits for this person stage by stage, then what he reported and others have now. Nothing stands twice. `nowMs`: trusted now. */
export function todayGroups(
  open: readonly CaseRow[],
  drafts: readonly Draft[],
  user: User,
  nowMs: number,
  stateWords: Rulebook['states'],
): readonly TodayGroup[] {
  const waiting = open.filter((row) => postWaitedFor(user, row) !== undefined).sort(inOrderOfWork);
  const waitingIds = new Set(waiting.map((row) => row.id));
  const reported = open
    .filter((row) => row.reporterId === user.id && !waitingIds.has(row.id))
    .sort((a, b) => b.changedAt.localeCompare(a.changedAt));
  const caseItems = (group: string, rows: readonly CaseRow[]): readonly TodayItem[] =>
    rows.map((row) => ({ kind: 'case', id: row.id, group, row }));
  const waitingGroup = (key: string, label: string): TodayGroup => ({
    key,
    label,
    items: caseItems(
      key,
      waiting.filter((row) => groupKeyOf(row, nowMs) === key),
    ),
  });
  const groups: readonly TodayGroup[] = [
    waitingGroup(OVERDUE, '已超期'),
    waitingGroup(DUE_TODAY, '今天到期'),
    {
      key: DRAFTS,
      label: '我的草稿',
      items: drafts.map((draft) => ({ kind: 'draft', id: `draft ${draft.id}`, group: DRAFTS, draft })),
    },
    ...OPEN_STATES.map((state) => waitingGroup(state, WAITING_LABELS[state] ?? stateWords[state])),
    { key: REPORTED, label: '我上报的，别人在办', items: caseItems(REPORTED, reported) },
  ];
  return groups.filter((group) => group.items.length > 0);
}

/** What is overdue and due today first, visits with it; what others have and what is to be corrected last. */
const ORDER: readonly string[] = [OVERDUE, DUE_TODAY, 'due', DRAFTS, ...OPEN_STATES, 'handed-over', REPORTED, 'issues'];

export const inOrder = (groups: readonly TodayGroup[]): readonly TodayGroup[] =>
  [...groups].sort((a, b) => ORDER.indexOf(a.key) - ORDER.indexOf(b.key));

/** How many things of today need this person: the badge of 工作台. Drafts and what others have do not count. */
export const waitingCount = (open: readonly CaseRow[], user: User): number =>
  open.filter((row) => postWaitedFor(user, row) !== undefined).length;
