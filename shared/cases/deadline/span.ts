import { timeLimit, type TimeLimit } from '../../domain/catalog.ts';
import { unreachable } from '../../lib/assert.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './instant.ts';

/** So much time of one clock: `continuous` runs day and night, `work` only while people work. Whole milliseconds. */
export interface Span {
  readonly clock: 'continuous' | 'work';
  readonly ms: number;
}

/** A working day is eight hours of work rolled through the calendar, not the same hour tomorrow (DOMAIN §1.7). */
export const WORKDAY_MS = 8 * HOUR_MS;

/** The time that a limit gives. Fractions are kept to the millisecond. */
export function spanOf({ amount, unit }: Pick<TimeLimit, 'amount' | 'unit'>): Span {
  switch (unit) {
    case 'urgentHour':
      return { clock: 'continuous', ms: Math.round(amount * HOUR_MS) };
    case 'urgentDay':
      return { clock: 'continuous', ms: Math.round(amount * DAY_MS) };
    case 'workHour':
      return { clock: 'work', ms: Math.round(amount * HOUR_MS) };
    case 'workDay':
      return { clock: 'work', ms: Math.round(amount * WORKDAY_MS) };
    default:
      return unreachable(unit, 'spanOf');
  }
}

/** Whether this version knows the unit of a limit; one of a newer version stands in tables and logs, and no clock runs by it here. */
export const isKnownLimit = ({ unit }: Pick<TimeLimit, 'unit'>): boolean =>
  timeLimit.shape.unit.safeParse(unit).success;

export const minutes = (amount: number): Span => ({ clock: 'continuous', ms: Math.round(amount * MINUTE_MS) });
