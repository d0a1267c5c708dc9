import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { calibrateMs } from './lib/calibrate.ts';
import { printResult } from './lib/print-result.ts';
import { EFFECTS, type Effect } from '../test/chaos/effects.ts';
import { failure, openStage, play, storyOf } from '../test/chaos/stage.ts';
import type { Step, Story } from '../test/chaos/story.ts';

/*
 * Story after story of the fault simulator (`sync-server/test/chaos`), each from its seed: `--minutes N`, or `--seeds N`; `--from K` begins there, and goes on where a
 * run was cut off. `--shrink S`: so many seconds for the shortest story of a seed that fails. `--story FILE`: the steps of one story, as a failure prints them.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    steps: { type: 'string' },
    story: { type: 'string' },
    shrink: { type: 'string', default: '240' },
  },
});
const from = Number(values.from);
const count = values.seeds === undefined ? (values.minutes === undefined ? 20 : Infinity) : Number(values.seeds);
if (!(count > 0)) throw new Error(`--seeds ${String(values.seeds)}: a number above 0`);
const untilMs = values.minutes === undefined ? Infinity : Date.now() + Number(values.minutes) * 60_000;

const steps = values.story === undefined ? null : (JSON.parse(readFileSync(values.story, 'utf8')) as readonly Step[]);
/** CPU of this process and of all it has waited for, as far as the system tells: clock ticks of a hundredth of a second. */
function cpuMs(): number {
  if (!existsSync('/proc/self/stat')) return 0;
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * 10, 0);
}
const storyFrom = (seed: number): Story =>
  steps === null ? storyOf(seed, values.steps === undefined ? undefined : Number(values.steps)) : { seed, steps };

const calib = calibrateMs();
const sums = { seeds: 0, ops: 0, crashes: 0, acknowledged: 0, lost: 0, diverged: 0, leaked: 0, illegal: 0 };
const effects = new Map<Effect, number>(EFFECTS.map((effect) => [effect, 0]));
/** In so many stories each kind of fault happens, or it cannot. */
const ENOUGH = 60;
const failed: number[] = [];
const stage = await openStage();
const cpuBefore = cpuMs();
const ending = new AbortController();
process.once('SIGINT', () => {
  ending.abort();
});
try {
  for (let seed = from; seed < from + count && Date.now() < untilMs && !ending.signal.aborted; seed += 1) {
    const begunMs = Date.now();
    const story = storyFrom(seed);
    const played = await play(story, stage);
    sums.seeds += 1;
    for (const key of ['ops', 'crashes', 'acknowledged'] as const) sums[key] += played[key];
    for (const { promise } of played.findings) sums[promise] += 1;
    for (const [effect, times] of played.effects) effects.set(effect, (effects.get(effect) ?? 0) + times);
    if (played.findings.length > 0) {
      failed.push(seed);
      console.log(await failure(story, played, stage, Number(values.shrink) * 1_000));
    }
    console.log(
      `seed ${String(seed)}: ${String(played.ops)} done, ${String(played.crashes)} kills, ${String(played.acknowledged)} acknowledged, ${String(played.findings.length)} findings, ${String(Date.now() - begunMs)} ms; failed so far: ${failed.join(' ') || 'none'}`,
    );
  }
} finally {
  await stage.close();
}
console.log([...effects].map(([effect, times]) => `${effect}: ${String(times)}`).join('; '));
const missing = EFFECTS.filter((effect) => effects.get(effect) === 0);
printResult('chaos', [
  {
    key: 'seeds',
    words: `stories, from ${String(from)} on; failed: ${failed.join(' ') || 'none'}`,
    value: sums.seeds,
    unit: '',
  },
  { key: 'ops', words: 'things that people did, at workstations and at the centre', value: sums.ops, unit: '' },
  { key: 'crashes', words: 'processes killed, workstations and servers', value: sums.crashes, unit: '' },
  { key: 'acknowledged', words: 'documents that the centre said it has', value: sums.acknowledged, unit: '' },
  { key: 'lost', words: 'acknowledged or told to be written, and nowhere', value: sums.lost, unit: '' },
  {
    key: 'diverged',
    words: 'differences between a terminal and the centre after quiet',
    value: sums.diverged,
    unit: '',
  },
  { key: 'leaked', words: 'documents shown or kept outside of rights', value: sums.leaked, unit: '' },
  { key: 'illegal', words: 'logs, chains and indexes that are not what they must be', value: sums.illegal, unit: '' },
  {
    key: 'cpu_ms',
    words: 'of CPU a story',
    value: Math.round((cpuMs() - cpuBefore) / Math.max(1, sums.seeds)),
    unit: 'ms',
  },
  { key: 'calib_ms', words: 'calibration', value: calib, unit: 'ms' },
]);
// A story that fails is a fault found, not a slow machine; and a fault that never took effect was not tried.
if (failed.length > 0) process.exitCode = 1;
if (sums.seeds >= ENOUGH && missing.length > 0) {
  console.error(`never happened: ${missing.join('; ')}`);
  process.exitCode = 1;
}
