import type { TimeLimitResource } from '../../../shared/geo/resources.ts';

/** Five digits of a matter in the national list. */
export type MatterCode = string;

export interface LocalRule {
  readonly category: MatterCode;
  readonly department: string;
  /** 采集要求: what counts, what is not to be reported, what makes one case. */
  readonly note: string;
  readonly reportInstead?: readonly (readonly [when: string, category: MatterCode])[];
  /** Opening condition, closing condition, limit. */
  readonly rows: readonly (readonly [open: string, close: string, limit: TimeLimitResource])[];
}

export const urgentHours = (amount: number): TimeLimitResource => ({ amount, unit: 'urgentHour' });
export const workHours = (amount: number): TimeLimitResource => ({ amount, unit: 'workHour' });
export const urgentDays = (amount: number): TimeLimitResource => ({ amount, unit: 'urgentDay' });
export const workDays = (amount: number): TimeLimitResource => ({ amount, unit: 'workDay' });
