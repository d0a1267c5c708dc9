import {
  OPEN_STATES,
  queuedCase,
  queuesOf,
  STANDING_QUEUES,
  type OpenState,
  type StandingQueue,
} from '../../../shared/cases/queues.ts';
import type { Rulebook } from '../../../shared/cases/rulebook.ts';
import { isOfDepartment } from '../../../shared/cases/whose-turn.ts';
import { FINAL_STATES, type CaseDocument } from '../../../shared/domain/case.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import type { Condition } from '../../../shared/stock/query.ts';
import { counted } from '../../lib/counted.ts';
import type { Order } from './list-order.ts';

/** `saved:` and `shared:` with the id: a filter the person gave a name, or one that colleagues share. */
export type QueueKey =
  | StandingQueue
  | OpenState
  | 'overdue'
  | 'near'
  | 'due-48h'
  | 'reply'
  | 'refused'
  | `saved:${string}`
  | `shared:${string}`;

/** A queue is a name and a question: its count and its list are two answers to the same. */
export interface Queue {
  readonly key: QueueKey;
  readonly label: string;
  readonly where: readonly Condition[];
  /** The order its rows stand in, where it brings one of its own. */
  readonly sort?: Order | undefined;
}

export interface Queues {
  /** What waits for this person: work, and decisions. */
  readonly own: readonly Queue[];
  /** Every open case of the area, or of the department. */
  readonly all: Queue;
  /** By stage; the counts sum to `all`. */
  readonly stages: readonly Queue[];
  /** Across the stages: a case may be in several. */
  readonly watch: readonly Queue[];
  readonly saved: readonly Queue[];
  readonly shared: readonly Queue[];
  readonly finished: Queue;
}

/** Stages that are there also while nothing stands in them: the way that most cases go. `G 1` … `G 9` lead to them. */
export const USUAL_STAGES: readonly OpenState[] = [
  'reported',
  'verifying',
  'pendingOpen',
  'pendingDispatch',
  'pendingSign',
  'handling',
  'feedback',
  'pendingClose',
  'suspended',
];

const SOON_MS = 48 * 3_600_000;
const MONTH_MS = 30 * 24 * 3_600_000;

const standing = (key: StandingQueue): Condition => ({ field: 'queues', op: 'in', values: [key] });
const OWN = standing('all');

/** What is asked beside the columns of a case: the hour (trusted now), and what came back to this terminal. */
export interface AskedNow {
  readonly nowMs: number;
  readonly refused: ReadonlySet<string>;
}

/** The conditions of a queue. `queue`, a field that no row has, names one in what a person saved. */
export function conditionsOf(key: string, { nowMs, refused }: AskedNow): readonly Condition[] {
  const now = isoAt(nowMs);
  switch (key) {
    case 'overdue':
      // Strictly before now, as `isOver` has it; times are kept to the millisecond.
      return [OWN, { field: 'due.dueAt', op: 'between', to: isoAt(nowMs - 1) }];
    case 'near':
      return [OWN, { field: 'due.warnAt', op: 'between', to: now }, { field: 'due.dueAt', op: 'between', from: now }];
    case 'due-48h':
      return [OWN, { field: 'due.dueAt', op: 'between', from: now, to: isoAt(nowMs + SOON_MS) }];
    case 'reply':
      // What is past its term still wants an answer.
      return [OWN, { field: 'finding.received.replyBy', op: 'between', to: isoAt(nowMs + SOON_MS) }];
    case 'unhappy':
      // What nobody took up within a month is history, and found by its figures.
      return [standing('unhappy'), { field: 'changedAt', op: 'between', from: isoAt(nowMs - MONTH_MS) }];
    case 'refused':
      return [{ field: 'id', op: 'in', values: [...refused] }];
    default:
      if ((STANDING_QUEUES as readonly string[]).includes(key)) return [standing(key as StandingQueue)];
      return [OWN, { field: 'state', op: 'in', values: [key] }];
  }
}

const QUEUE_FIELD = 'queue';
const asWritten = (key: QueueKey): Condition => ({ field: QUEUE_FIELD, op: 'in', values: [key] });

/** What is asked of the stock: queues named in the conditions as what they stand for at this hour. */
export const askable = (where: readonly Condition[], now: AskedNow): readonly Condition[] =>
  where.flatMap((condition) =>
    condition.field === QUEUE_FIELD && condition.op === 'in'
      ? condition.values.flatMap((key) => conditionsOf(String(key), now))
      : [condition],
  );

/** Queues that are asked of the hour, or of what came back to this terminal: counted each by its own question. */
export const ON_THE_CLOCK: ReadonlySet<unknown> = new Set([
  'overdue',
  'near',
  'due-48h',
  'reply',
  'unhappy',
  'refused',
]);
/** Whether a question means something else a minute later. */
export const dependsOnNow = (where: readonly Condition[]): boolean =>
  where.some(
    (condition) =>
      condition.field === QUEUE_FIELD && condition.op === 'in' && condition.values.some((key) => ON_THE_CLOCK.has(key)),
  );
