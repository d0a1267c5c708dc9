import { describe, expect, it } from 'vitest';
import { maskedIdNumber, maskedPhone, openParts, spokenMask } from './masks.ts';

describe('masks', () => {
  it('leaves four and four of a citizen id, and its length', () => {
    expect(maskedIdNumber('999115194208110417')).toBe('9991**********0417');
    expect(maskedIdNumber('999115420811041')).toBe('9991*******1041');
  });

  it('leaves three and four of a phone', () => {
    expect(maskedPhone('10012340417')).toBe('100****0417');
  });

  it('leaves only the tail of what is short', () => {
    expect(maskedIdNumber('E1234567')).toBe('******67');
    expect(maskedPhone('58881234')).toBe('******34');
    expect(maskedPhone('')).toBe('');
  });

  it('says what may be marked and how it is read', () => {
    expect(openParts('9991**********0417')).toEqual([
      [0, 4],
      [14, 18],
    ]);
    expect(openParts('******34')).toEqual([[6, 8]]);
    expect(spokenMask('100****0417')).toBe('已打码，尾号 0417');
  });
});
