import type { CaseDocument, LogEntry } from '../domain/case.ts';
import type { StandardRow } from '../domain/catalog.ts';
import { isoAt } from '../lib/clock.ts';
import type { PartChosen } from './acts/joint.ts';
import type { OpenRequest, Part } from './case-context.ts';
import type { ClockRules } from './deadline/clock-rules.ts';
import type { DueFields } from './deadline/due-fields.ts';
import { clocksOf } from './deadline/stage-clocks.ts';
import type { Step } from './path.ts';

type PartShown = NonNullable<CaseDocument['parts']>[number];
type PartTime = Pick<PartShown, 'dueAt' | 'warnAt' | 'dueSpan' | 'inTime'>;

/** When something happened to a part, and by what. */
export interface Moment {
  readonly entry: LogEntry;
  readonly at: string;
}

const stepInto = (state: Step['state'], key: string, { entry, at }: Moment, extensions: number): Step => ({
  state,
  from: at,
  entry: entry.id,
  act: entry.act,
  department: key,
  by: entry.by,
  extensions,
});

export const newPart = ({ key, name, isLead, isRequired, what, limit }: PartChosen, moment: Moment): Part => ({
  ...{ key, name, isLead, isRequired, what: what ?? null, limit: limit ?? null, state: 'pendingSign' },
  path: [stepInto('pendingSign', key, moment, 0)],
  ...{ request: null, extensions: 0, suspension: null, suspensions: 0 },
});

/** A part one step on: `done` is when its department has reported, as for a case that goes to the check. */
export const partOn = (part: Part, state: Part['state'], moment: Moment): Part => ({
  ...part,
  state,
  path: [...part.path, stepInto(state === 'done' ? 'feedback' : state, part.key, moment, part.extensions)],
});

/** The parts with that of one department changed. */
export const withPart = (
  parts: readonly Part[],
  key: string | undefined,
  change: (part: Part) => Part,
): readonly Part[] => parts.map((part) => (part.key === key ? change(part) : part));

/** The parts with that one changed whose department has made this request. */
export const withRequest = (
  parts: readonly Part[],
  request: OpenRequest | null,
  change: (part: Part) => Part,
): readonly Part[] => parts.map((part) => (part.request !== null && part.request === request ? change(part) : part));

export const withoutRequests = (parts: readonly Part[]): readonly Part[] =>
  parts.some(({ request }) => request !== null) ? parts.map((part) => ({ ...part, request: null })) : parts;

export const areDone = (parts: readonly Part[]): boolean =>
  parts.length > 0 && parts.every(({ state, isRequired }) => state === 'done' || !isRequired);

/** Whether the parts are done once that of one department is. */
export const areDoneWith = (parts: readonly Part[], key: string | undefined): boolean =>
  areDone(parts.map((part) => (part.key === key ? { ...part, state: 'done' } : part)));

/** The clock of a part: when it is due while it runs, whether it was in time once it is done; nothing while it rests. */
function timeOf({ path, limit, state }: Part, standard: StandardRow | null, rules: ClockRules): PartTime {
  const clock = clocksOf(path, limit ?? standard?.limit ?? null, rules).findLast((one) => one.name === 'handle');
  if (clock === undefined || state === 'suspended') return {};
  if (!clock.isRunning) return { inTime: !clock.isLate };
  return { dueAt: isoAt(clock.dueMs), warnAt: isoAt(clock.warnMs), dueSpan: { ...clock.span } };
}

/** What lists show of a joint handling: the clock that runs out first, be it that of the whole or of an obligatory part. */
export function dueWithParts(whole: DueFields, parts: readonly PartShown[]): DueFields {
  const [first] = parts
    .flatMap(({ isRequired, dueAt, warnAt, dueSpan }) =>
      isRequired && dueAt !== undefined ? [{ dueAt, warnAt, dueSpan, dueClock: 'handle' as const }] : [],
    )
    .sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));
  const isFirst =
    first !== undefined && (whole.dueAt === undefined || Date.parse(first.dueAt) < Date.parse(whole.dueAt));
  return isFirst ? first : whole;
}

/** Parts as the document shows them, each with its own clock. */
export function partsShown(parts: readonly Part[], standard: StandardRow | null, rules: ClockRules): PartShown[] {
  return parts.map((part) => {
    const { key, name, isLead, isRequired, what, state, extensions, request, suspension } = part;
    return {
      ...{ department: key, name, isLead, isRequired, state },
      ...(what === null ? {} : { what }),
      ...(extensions === 0 ? {} : { extensions }),
      ...(request === null ? {} : { request: request.kind }),
      ...(suspension === null ? {} : { suspendedUntil: suspension.endsAt }),
      ...timeOf(part, standard, rules),
    };
  });
}
