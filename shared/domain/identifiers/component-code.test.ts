import { describe, expect, it } from 'vitest';
import { readComponentCode } from './component-code.ts';

describe('a component code', () => {
  it('of 17 digits is 6+2+3+6', () => {
    expect(readComponentCode(' 31011501001000123 ')).toEqual({
      ok: true,
      value: {
        code: '31011501001000123',
        layout: '6+2+3+6',
        division: '310115',
        bigClass: '01',
        smallClass: '001',
        sequence: '000123',
      },
    });
  });

  it('of 16 digits is as the district’s survey numbered', () => {
    expect(readComponentCode('3205080101000001')).toMatchObject({
      value: { layout: '6+2+2+6', smallClass: '01', sequence: '000001' },
    });
    expect(readComponentCode('3205080101000001', '6+2+3+5')).toMatchObject({
      value: { layout: '6+2+3+5', smallClass: '010', sequence: '00001' },
    });
  });

  it.each([
    ['3101150100100012', 'ok'],
    ['31011501001000', 'length'],
    ['310115010010001234', 'length'],
    ['', 'length'],
    ['3101150100100012X', 'characters'],
    ['01011501001000123', 'division'],
    ['31011501001000000', 'sequence'],
  ])('%j: %s', (typed, code) => {
    const result = readComponentCode(typed);
    expect(result.ok ? 'ok' : result.reason.code).toBe(code);
  });
});
