import type { CalendarDay } from '../../domain/work-calendar.ts';
import { dayOfDigits } from '../../lib/calendar-day.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { dayNumber } from './instant.ts';

/** What is wrong in one row of a table that somebody wants to take in. `row` counts from 1, the head line of a CSV included; 0 is the file. */
export interface RowFault {
  readonly row: number;
  readonly words: string;
}

export interface YearRead {
  readonly year: number;
  /** By day. */
  readonly entries: readonly CalendarDay[];
  /** Rows that were taken and change nothing: worth a look before the table is used. */
  readonly doubts: readonly RowFault[];
}

interface RawRow {
  readonly row: number;
  readonly day: string;
  readonly kind: string;
  readonly label: string;
}

const KINDS: Readonly<Record<string, CalendarDay['kind']>> = {
  放假: 'holiday',
  休: 'holiday',
  休息: 'holiday',
  节假日: 'holiday',
  holiday: 'holiday',
  true: 'holiday',
  上班: 'workday',
  班: 'workday',
  调休: 'workday',
  调休上班: 'workday',
  workday: 'workday',
  false: 'workday',
};

const FORMS = '日期写成 2026-10-01，类型写“放假”或“上班”';
/** More than any notice lists: a larger table is another file. */
const MOST_ROWS = 366;

/**
 * Reads one year's table of moved days out of a CSV (日期,类型,名称; commas or tabs, head line as one likes) or a JSON (a list of `{ day, kind, label }`, or an
 * object that holds one under `entries` or `days`; `date`, `isOffDay` and `name` are understood too). All faults are told at once, by row; with one fault nothing is taken.
 */
export function readCalendar(text: string): Result<YearRead, readonly RowFault[]> {
  const plain = text.replace(/^\uFEFF/, '').trim();
  const raw = /^[[{]/.test(plain) ? jsonRows(plain) : ok(csvRows(plain));
  if (!raw.ok) return raw;
  if (raw.value.length === 0) return fail([{ row: 0, words: `文件里没有日期。${FORMS}，一天一行` }]);
  if (raw.value.length > MOST_ROWS)
    return fail([{ row: 0, words: `有 ${String(raw.value.length)} 行，一年的节假日表不会这么长，请核对文件` }]);
  const read = raw.value.map((row) => [row, readDay(row)] as const);
  const entries = read.flatMap(([, day]) => (typeof day === 'string' ? [] : [day]));
  const year = Number(entries[0]?.day.slice(0, 4));
  const faults = read.flatMap(([row, day], place) => {
    if (typeof day === 'string') return [{ row: row.row, words: day }];
    if (Number(day.day.slice(0, 4)) !== year)
      return [{ row: row.row, words: `${day.day} 不在 ${String(year)} 年，一个文件只放一年` }];
    const before = read.findIndex(([, other]) => typeof other !== 'string' && other.day === day.day);
    return before === place
      ? []
      : [{ row: row.row, words: `${day.day} 与第 ${String(read[before]?.[0].row)} 行重复，只留一行` }];
  });
  if (faults.length > 0) return fail(faults);
  const doubts = read.flatMap(([row, day]) => (typeof day !== 'string' && isUsual(day) ? [doubt(row, day)] : []));
  return ok({ year, entries: entries.sort((a, b) => (a.day < b.day ? -1 : 1)), doubts });
}

/** 0 is Monday. */
const weekdayOf = (day: string): number => (dayNumber(day) + 3) % 7;
const isUsual = ({ day, kind }: CalendarDay): boolean => kind === 'workday' && weekdayOf(day) < 5;
const doubt = ({ row }: RawRow, { day }: CalendarDay): RowFault => ({
  row,
  words: `${day} 是周${'一二三四五六日'.charAt(weekdayOf(day))}，本来就上班，请核对是不是写错了日子`,
});

/** The day that a row says, or what is wrong with it. */
function readDay({ day, kind, label }: RawRow): CalendarDay | string {
  const digits = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(day.trim());
  const known = digits === null ? undefined : dayOfDigits(eightDigits(digits));
  if (day.trim() === '') return `没有日期。${FORMS}`;
  if (digits === null) return `日期“${day.slice(0, 20)}”认不出。${FORMS}`;
  if (known === undefined) return `没有“${day.slice(0, 20)}”这一天`;
  const read = KINDS[kind.trim().toLowerCase()];
  if (read === undefined)
    return kind.trim() === '' ? `没有类型。${FORMS}` : `类型“${kind.slice(0, 20)}”认不出。${FORMS}`;
  if (label.length > 20) return '名称最多 20 个字';
  return { day: known, kind: read, label: label.trim() };
}

const eightDigits = ([, year = '', month = '', date = '']: readonly string[]): string =>
  `${year}${month.padStart(2, '0')}${date.padStart(2, '0')}`;

/** No cell of such a table holds a comma, so that a row is split without regard for quotes. */
function csvRows(text: string): readonly RawRow[] {
  return text
    .split(/\r?\n/)
    .map((line, place) => ({
      row: place + 1,
      cells: line.split(/[,，\t]/).map((cell) => cell.replaceAll('"', '').trim()),
    }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
    .filter(({ row, cells }) => row !== 1 || /\d/.test(cells[0] ?? ''))
    .map(({ row, cells: [day = '', kind = '', label = ''] }) => ({ row, day, kind, label }));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const cellText = (...values: readonly unknown[]): string => {
  const value = values.find((one) => one !== undefined && one !== null);
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number' ? String(value) : '';
};

function jsonRows(text: string): Result<readonly RawRow[], readonly RowFault[]> {
  const parsed = parsedJson(text);
  if (parsed === undefined) return fail([{ row: 0, words: '这不是完整的 JSON，可能没有复制全。文件没有被读入' }]);
  const list = isObject(parsed) ? (parsed['entries'] ?? parsed['days']) : parsed;
  if (!Array.isArray(list)) return fail([{ row: 0, words: 'JSON 里没有日期的列表（entries 或 days）' }]);
  return ok(
    list.map((one: unknown, place) => {
      const row = isObject(one) ? one : {};
      return {
        row: place + 1,
        day: cellText(row['day'], row['date']),
        kind: cellText(row['kind'], row['isOffDay']),
        label: cellText(row['label'], row['name']),
      };
    }),
  );
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
