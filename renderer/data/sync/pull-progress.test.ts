import { describe, expect, it } from 'vitest';
import { firstPullOf, paceMeter, PULL_KINDS } from './pull-progress.ts';

const counts = (of: Readonly<Record<string, number>>) => new Map(Object.entries(of));

describe('how far a first pull is', () => {
  it('goes by kind, in the order of need: cases, tasks and care files before homes and people', () => {
    const order = PULL_KINDS.map(({ kind }) => kind);
    expect(order.indexOf('事件')).toBeLessThan(order.indexOf('任务'));
    for (const later of ['楼栋', '房屋', '居民', '单位'])
      expect(order.indexOf('专门档案'), later).toBeLessThan(order.indexOf(later));
  });

  it('says got and total of what there is, and leaves out what there is not', () => {
    const { kinds } = firstPullOf(
      counts({ case: 30, occupancy: 12 }),
      counts({ case: 30, person: 40, occupancy: 40, household: 20 }),
      false,
      paceMeter(),
      0,
    );
    expect(kinds).toEqual([
      { kind: '事件', got: 30, total: 30 },
      { kind: '居民', got: 0, total: 40 },
      { kind: '居住和户', got: 12, total: 60 },
    ]);
  });

  it('lets a total give way that more has come than was counted', () => {
    const { kinds } = firstPullOf(counts({ case: 31 }), counts({ case: 30 }), false, paceMeter(), 0);
    expect(kinds).toEqual([{ kind: '事件', got: 31, total: 31 }]);
  });

  it('knows no end before the server has counted', () => {
    expect(firstPullOf(counts({ case: 3 }), null, false, paceMeter(), 0)).toMatchObject({
      secondsLeft: null,
      kinds: expect.arrayContaining([{ kind: '事件', got: 3, total: null }]) as unknown,
    });
  });

  it('reckons by the last half minute, and says nothing before it can or when nothing comes', () => {
    const meter = paceMeter();
    expect(meter.secondsLeft(0, 20_000, 0)).toBeNull();
    expect(meter.secondsLeft(2_000, 20_000, 2_000)).toBeNull();
    expect(meter.secondsLeft(5_000, 20_000, 5_000)).toBeCloseTo(15);
    // Slower now: the fast beginning is forgotten after half a minute.
    for (let second = 6; second <= 40; second += 1)
      meter.secondsLeft(5_000 + (second - 5) * 100, 20_000, second * 1_000);
    expect(meter.secondsLeft(8_600, 20_000, 41_000)).toBeCloseTo(114, 0);
    for (let second = 42; second <= 80; second += 1) meter.secondsLeft(8_600, 20_000, second * 1_000);
    expect(meter.secondsLeft(8_600, 20_000, 81_000)).toBeNull();
    meter.reset();
    expect(meter.secondsLeft(4_000, 10_000, 50_000)).toBeNull();
  });
});
