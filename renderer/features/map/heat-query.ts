import type { Condition, ListQuery } from '../../../shared/stock/query.ts';
import { OPEN_STATES } from '../../../shared/cases/queues.ts';
import type { CaseFilter } from './filter-cases.ts';

export interface CaseClassFilter extends CaseFilter {
  /** 未结, or finished ones too. */
  readonly which: 'open' | 'all';
}

/** The cases behind the heat, by the same category, stage and age as the marks. */
export function heatQuery(filter: CaseClassFilter, nowMs: number): ListQuery<'case'> {
  const { category, state, days, which } = filter;
  const where: readonly Condition[] = [
    ...(category === undefined ? [] : [{ field: 'category', op: 'in', values: [category] } as const]),
    ...(state === undefined ? [] : [{ field: 'state', op: 'in', values: [state] } as const]),
    ...(days === undefined
      ? []
      : [{ field: 'reportedAt', op: 'between', from: new Date(nowMs - days * 86_400_000).toISOString() } as const]),
    ...(which === 'all' || state !== undefined ? [] : [{ field: 'state', op: 'in', values: OPEN_STATES } as const]),
  ];
  return { kind: 'case', where };
}
