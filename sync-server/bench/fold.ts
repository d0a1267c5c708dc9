import { foldLog, projectFold } from '../../shared/cases/fold.ts';
import type { LogEntry } from '../../shared/domain/case.ts';
import { logOf, WAY_TO, type Told } from '../../shared/testing/lifecycle.ts';
import { seededRandom } from '../../shared/lib/random.ts';
import { calibrateMs } from './lib/calibrate.ts';
import { printResult } from './lib/print-result.ts';

/*
 * How long it takes to fold logs and to write the projection from them: 50,000 cases anew, as after an update that brings another version of the machine. Most are closed,
 * some after a return, a failed check or both; the rest lie in every state.
 */

const CASES = 50_000;
/** Folded before the measurement, so that it finds the code warm. */
const WARM = 2_000;

const REWORKED: readonly Told[] = [...WAY_TO.rework, 'startRework', 'finish', 'startCheck', 'passCheck', 'close'];
const RETURNED: readonly Told[] = [
  ...WAY_TO.handling,
  'note',
  'returnToDispatch',
  ...([
    'dispatch',
    'sign',
    'finish',
    'startCheck',
    'failCheck',
    'startRework',
    'finish',
    'passCheck',
    'close',
  ] as const),
];
/** Of ten cases: seven closed straight, one reworked, one returned, one on its way. */
const WAYS: readonly (readonly Told[])[] = [...Array.from({ length: 7 }, () => WAY_TO.closed), REWORKED, RETURNED];

function logs(): readonly (readonly LogEntry[])[] {
  const chance = seededRandom(50);
  const underway = Object.values(WAY_TO).filter((way) => way.length > 0);
  const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(chance() * all.length)];
  return Array.from({ length: CASES }, (_, nth) =>
    logOf((nth % 10 === 9 ? pick(underway) : pick(WAYS)) ?? WAY_TO.closed).map((entry, place) => ({
      ...entry,
      stamp: { seq: place + 1, at: entry.at },
    })),
  );
}

function secondsOf(work: () => void): number {
  const startedAt = performance.now();
  work();
  return (performance.now() - startedAt) / 1_000;
}

const calibMs = calibrateMs();
console.log(`写 ${String(CASES)} 件的经过`);
const all = logs();
const entries = all.reduce((sum, log) => sum + log.length, 0);
const foldAll = (some: readonly (readonly LogEntry[])[]): void => {
  const without = some.filter((log) => projectFold(foldLog(log)) === null).length;
  if (without > 0) throw new Error(`${String(without)} 件没有折叠出来`);
};
foldAll(all.slice(0, WARM));
const seconds = secondsOf(() => {
  foldAll(all);
});
printResult('fold', [
  { key: 'entries_per_s', words: '每秒折叠的经过', value: Math.round(entries / seconds), unit: '条' },
  {
    key: 'refold_50k_s',
    words: `${String(CASES)} 件、${String(entries)} 条经过全部重新折叠并写出投影`,
    value: Number(seconds.toFixed(2)),
    unit: '秒',
  },
  { key: 'calib_ms', words: '固定的一段计算', value: calibMs, unit: '毫秒' },
]);
