import { caseNumber, shanghaiDay } from '../../../shared/domain/case-number.ts';
import { COUNTER, type SystemDocuments } from '../store/system-documents.ts';

type Counter = Readonly<{ last: number }>;

/**
 * Numbers of cases: division and day, then a count. The counter is one document per division and day, moved on before its numbers are used, by whoever
 * is first: several servers on one store never give the same number. Who asks of one server at the same time is served together, by one writing. A crash in between leaves a gap, never a double.
 */
export interface CaseNumbers {
  /** One number per scope, in order, all of the same day. */
  readonly take: (scopes: readonly string[], nowMs: number) => Promise<readonly string[]>;
  /** Numbers given elsewhere (the demonstration): the count goes on behind them. */
  readonly note: (numbers: readonly string[]) => Promise<void>;
}

/** After a restore the count of the day goes on from here, at the least. */
type Floor = Readonly<{ day: string; least: number }>;
const FLOOR = 'counter-floor';

/** More than any district gives in a minute, and a distance to what was given before. */
const MOST_A_MINUTE = 50;
const GAP = 10_000;
/** One for each division and day. */
const MOST_COUNTS = 64;

/**
 * Called when data is put back from a backup: numbers that were given after the backup are held by people and terminals and must not be given twice. Only those
 * of today can be, for a number holds its day. The floor rises with the hour faster than numbers are given, so that it also holds for a second restore on the same day.
 */
export async function leaveGap(system: SystemDocuments, nowMs: number): Promise<void> {
  const minute = Math.floor(((nowMs + 8 * 3_600_000) % 86_400_000) / 60_000);
  await system.update<Floor>(FLOOR, () => ({ day: shanghaiDay(nowMs), least: GAP + MOST_A_MINUTE * minute }));
}

const counterId = (divisionAndDay: string): string => COUNTER + divisionAndDay;

export function openCaseNumbers(system: SystemDocuments): CaseNumbers {
  const leastOf = async (divisionAndDay: string): Promise<number> => {
    const found = await system.read<Floor>(FLOOR);
    return found !== null && divisionAndDay.endsWith(found.day) ? found.least : 0;
  };
  /** Counts as they were left here. Where one stands there still nobody else has counted, and it is behind any floor that there was then. */
  const left = new Map<string, number>();
  const reserve = async (divisionAndDay: string, count: number): Promise<number> => {
    const id = counterId(divisionAndDay);
    const found = { isAsLeft: false };
    let after = await system.update<Counter>(id, (before) => {
      found.isAsLeft = before !== null && before.last === left.get(divisionAndDay);
      return before !== null && found.isAsLeft ? { last: before.last + count } : null;
    });
    if (!found.isAsLeft) {
      const least = await leastOf(divisionAndDay);
      after = await system.update<Counter>(id, (before) => ({ last: Math.max(before?.last ?? 0, least) + count }));
    }
    const last = after?.last ?? count;
    if (left.size >= MOST_COUNTS) left.clear();
    left.set(divisionAndDay, last);
    return last - count;
  };

  /** By counter: what is reserved next, for everybody who asks while a reservation is under way. Each by himself they would only be in each other's way. */
  const gathering = new Map<string, { count: number; readonly first: Promise<number> }>();
  const underWay = new Map<string, Promise<unknown>>();
  const reserveTogether = async (key: string, count: number): Promise<number> => {
    const next = gathering.get(key);
    if (next !== undefined) {
      const before = next.count;
      next.count += count;
      return (await next.first) + before;
    }
    const first: Promise<number> = (underWay.get(key) ?? Promise.resolve()).then(() => {
      gathering.delete(key);
      return reserve(key, gathered.count);
    });
    const gathered = { count, first };
    gathering.set(key, gathered);
    // Whether it came to something is told to those who wait for it, not to those behind them.
    const over: Promise<void> = first
      .catch(() => undefined)
      .then(() => {
        if (underWay.get(key) === over) underWay.delete(key);
      });
    underWay.set(key, over);
    return first;
  };

  return {
    take: async (scopes, nowMs) => {
      const day = shanghaiDay(nowMs);
      const next = new Map<string, number>();
      for (const division of new Set(scopes.map((scope) => scope.slice(0, 6)))) {
        const count = scopes.filter((scope) => scope.startsWith(division)).length;
        next.set(division, await reserveTogether(division + day, count));
      }
      return scopes.map((scope) => {
        const division = scope.slice(0, 6);
        const sequence = (next.get(division) ?? 0) + 1;
        next.set(division, sequence);
        return caseNumber(scope, nowMs, sequence);
      });
    },
    note: async (numbers) => {
      const highest = new Map<string, number>();
      for (const number of numbers) {
        const key = number.slice(0, 14);
        highest.set(key, Math.max(highest.get(key) ?? 0, Number(number.slice(14))));
      }
      for (const [key, last] of highest) {
        await system.update<Counter>(counterId(key), (before) =>
          before !== null && before.last >= last ? null : { last },
        );
      }
    },
  };
}
