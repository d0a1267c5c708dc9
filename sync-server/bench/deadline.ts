import { readFileSync } from 'node:fs';
import { addTime } from '../../shared/cases/deadline/add-time.ts';
import { workCalendar } from '../../shared/cases/deadline/calendar.ts';
import { remaining } from '../../shared/cases/deadline/elapsed.ts';
import { spanOf, type Span } from '../../shared/cases/deadline/span.ts';
import type { CalendarTable } from '../../shared/domain/catalog-resources.ts';
import type { LocalStandards } from '../../shared/geo/resources.ts';
import { seededRandom } from '../../shared/lib/random.ts';
import { calibrateMs } from './lib/calibrate.ts';
import { median } from './lib/median.ts';
import { printResult } from './lib/print-result.ts';
import { minuteWalker } from './lib/walk-minutes.ts';

/*
 * How fast the deadline engine is: cases opened at any minute of two years, each by a row of the local standard, against a walk minute by minute over the same ones.
 * Both must come to the same instants, or there is no figure.
 */

const CASES = 400_000;
/** The walk is so much slower that it gets fewer; both are divided by their count. */
const WALKED = 8_000;
const ROUNDS = 7;
const FIRST_MS = Date.parse('2026-01-01T00:00:00+08:00');
const MINUTES = 2 * 365 * 24 * 60;

interface Opened {
  readonly fromMs: number;
  readonly span: Span;
}

const read = (path: string): unknown => JSON.parse(readFileSync(`resources/catalogs/${path}`, 'utf8'));

function opened(count: number): readonly Opened[] {
  const chance = seededRandom(2026);
  const limits = (read('local-standards.json') as LocalStandards).entries.map(({ limit }) => spanOf(limit));
  const draw = (below: number): number => Math.floor(chance() * below);
  return Array.from({ length: count }, () => ({
    fromMs: FIRST_MS + draw(MINUTES) * 60_000,
    span: limits[draw(limits.length)] ?? { clock: 'work', ms: 0 },
  }));
}

/** Milliseconds per piece: the middle of the rounds. */
function timePerCase<T>(cases: readonly T[], work: (one: T) => number): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const startedAt = performance.now();
    let sum = 0;
    for (const one of cases) sum += work(one);
    if (Number.isNaN(sum)) throw new Error('没有算出时刻');
    return (performance.now() - startedAt) / cases.length;
  });
  return median(times);
}

const tables = [2026, 2027].map((year) => read(`calendar-${String(year)}.json`) as CalendarTable);
const calendar = workCalendar(tables);
const walk = minuteWalker(tables);
const cases = opened(CASES);
const few = cases.slice(0, WALKED);
const calibMs = calibrateMs();

const wrong = few.find(({ fromMs, span }) => addTime(calendar, fromMs, span) !== walk(fromMs, span));
if (wrong !== undefined) throw new Error(`逐分钟走得出的时刻不同：${JSON.stringify(wrong)}`);

const oursMs = timePerCase(cases, ({ fromMs, span }) => addTime(calendar, fromMs, span));
const walkMs = timePerCase(few, ({ fromMs, span }) => walk(fromMs, span));
const leftMs = timePerCase(cases, ({ fromMs, span }) =>
  remaining(calendar, span, [{ fromMs, toMs: fromMs + 3 * 86_400_000 }]),
);
printResult('deadline', [
  {
    key: 'per_s',
    words: '每秒算出的到期时刻，时限按本街道标准，起点在两年内任意一分钟',
    value: Math.round(1_000 / oursMs),
    unit: '个',
  },
  { key: 'ratio_naive', words: '逐分钟走的时间是它的', value: Math.round(walkMs / oursMs), unit: '倍' },
  { key: 'left_per_s', words: '每秒算出的剩余时间', value: Math.round(1_000 / leftMs), unit: '个' },
  { key: 'calib_ms', words: '固定的一段计算', value: calibMs, unit: '毫秒' },
]);