/** For questions that do not. */
export const ANY_TIME: AskedNow = { nowMs: 0, refused: new Set() };

const queue = (key: QueueKey, label: string): Queue => ({ key, label, where: [asWritten(key)] });

const DECIDERS = ['department', 'dispatcher', 'streetClerk'];

export interface SavedQueue {
  readonly id: string;
  readonly name: string;
  readonly where: readonly Condition[];
}

/** The queues of a person, by the words of the rules in force at his place, with the filters he saved and those shared with him. */
export function queuesFor(
  user: User,
  rules: Rulebook,
  saved: readonly SavedQueue[],
  shared: readonly Queue[] = [],
): Queues {
  return {
    own: [
      queue('mine', '待我办'),
      ...(user.posts.some(({ role }) => DECIDERS.includes(role)) ? [queue('decide', '待我审批')] : []),
    ],
    all: queue('all', '全部未结'),
    stages: OPEN_STATES.map((state) => queue(state, rules.states[state])),
    watch: [
      queue('overdue', '超期'),
      queue('near', '临期'),
      queue('due-48h', '48 小时内到期'),
      queue('reply', '48 小时内要答复'),
      queue('supervised', rules.acts.supervise.label),
      queue('returned', '退回过的'),
      queue('returned-twice', '退回两次以上'),
      queue('unhappy', '30 天内回访不满意'),
      queue('recurring', '反复问题'),
      queue('unplaced', '未定位'),
      queue('undated', '无期限'),
      queue('no-photo', '无照片'),
      queue('reported-by-me', '我上报的'),
      queue('unsent', '未送达'),
      queue('refused', '被退回'),
      ...(isOfDepartment(user) ? [queue('passed-on', '已转别处的')] : []),
    ],
    saved: saved.map(({ id, name, where }) => ({ key: `saved:${id}`, label: name, where })),
    shared,
    finished: queue('finished', '已办结'),
  };
}

/** Whether a queue is a filter that somebody gave a name. */
export const isFilter = (key: QueueKey): boolean => key.startsWith('saved:') || key.startsWith('shared:');

/** Whether all of a queue stand at one stage. */
export const isStage = (key: QueueKey): boolean => (OPEN_STATES as readonly string[]).includes(key);

/** In the order in which the pane shows them. */
export const allQueues = (queues: Queues): readonly Queue[] => [
  ...queues.own,
  queues.all,
  ...queues.stages,
  ...queues.watch,
  ...queues.saved,
  ...queues.shared,
  queues.finished,
];

/** How many stand in each queue; undefined until it is known: no number is better than a wrong one. */
export type Counts = (key: QueueKey) => number | undefined;

/** The queue an address asks for; without one, what waits for the person, or everything when nothing does. Undefined until that is known. */
export function chosenQueue(queues: Queues, key: string | undefined, count: Counts): Queue | undefined {
  const asked = allQueues(queues).find((each) => each.key === key);
  if (asked !== undefined) return asked;
  const mine = count('mine');
  if (mine === undefined) return undefined;
  return mine > 0 ? queues.own[0] : queues.all;
}

/** `23`, or nothing until it is known. */
export const countWords = (count: number | undefined): string => (count === undefined ? '' : counted(count));

/** The stages that the pane shows: the usual ones, and those in which something stands. */
export const shownStages = (stages: readonly Queue[], count: Counts, current: string): readonly Queue[] =>
  stages.filter(
    ({ key }) => key === current || (count(key) ?? 0) > 0 || (USUAL_STAGES as readonly string[]).includes(key),
  );

/** What one only looks for while there is some: an empty one is not shown. */
const NOW_AND_THEN: ReadonlySet<QueueKey> = new Set([
  'due-48h',
  'reply',
  'unhappy',
  'recurring',
  'unplaced',
  'undated',
  'no-photo',
]);
export const shownWatch = (watch: readonly Queue[], count: Counts, current: string): readonly Queue[] =>
  watch.filter(({ key }) => !NOW_AND_THEN.has(key) || key === current || (count(key) ?? 0) > 0);

/** Whether a case that was just acted on has left the queue; what depends on the hour, on other cases, or on what a person saved, only the list can tell. */
export function hasLeft(queue: QueueKey, user: User, document: CaseDocument): boolean {
  if (queue === 'unhappy') return document.state !== 'visited';
  if (ON_THE_CLOCK.has(queue) || queue === 'recurring' || isFilter(queue)) {
    return FINAL_STATES.has(document.state);
  }
  const queues = queuesOf(user, queuedCase(document));
  return document.state !== queue && !queues.includes(queue as StandingQueue);
}
