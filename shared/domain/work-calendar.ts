import { z } from 'zod';

/** A time of day on the clock of Shanghai, `00:00` to `24:00`. */
export const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/);

/** A stretch of a working day; `to` does not belong to it. */
const workPeriod = z.looseObject({ from: timeOfDay, to: timeOfDay });
export type WorkPeriod = Readonly<z.infer<typeof workPeriod>>;

/** A day that is not what its weekday says: free though it were worked, or worked though it were free (调休). */
const calendarDay = z.looseObject({
  day: z.iso.date(),
  kind: z.enum(['holiday', 'workday']),
  label: z.string().max(20),
});
export type CalendarDay = Readonly<z.infer<typeof calendarDay>>;

/** Work periods follow each other and none is empty. */
const inOrder = (periods: readonly WorkPeriod[]): boolean =>
  periods.every(({ from, to }, place) => from < to && (periods[place - 1]?.to ?? '00:00') <= from);
const periodList = z.array(workPeriod).min(1).max(6).refine(inOrder, '工作时段要按先后排列，互不重叠');

/** The days of one year and its working hours. A year without a table is reckoned Monday to Friday. */
export const calendarFields = {
  year: z.int().min(1990).max(2100),
  /** Hours of every working day of the year but those of `seasons`. */
  periods: periodList,
  /** Other hours from one day to another, both belonging to it (夏令作息). Seasons do not overlap. */
  seasons: z
    .array(z.looseObject({ from: z.iso.date(), to: z.iso.date(), periods: periodList }))
    .max(6)
    .optional(),
  /** True while the year's notice of moved days has not been published or taken in. */
  provisional: z.boolean().optional(),
  entries: z
    .array(calendarDay)
    .refine((days) => new Set(days.map(({ day }) => day)).size === days.length, '同一天只能列一次'),
} as const;
