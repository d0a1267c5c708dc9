import { expect, it } from 'vitest';
import { tokenBuckets } from './token-buckets.ts';

it('gives so many at once, then so many a second, and to each key its own', () => {
  let now = 0;
  const { take } = tokenBuckets({ burst: 3, perSecond: 2 }, () => now);
  expect([take('a'), take('a'), take('a')]).toEqual([0, 0, 0]);
  expect(take('a')).toBe(500);
  expect(take('b')).toBe(0);
  now = 400;
  expect(take('a')).toBeCloseTo(100);
  now = 500;
  expect([take('a'), take('a')]).toEqual([0, 500]);
  now = 60_000;
  expect([take('a'), take('a'), take('a'), take('a')]).toEqual([0, 0, 0, 500]);
});

it('forgets made-up keys before those that are in use', () => {
  const { take } = tokenBuckets({ burst: 1, perSecond: 0.001 }, () => 0, 100);
  take('first');
  for (let nth = 0; nth < 99; nth += 1) take(`made-up ${String(nth)}`);
  take('in use');
  expect(take('in use')).toBeGreaterThan(0);
  expect(take('first')).toBe(0);
});
