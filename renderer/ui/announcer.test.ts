import { expect, it } from 'vitest';
import { createAnnouncer, LEAST_GAP_MS } from './announcer.ts';

function anAnnouncer() {
  const said: string[] = [];
  const waits: { run: () => void; milliseconds: number }[] = [];
  const clock = { now: 0 };
  const announce = createAnnouncer({
    say: (words) => said.push(words),
    now: () => clock.now,
    wait: (run, milliseconds) => waits.push({ run, milliseconds }),
  });
  const flush = (): number => {
    const next = waits.shift();
    if (next === undefined) throw new Error('nothing waits');
    clock.now += next.milliseconds;
    next.run();
    return next.milliseconds;
  };
  return { announce, said, flush, clock };
}

it('says the first thing at once and the next not before the gap is over', () => {
  const { announce, said, flush, clock } = anAnnouncer();
  announce('有 1 条新的');
  expect(flush()).toBe(0);
  clock.now += 3_000;
  announce('有 2 条新的');
  expect(flush()).toBe(LEAST_GAP_MS - 3_000);
  expect(said).toEqual(['有 1 条新的', '有 2 条新的']);
});

it('joins what came in the gap, the newest of each topic only', () => {
  const { announce, said, flush } = anAnnouncer();
  announce('有 1 条新的', 'arrivals');
  announce('有 3 条新的', 'arrivals');
  announce('已恢复联机。');
  flush();
  expect(said).toEqual(['有 3 条新的 已恢复联机。']);
});
