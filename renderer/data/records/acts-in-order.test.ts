import { expect, it } from 'vitest';
import { actsInOrder } from './acts-in-order.ts';

it('keeps the order of acts that the clock does not tell apart', () => {
  const momentOf = actsInOrder();
  expect([1_000, 1_000, 1_000, 1_001, 1_050].map(momentOf)).toEqual([1_000, 1_001, 1_002, 1_003, 1_050]);
});

it('goes back with a clock that is put right, and does not go on from the wrong day', () => {
  const momentOf = actsInOrder();
  const [right, tomorrow] = [1_000_000, 1_000_000 + 86_400_000];
  expect(momentOf(tomorrow)).toBe(tomorrow);
  expect(momentOf(right)).toBe(right);
  expect(momentOf(right)).toBe(right + 1);
});
