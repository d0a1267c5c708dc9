import type { ObjectionDocument } from '../../../shared/domain/objection.ts';
import {
  OUTCOME_NAMES,
  TASK_KIND_NAMES,
  type TargetDocument,
  type TargetOutcome,
} from '../../../shared/domain/task.ts';
import { ROLE_NAMES } from '../../../shared/domain/roles.ts';
import type { CaseStock } from '../../../shared/stock/rows.ts';
import type { PastChange } from '../../data/records/api.ts';
import { momentWords } from '../../lib/shanghai-time.ts';
import type { ShapeName, Tone } from '../../ui/shape.tsx';

/** One thing that happened, or should have, as the timeline tells it. */
export interface ToldEvent {
  readonly id: string;
  readonly kind: 'visit' | 'case' | 'change' | 'objection' | 'overdue';
  /** ISO; the order of the timeline. */
  readonly at: string;
  readonly title: string;
  readonly aside: string;
  readonly lines: readonly string[];
  readonly shape: ShapeName;
  readonly tone: Tone;
  /** The case or target behind it, where it can be opened. */
  readonly opens?: { readonly kind: 'case' | 'target'; readonly id: string };
}

export interface TimelineParts {
  readonly nowMs: number;
  /** YYYY-MM-DD */
  readonly today: string;
  readonly targets: readonly TargetDocument[];
  readonly history: readonly PastChange[];
  readonly objections: readonly ObjectionDocument[];
  readonly cases: readonly CaseStock[];
  /** What a change did, in words, values masked: 手机 100****2208 → 100****0417. */
  readonly wordsOfChange: (change: PastChange) => { readonly title: string; readonly lines: readonly string[] };
  /** The address of a room that is known here. */
  readonly addressOf: (room: string) => string | undefined;
  readonly wordsOfCaseState: (row: CaseStock) => string;
}

const GOOD: ReadonlySet<TargetOutcome> = new Set(['met', 'normal', 'rectified']);
const DAY_START = 'T00:00:00+08:00';

const when = (iso: string, nowMs: number): string => momentWords(iso, nowMs).replace(/^今天 /, '');

const proposalWords = { proposed: '待采纳', accepted: '已采纳', declined: '未采纳' } as const;

function visits(target: TargetDocument, nowMs: number): readonly ToldEvent[] {
  return target.results.map((result) => {
    const changes = result.proposals ?? [];
    const proposed = changes.map(({ fieldName, state }) => `${fieldName}（${proposalWords[state]}）`).join('、');
    return {
      id: `${target._id}/${result.id}`,
      kind: 'visit',
      at: result.at,
      title: `${TASK_KIND_NAMES[target.taskKind]} · ${OUTCOME_NAMES[result.outcome]}`,
      aside: `${when(result.at, nowMs)} · ${ROLE_NAMES[result.by.post.role]} ${result.by.name}`,
      lines: [
        ...(result.words === undefined || result.words === '' ? [] : [result.words]),
        ...(changes.length === 0 ? [] : [`建议变化 ${String(changes.length)} 项：${proposed}`]),
      ],
      shape: GOOD.has(result.outcome) ? 'check' : 'ring',
      tone: GOOD.has(result.outcome) ? 'ok' : 'paused',
      opens: { kind: 'target', id: target._id },
    };
  });
}

function overdue(target: TargetDocument, today: string): readonly ToldEvent[] {
  if (!target.isOpen || target.dueOn >= today) return [];
  return [
    {
      id: `${target._id}/overdue`,
      kind: 'overdue',
      // It became overdue when the day after its term began.
      at: new Date(Date.parse(target.dueOn + DAY_START) + 86_400_000).toISOString(),
      title: `${TASK_KIND_NAMES[target.taskKind]}到期未完成`,
      aside: '按期限推算',
      lines: [`“${target.taskTitle}”应于 ${target.dueOn} 前完成。`],
      shape: 'triangle',
      tone: 'warn',
      opens: { kind: 'target', id: target._id },
    },
  ];
}

/** From which home to which, where both are known. */
function moved(change: PastChange, { addressOf }: TimelineParts): readonly string[] {
  const home = change.fields.find(({ field }) => field === 'homeRoom');
  if (typeof home?.from !== 'string' || typeof home.to !== 'string') return [];
  const [from, to] = [addressOf(home.from), addressOf(home.to)];
  return from === undefined || to === undefined ? [] : [`${from} → ${to}`];
}

function changes(change: PastChange, parts: TimelineParts): ToldEvent {
  const { title, lines } = parts.wordsOfChange(change);
  const where = change.delivery === 'queued' ? ' · 待送' : '';
  return {
    id: `change/${change.id}`,
    kind: 'change',
    at: change.at,
    title,
    aside: `${when(change.at, parts.nowMs)} · ${ROLE_NAMES[change.by.post.role]} ${change.by.name}${where}`,
    lines: [
      ...moved(change, parts),
      ...lines,
      `来源：${change.source}${change.reason === undefined ? '' : `，${change.reason}`}`,
    ],
    shape: change.delivery === 'queued' ? 'arrowUp' : 'ring',
    tone: change.delivery === 'queued' ? 'primary' : 'paused',
  };
}

function objections(objection: ObjectionDocument, nowMs: number): readonly ToldEvent[] {
  const { answer, raisedBy } = objection;
  const raised: ToldEvent = {
    id: `${objection._id}/raised`,
    kind: 'objection',
    at: objection.raisedAt,
    title: `数据异议 · ${objection.fieldName}`,
    aside: `${when(objection.raisedAt, nowMs)} · ${ROLE_NAMES[raisedBy.post.role]} ${raisedBy.name}`,
    lines: [objection.why],
    shape: 'flag',
    tone: 'warn',
  };
  if (answer === undefined) return [raised];
  return [
    {
      id: `${objection._id}/answered`,
      kind: 'objection',
      at: answer.at,
      title: `${objection.state === 'corrected' ? '异议采纳，已更正' : '异议不采纳'} · ${objection.fieldName}`,
      aside: `${when(answer.at, nowMs)} · ${ROLE_NAMES[answer.by.post.role]} ${answer.by.name}`,
      lines: answer.words === '' ? [] : [answer.words],
      shape: 'check',
      tone: 'ok',
    },
    raised,
  ];
}

function ofCase(row: CaseStock, parts: TimelineParts): ToldEvent {
  const state = parts.wordsOfCaseState(row);
  const isOver = row.state === 'closed' || row.state === 'rejected' || row.state === 'void';
  return {
    id: row.id,
    kind: 'case',
    at: row.reportedAt,
    title: `事件 ${row.category} · ${state}`,
    aside: when(row.reportedAt, parts.nowMs),
    lines: [row.description, row.address].filter((line) => line !== ''),
    shape: isOver ? 'check' : 'ring',
    tone: isOver ? 'ok' : 'primary',
    opens: { kind: 'case', id: row.id },
  };
}

/** Everything about a record, newest first. What stands at the same moment keeps the order overdue, visit, change, objection, case. */
export function timelineOf(parts: TimelineParts): readonly ToldEvent[] {
  const all = [
    ...parts.targets.flatMap((target) => overdue(target, parts.today)),
    ...parts.targets.flatMap((target) => visits(target, parts.nowMs)),
    // A visit that confirmed the record is told as the visit.
    ...parts.history.filter(({ act }) => act !== 'addResult').map((change) => changes(change, parts)),
    ...parts.objections.flatMap((objection) => objections(objection, parts.nowMs)),
    ...parts.cases.map((row) => ofCase(row, parts)),
  ];
  return all.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}
