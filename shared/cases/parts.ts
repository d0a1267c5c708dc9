import type { CaseDocument, LogEntry } from '../domain/case.ts';
import type { StandardRow } from '../domain/catalog.ts';
import { isoAt } from '../lib/clock.ts';
import type { PartChosen } from './acts/joint.ts';
import type { Part } from './case-context.ts';
import type { ClockRules } from './deadline/clock-rules.ts';
import { clocksOf } from './deadline/stage-clocks.ts';
import type { Step } from './path.ts';

interface Moment {
  readonly entry: LogEntry;
  readonly at: string;
}

const stepInto = (state: Step['state'], key: string, { entry, at }: Moment): Step => ({
  state,
  from: at,
  entry: entry.id,
  act: entry.act,
  department: key,
  by: entry.by,
  extensions: 0,
});

export const newPart = ({ key, name, isLead, isRequired, what, limit }: PartChosen, moment: Moment): Part => ({
  ...{ key, name, isLead, isRequired, what: what ?? null, limit: limit ?? null, state: 'pendingSign' },
  path: [stepInto('pendingSign', key, moment)],
});

/** A part one step on: `done` is when its department has reported, as for a case that goes to the check. */
export const partOn = (part: Part, state: Part['state'], moment: Moment): Part => ({
  ...part,
  state,
  path: [...part.path, stepInto(state === 'done' ? 'feedback' : state, part.key, moment)],
});

/** The parts with that of one department changed. */
export const withPart = (
  parts: readonly Part[],
  key: string | undefined,
  change: (part: Part) => Part,
): readonly Part[] => parts.map((part) => (part.key === key ? change(part) : part));

export const areDone = (parts: readonly Part[]): boolean =>
  parts.length > 0 && parts.every(({ state, isRequired }) => state === 'done' || !isRequired);

/** Whether the parts are done once that of one department is. */
export const areDoneWith = (parts: readonly Part[], key: string | undefined): boolean =>
  areDone(parts.map((part) => (part.key === key ? { ...part, state: 'done' } : part)));

/** Parts as the document shows them, each with its own clock: when it is due while it runs, whether it was in time once it is done. */
export function partsShown(
  parts: readonly Part[],
  standard: StandardRow | null,
  rules: ClockRules,
): NonNullable<CaseDocument['parts']> {
  return parts.map(({ key, name, isLead, isRequired, what, limit, state, path }) => {
    const clock = clocksOf(path, limit ?? standard?.limit ?? null, rules).findLast((one) => one.name === 'handle');
    const time = clock === undefined ? {} : clock.isRunning ? { dueAt: isoAt(clock.dueMs) } : { inTime: !clock.isLate };
    return { department: key, name, isLead, isRequired, ...(what === null ? {} : { what }), state, ...time };
  });
}
