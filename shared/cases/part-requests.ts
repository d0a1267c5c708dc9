import type { OpenRequest, Part } from './case-context.ts';
import { partOn, type Moment } from './parts.ts';
import { endOfDay } from './rest.ts';

/* 延期 and 挂账 of one part of a joint handling: each has its own counts, its own rest and its own clock. */

export const askedIn = (part: Part, request: OpenRequest): Part => ({ ...part, request });
export const droppedIn = (part: Part): Part => ({ ...part, request: null });

/** What the part has asked for, granted: the dispatcher has the last word on both. */
export function grantedIn(part: Part, moment: Moment): Part {
  const { request } = part;
  if (request === null) return part;
  if (request.kind === 'extension')
    return partOn({ ...part, request: null, extensions: part.extensions + 1 }, part.state, moment);
  const until = request.until ?? '';
  const suspension = { until, endsAt: endOfDay(until) };
  return partOn({ ...part, request: null, suspension, suspensions: part.suspensions + 1 }, 'suspended', moment);
}

export const resumedIn = (part: Part, moment: Moment): Part =>
  part.state === 'suspended' ? partOn({ ...part, suspension: null }, 'handling', moment) : part;

/** What the whole has been given more of: as much as the obligatory part that has most, so that it is never late before all of them are. */
export const extensionsOfAll = (parts: readonly Part[]): number =>
  Math.max(0, ...parts.filter(({ isRequired }) => isRequired).map(({ extensions }) => extensions));

const restingParts = (parts: readonly Part[]): readonly Part[] =>
  parts.filter(({ isRequired, state }) => isRequired && state === 'suspended');

/** Whether the whole waits because an obligatory part rests: its clock stands still with that. */
export const isHeldUp = (parts: readonly Part[]): boolean => restingParts(parts).length > 0;

/** Until when, as far as is known now; null: it is not held up. */
export const heldUpUntil = (parts: readonly Part[]): string | null =>
  restingParts(parts).reduce<string | null>((last, { suspension }) => {
    const endsAt = suspension?.endsAt ?? null;
    return endsAt === null || (last !== null && last > endsAt) ? last : endsAt;
  }, null);
