import { describe, expect, it } from 'vitest';
import { openParts, spokenMask } from './masks.ts';

describe('masks', () => {
  it('say what may be marked', () => {
    expect(openParts('9991**********0417')).toEqual([
      [0, 4],
      [14, 18],
    ]);
    expect(openParts('******34')).toEqual([[6, 8]]);
    expect(openParts('95533')).toEqual([[0, 5]]);
  });

  it('are read without their stars', () => {
    expect(spokenMask('100****0417')).toBe('已打码，尾号 0417');
  });
});
