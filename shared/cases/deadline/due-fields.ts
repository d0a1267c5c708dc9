import { FINAL_STATES, type CaseDocument, type CaseState } from '../../domain/case.ts';
import type { TimeLimit } from '../../domain/catalog.ts';
import { isoAt } from '../../lib/clock.ts';
import type { ClockRules } from './clock-rules.ts';
import { clocksOf, firstDue, presentClocks, type ClockStep } from './stage-clocks.ts';

/** What the projection of a case says of its clocks. */
export type DueFields = Pick<CaseDocument, 'dueAt' | 'warnAt' | 'dueClock' | 'dueSpan' | 'handledInTime'>;
export const DUE_FIELDS = [
  'dueAt',
  'warnAt',
  'dueClock',
  'dueSpan',
  'handledInTime',
] as const satisfies readonly (keyof DueFields)[];

/** Those fields of a document alone. */
export const dueFieldsOf = (document: DueFields): DueFields =>
  Object.fromEntries(DUE_FIELDS.flatMap((field) => (document[field] === undefined ? [] : [[field, document[field]]])));

/** The clock that lists show, from the way a case went: what the workstation foretells and the server writes is this call. */
export function dueFields(
  path: readonly ClockStep[],
  state: CaseState,
  limit: TimeLimit | null,
  rules: ClockRules,
): DueFields {
  const clocks = presentClocks(clocksOf(path, limit, rules));
  const handling = clocks.find(({ name }) => name === 'handle');
  if (FINAL_STATES.has(state)) return handling === undefined ? {} : { handledInTime: !handling.isLate };
  const first = firstDue(clocks);
  if (first === null) return {};
  return {
    dueAt: isoAt(first.dueMs),
    warnAt: isoAt(first.warnMs),
    dueClock: first.name,
    dueSpan: { ...first.span },
  };
}
