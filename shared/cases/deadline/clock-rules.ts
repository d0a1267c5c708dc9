import { workCalendar, type WorkCalendar } from './calendar.ts';

/** What the clocks of a case go by; the part of a rulebook that they read. */
export interface ClockRules {
  /** Continuous minutes that the stages beside handling may take. */
  readonly stageMinutes: { readonly accept: number; readonly dispatch: number; readonly check: number };
  /** A clock is near its end when this share of it is used or, of limits of a working day and longer, so many working hours are left. */
  readonly thresholds: { readonly warnShare: number; readonly warnWorkHours: number };
  readonly calendar: WorkCalendar;
}

/** DOMAIN §1.7. */
export const USUAL_CLOCK_RULES: ClockRules = {
  stageMinutes: { accept: 15, dispatch: 15, check: 30 },
  thresholds: { warnShare: 0.75, warnWorkHours: 4 },
  calendar: workCalendar([]),
};
