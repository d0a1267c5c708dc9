import { ROLE_NAMES } from '../../../shared/domain/roles.ts';
import type { SharedFilterDocument } from '../../../shared/domain/shared-filter.ts';
import type { Condition } from '../../../shared/stock/query.ts';
import { shanghaiDay } from '../../lib/shanghai-time.ts';
import { conditionWords, type ConditionField } from './conditions.ts';
import type { Queue } from './queues.ts';

/** What a filter asks, as the pane and the chips say it: 退回两次以上；类别：供水井盖 */
export function filterWords(
  where: readonly Condition[],
  queues: readonly Queue[],
  fields: readonly ConditionField[],
): string {
  const said = where.flatMap((condition) =>
    condition.field === 'queue' && condition.op === 'in'
      ? condition.values.map((key) => queues.find((queue) => queue.key === key)?.label ?? String(key))
      : [conditionWords(fields, condition)],
  );
  return said.join('；');
}

/** 郑玉明（街道受理员）2026-11-20 共用 */
export const sharerWords = ({ sharedBy, provenance }: SharedFilterDocument): string =>
  `${sharedBy.name}（${ROLE_NAMES[sharedBy.post.role]}）${shanghaiDay(Date.parse(provenance.createdAt))} 共用`;

/** As a list of those shared at one place calls each: two of one name, shared by people who had not heard of each other, by whose they are. */
export function labelsOf(filters: readonly SharedFilterDocument[]): ReadonlyMap<string, string> {
  const isNamedAlike = (one: SharedFilterDocument): boolean =>
    filters.some(({ _id, scope, name }) => _id !== one._id && scope === one.scope && name === one.name);
  return new Map(filters.map((one) => [one._id, isNamedAlike(one) ? `${one.name} · ${one.sharedBy.name}` : one.name]));
}
