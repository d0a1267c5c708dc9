import type { Cell } from './sheet.ts';

const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
/** Excel counts days from here; its serial numbers of our years. */
const EXCEL_EPOCH_MS = Date.UTC(1899, 11, 30);
const [FIRST_SERIAL, LAST_SERIAL] = [36_526, 73_050];
const [FIRST_YEAR, LAST_YEAR] = [2000, 2099];

/** A day alone: its beginning, or as a term its last second. */
export type DayAs = 'beginning' | 'end';

const WRITTEN =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\s*(上午|下午|晚上|凌晨|中午)?\s*(\d{1,2})(?::(\d{1,2}))?(?::(\d{1,2}))?(?:\.\d+)?:?)?$/u;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$/;
const SERIAL = /^\s*\d{5}(?:\.\d+)?\s*$/;
const WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/i;

const isOurs = (year: number): boolean => year >= FIRST_YEAR && year <= LAST_YEAR;

/** A wall clock of Shanghai, in ms of the same figures in UTC, as an instant. */
const instantOf = (wallMs: number): string => new Date(wallMs - SHANGHAI_MS).toISOString();

function instantOfParts(
  [year, month, day]: readonly [number, number, number],
  time: readonly [number, number, number] | undefined,
  dayAs: DayAs,
): string | undefined {
  const dayMs = Date.UTC(year, month - 1, day);
  const is = new Date(dayMs);
  if (!isOurs(year) || is.getUTCMonth() !== month - 1 || is.getUTCDate() !== day) return undefined;
  if (time === undefined) return instantOf(dayAs === 'end' ? dayMs + DAY_MS - 1_000 : dayMs);
  const [hour, minute, second] = time;
  if (hour > 24 || minute > 59 || second > 59 || (hour === 24 && minute + second > 0)) return undefined;
  return instantOf(dayMs + ((hour * 60 + minute) * 60 + second) * 1_000);
}

/** What stands in the text as one spelling: 2026年11月20日 8时30分 → 2026-11-20 8:30. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .replaceAll(/[年月]/gu, '-')
    .replace('日', ' ')
    .replaceAll(/[时点分]/gu, ':')
    .replaceAll(/秒|前$/gu, '')
    .replace(/T(?=\d)/, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

function ofText(text: string, dayAs: DayAs): string | undefined {
  if (WITH_ZONE.test(text)) {
    const ms = Date.parse(text);
    return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
  }
  const written = plain(text);
  const compact = COMPACT.exec(written);
  const parts = compact ?? WRITTEN.exec(written);
  if (parts === null) return undefined;
  const [part, hour, minute, second] = compact === null ? parts.slice(4) : [undefined, ...parts.slice(4)];
  const day = [Number(parts[1]), Number(parts[2]), Number(parts[3])] as const;
  if (hour === undefined) return instantOfParts(day, undefined, dayAs);
  const isAfterNoon = (part === '下午' || part === '晚上') && Number(hour) < 12;
  const time = [Number(hour) + (isAfterNoon ? 12 : 0), Number(minute ?? 0), Number(second ?? 0)] as const;
  return instantOfParts(day, time, dayAs);
}

const isSerial = (days: number): boolean => days >= FIRST_SERIAL && days <= LAST_SERIAL;
/** A serial number has its time as a fraction: whole seconds are meant. */
function ofSerial(days: number, dayAs: DayAs): string {
  const wallMs = EXCEL_EPOCH_MS + Math.round(days * 86_400) * 1_000;
  return instantOf(Number.isInteger(days) && dayAs === 'end' ? wallMs + DAY_MS - 1_000 : wallMs);
}

/**
 * An instant (ISO, UTC) out of a cell as people and systems write them: date cells, serial numbers of Excel, 2026-11-20 08:30, 2026/11/20, 2026年11月20日 8时30分, 20261120083000, full width too.
 * All are Shanghai time unless they name a zone. Undefined where it is none.
 */
export function readMoment(cell: Cell, dayAs: DayAs): string | undefined {
  if (cell instanceof Date) {
    const ms = cell.getTime();
    if (Number.isNaN(ms) || !isOurs(cell.getUTCFullYear())) return undefined;
    return instantOf(ms % DAY_MS === 0 && dayAs === 'end' ? ms + DAY_MS - 1_000 : ms);
  }
  if (typeof cell === 'number') return isSerial(cell) ? ofSerial(cell, dayAs) : ofText(String(cell), dayAs);
  if (typeof cell !== 'string') return undefined;
  // Where the cell had no format, a file of text has the number as it is.
  const serial = SERIAL.test(cell) ? Number(cell) : NaN;
  return isSerial(serial) ? ofSerial(serial, dayAs) : ofText(cell, dayAs);
}
