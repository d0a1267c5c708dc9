import { isoAt } from '../../../shared/lib/clock.ts';
import type { Condition, ListQuery } from '../../../shared/stock/query.ts';

/** 值班交接: what a shift hands on to the next (DOMAIN §5). */
export interface HandoverList {
  readonly key: string;
  readonly title: string;
  /** Why it is handed over, for whoever takes it. */
  readonly note: string;
  readonly query: ListQuery<'case'>;
}

const HOUR_MS = 3_600_000;
const SOON_HOURS = 48;
/** How long a shift may have been. */
export const SHIFTS = [8, 12, 24] as const;

const inQueue = (queue: string): Condition => ({ field: 'queues', op: 'in', values: [queue] });
const OWN = inQueue('all');

/** Of the open cases of the area, as they stand at trusted now. A case may be in several lists. */
export function handoverLists(nowMs: number, shiftHours: number): readonly HandoverList[] {
  const now = isoAt(nowMs);
  const list = (key: string, title: string, note: string, ...where: readonly Condition[]): HandoverList => ({
    ...{ key, title, note },
    query: { kind: 'case', where: [OWN, ...where], sort: { by: 'workOrder' } },
  });
  return [
    list('new', '本班新增', `最近 ${String(shiftHours)} 小时上报、还没结的`, {
      ...{ field: 'reportedAt', op: 'between', from: isoAt(nowMs - shiftHours * HOUR_MS) },
    }),
    list('overdue', '超期', '时限已过，还没办完这一步的', {
      ...{ field: 'due.dueAt', op: 'between', to: isoAt(nowMs - 1) },
    }),
    list('soon', '48 小时内到期', '还在时限内，48 小时内到期的', {
      ...{ field: 'due.dueAt', op: 'between', from: now, to: isoAt(nowMs + SOON_HOURS * HOUR_MS) },
    }),
    list('supervised', '督办', '督办了还没回复的', inQueue('supervised')),
    list('returned', '退回两次以上', '退来退去、要人盯的', inQueue('returned-twice')),
    list('suspended', '挂账', '停着等时间的', { field: 'state', op: 'in', values: ['suspended'] }),
  ];
}
