import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { organisationCheckCharacter, readUnifiedCode, unifiedCheckCharacter } from './uscc.ts';

const codeOf = (text: string) => {
  const result = readUnifiedCode(text);
  return result.ok ? 'ok' : result.reason.code;
};
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const aCode = fc
  .tuple(
    fc.constantFrom('91', '92', '93', '52', '11', '12'),
    fc.integer({ min: 110000, max: 659999 }),
    fc.stringMatching(/^[0-9A-HJ-NP-RTUWXY]{8}$/),
  )
  .map(([registrar, division, eight]) => {
    const seventeen = `${registrar}${String(division)}${eight}${organisationCheckCharacter(eight)}`;
    return seventeen + unifiedCheckCharacter(seventeen);
  });

describe('a unified code', () => {
  it.each([
    '91110000802100433B',
    '9144030071526726XG',
    '91330100799655058B',
    '914403001922038216',
    '91110108551385082Q',
  ])('%s, of a public company, is right inside and out', (code) => {
    expect(readUnifiedCode(code)).toEqual({
      ok: true,
      value: { code, registrar: '91', division: code.slice(2, 8), organisation: code.slice(8, 17) },
    });
  });

  it('is read narrow and upper-case', () => {
    expect(readUnifiedCode(' ９１１１００００-802100433b')).toMatchObject({
      ok: true,
      value: { code: '91110000802100433B' },
    });
  });

  it.each([
    ['', 'empty'],
    ['110000802100433', 'oldNumber'],
    ['9111000080210043', 'length'],
    ['91110000802100433BB', 'length'],
    ['9111O000802100433B', 'characters'],
    ['91110000I02100433B', 'characters'],
    ['9111000A802100433B', 'division'],
    ['91110000802100433C', 'check'],
  ])('%j is refused as %s', (typed, code) => {
    expect(codeOf(typed)).toBe(code);
  });

  it('guesses that a letter O was a nought', () => {
    expect(readUnifiedCode('9111O000802100433B')).toMatchObject({
      reason: { words: '统一社会信用代码第 5 位是“O”，多半是数字 0，请核对这一位，如 91110000802100433B。' },
    });
  });

  it('must be right inside too', () => {
    fc.assert(
      fc.property(aCode, fc.constantFrom(...Array.from('0123456789X')), (code, check) => {
        expect(codeOf(code)).toBe('ok');
        fc.pre(check !== code[16]);
        const seventeen = code.slice(0, 16) + check;
        expect(codeOf(seventeen + unifiedCheckCharacter(seventeen))).toBe('organisation');
      }),
    );
  });

  it('finds any one wrong character', () => {
    fc.assert(
      fc.property(aCode, fc.nat(17), fc.integer({ min: 1, max: 30 }), (code, at, by) => {
        const wrong = ALPHABET[(ALPHABET.indexOf(code[at] ?? '') + by) % 31] ?? '';
        expect(codeOf(code.slice(0, at) + wrong + code.slice(at + 1))).not.toBe('ok');
      }),
    );
  });
});
