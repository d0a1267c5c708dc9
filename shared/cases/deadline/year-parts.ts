import { plusDays } from '../../lib/calendar-day.ts';
import type { YearTable } from './calendar.ts';

/** One published version of one year's table. */
export interface YearVersion extends YearTable {
  /** The area that it is of, as a code. */
  readonly scope: string;
  readonly version: number;
  /** Calendar days, both belonging to it. */
  readonly validFrom: string;
  readonly validTo?: string | undefined;
}

/** The nearest area first, there the newest version, and of two tables with one number that which begins later. */
const byPrecedence = (a: YearVersion, b: YearVersion): number =>
  b.scope.length - a.scope.length || b.version - a.version || (a.validFrom < b.validFrom ? 1 : -1);

const isInForce = ({ validFrom, validTo }: YearVersion, day: string): boolean =>
  validFrom <= day && (validTo === undefined || day <= validTo);

/**
 * The tables by which the days of one year are read, each for its own stretch. A day goes by the version in force on it: what is published today moves deadlines that lie ahead, and
 * never makes late, or in time, what is behind. Days on which none was in force yet go by the first version there is: a table describes a year.
 */
export function yearParts(versions: readonly YearVersion[]): readonly YearTable[] {
  const [one] = versions;
  if (one === undefined) return [];
  const ranked = [...versions].sort(byPrecedence);
  const oldest = ranked.findLast(({ scope }) => scope === ranked[0]?.scope);
  const [first, last] = [`${String(one.year)}-01-01`, `${String(one.year)}-12-31`];
  const begins = ranked.flatMap(({ validFrom, validTo }) => [
    validFrom,
    ...(validTo === undefined ? [] : [plusDays(validTo, 1)]),
  ]);
  const cuts = [first, ...[...new Set(begins)].filter((day) => first < day && day <= last).sort()];
  return cuts.flatMap((from, at) => {
    const table = ranked.find((version) => isInForce(version, from)) ?? oldest;
    const next = cuts[at + 1];
    return table === undefined ? [] : [{ ...table, from, to: next === undefined ? last : plusDays(next, -1) }];
  });
}
