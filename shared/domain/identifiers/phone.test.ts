import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalisedPhone, readPhone } from './phone.ts';

const real = (text: string) => readPhone(text, { isDemonstration: false });

describe('a telephone', () => {
  it.each([
    ['13812345678', '13812345678', 'mobile'],
    ['138 1234 5678', '13812345678', 'mobile'],
    ['１３８-1234-5678', '13812345678', 'mobile'],
    ['+86 138 1234 5678', '13812345678', 'mobile'],
    ['8613812345678', '13812345678', 'mobile'],
    ['19912345678', '19912345678', 'mobile'],
    ['021-58881234', '021-58881234', 'landline'],
    ['02158881234', '021-58881234', 'landline'],
    ['（021）5888 1234', '021-58881234', 'landline'],
    ['021－58881234转802', '021-58881234-802', 'landline'],
    ['+86-21-58881234', '021-58881234', 'landline'],
    ['0086 10 65881234', '010-65881234', 'landline'],
    ['0512-6522123', '0512-6522123', 'landline'],
    ['051265221234', '0512-65221234', 'landline'],
    ['4008-123-123', '4008123123', 'service'],
    ['95588', '95588', 'service'],
    ['12345', '12345', 'service'],
    ['+852 9123 4567', '+85291234567', 'abroad'],
    ['00852 9123 4567', '+85291234567', 'abroad'],
  ])('%s is %s: %s', (typed, number, kind) => {
    expect(real(typed)).toEqual({ ok: true, value: { number, kind } });
    expect(normalisedPhone(typed)).toBe(number);
  });

  it('of the demonstration holds only there', () => {
    expect(readPhone('100 1234 5678', { isDemonstration: true })).toEqual({
      ok: true,
      value: { number: '10012345678', kind: 'demonstration' },
    });
    expect(real('10012345678')).toMatchObject({ ok: false, reason: { code: 'demonstration' } });
  });

  it.each([
    ['', 'empty'],
    ['没有', 'characters'],
    ['12812345678', 'prefix'],
    ['1381234567', 'length'],
    ['138123456789', 'length'],
    ['58881234', 'areaCode'],
    ['0', 'form'],
    ['021-5888', 'form'],
  ])('%j is refused as %s, with an example', (typed, code) => {
    expect(real(typed)).toMatchObject({ ok: false, reason: { code, words: expect.stringContaining('如 ') as string } });
  });

  it('that is none stays as it was typed', () => {
    expect(normalisedPhone(' 13812345678 13987654321 ')).toBe('13812345678 13987654321');
  });

  it('normalised stays as it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9() +-]{5,16}$/)), (typed) => {
        expect(normalisedPhone(normalisedPhone(typed))).toBe(normalisedPhone(typed));
      }),
    );
  });
});
