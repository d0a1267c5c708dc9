import { createHash } from 'node:crypto';
import { median } from './median.ts';

/** A fixed piece of work of the kind the server does: numbers, text, hashing. Sets the other figures of a run in proportion to the machine. */
function work(): string {
  const hash = createHash('sha256');
  let state = 1;
  for (let round = 0; round < 40; round += 1) {
    const rows = Array.from({ length: 4_000 }, (_, index) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return { id: `case:${state.toString(36)}`, index, scope: String(310_115_005_000 + (state % 999)) };
    });
    rows.sort((a, b) => (a.id < b.id ? -1 : 1));
    hash.update(JSON.stringify(rows));
  }
  return hash.digest('hex');
}

const ROUNDS = 5;

/** Milliseconds of the fixed workload, the median of a few. */
export function calibrateMs(): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  });
  return Math.round(median(times));
}
