/** Documents carry UTC; people read Shanghai time, UTC+8 all year since 1992. */
const OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const;

interface Parts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly weekday: string;
  readonly hourMinute: string;
  readonly hourMinuteSecond: string;
  /** Days since 1970 in Shanghai. */
  readonly dayNumber: number;
}

function partsOf(atMs: number): Parts {
  const shifted = new Date(atMs + OFFSET_MS);
  const iso = shifted.toISOString();
  return {
    year: iso.slice(0, 4),
    month: iso.slice(5, 7),
    day: iso.slice(8, 10),
    weekday: WEEKDAYS[shifted.getUTCDay()] ?? '',
    hourMinute: iso.slice(11, 16),
    hourMinuteSecond: iso.slice(11, 19),
    dayNumber: Math.floor((atMs + OFFSET_MS) / DAY_MS),
  };
}

/** 09:42 */
export const hourMinute = (iso: string): string => partsOf(Date.parse(iso)).hourMinute;
/** 09:41:56, where a receipt is meant. */
export const hourMinuteSecond = (iso: string): string => partsOf(Date.parse(iso)).hourMinuteSecond;

/** `今天 09:42`, `昨日 16:05`, `11-18 09:02`, `2025-11-18 09:02`. */
export function momentWords(iso: string, nowMs: number): string {
  const at = partsOf(Date.parse(iso));
  const now = partsOf(nowMs);
  const daysAgo = now.dayNumber - at.dayNumber;
  if (daysAgo === 0) return `今天 ${at.hourMinute}`;
  if (daysAgo === 1) return `昨日 ${at.hourMinute}`;
  const day = `${at.month}-${at.day} ${at.hourMinute}`;
  return at.year === now.year ? day : `${at.year}-${day}`;
}

/** As short as a row allows: `09:42`, `昨日 16:05`, `11-18`, `2025-11-18`. */
export function briefMoment(iso: string, nowMs: number): string {
  const at = partsOf(Date.parse(iso));
  const now = partsOf(nowMs);
  const daysAgo = now.dayNumber - at.dayNumber;
  if (daysAgo === 0) return at.hourMinute;
  if (daysAgo === 1) return `昨日 ${at.hourMinute}`;
  const day = `${at.month}-${at.day}`;
  return at.year === now.year ? day : `${at.year}-${day}`;
}

/** 2026-11-20 周五 09:42 */
export function fullMoment(atMs: number): string {
  const { year, month, day, weekday, hourMinute: time } = partsOf(atMs);
  return `${year}-${month}-${day} ${weekday} ${time}`;
}

/** 2026-11-20: the day in Shanghai, as records write days. */
export function shanghaiDay(atMs: number): string {
  const { year, month, day } = partsOf(atMs);
  return `${year}-${month}-${day}`;
}

/** 11 月 20 日 周五 */
export function dayWords(atMs: number): string {
  const { month, day, weekday } = partsOf(atMs);
  return `${String(Number(month))} 月 ${String(Number(day))} 日 ${weekday}`;
}

/** 11-20 09:42, for captions and watermarks. */
export function stampWords(atMs: number): string {
  const { month, day, hourMinute: time } = partsOf(atMs);
  return `${month}-${day} ${time}`;
}

/** `24 分`, `3 小时 12 分`, `2 天 4 小时`. Never less than one minute. */
export function durationWords(durationMs: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(durationMs) / 60_000));
  if (minutes < 60) return `${String(minutes)} 分`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24)
    return minutes % 60 === 0 ? `${String(hours)} 小时` : `${String(hours)} 小时 ${String(minutes % 60)} 分`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${String(days)} 天` : `${String(days)} 天 ${String(hours % 24)} 小时`;
}
