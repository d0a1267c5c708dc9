import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { citizenCheckDigit, isCheckedIdKind, normalisedId, readCitizenId } from './citizen-id.ts';

const real = (text: string) => readCitizenId(text, { isDemonstration: false });
const shown = (text: string) => readCitizenId(text, { isDemonstration: true });
const codeOf = (result: ReturnType<typeof real>) => (result.ok ? 'ok' : result.reason.code);

const aSeventeen = fc
  .record({
    division: fc.integer({ min: 110000, max: 659999 }).map(String),
    birthMs: fc.integer({ min: Date.parse('1900-01-01'), max: Date.parse('1999-12-31') }),
    sequence: fc.integer({ min: 0, max: 999 }).map((value) => String(value).padStart(3, '0')),
  })
  .map(
    ({ division, birthMs, sequence }) =>
      division + new Date(birthMs).toISOString().slice(0, 10).replaceAll('-', '') + sequence,
  );

describe('the check digit of a citizen id', () => {
  it.each([
    ['11010519491231002', 'X'],
    ['44052418800101001', '4'],
  ])('of %s is %s', (seventeen, check) => {
    expect(citizenCheckDigit(seventeen)).toBe(check);
    expect(codeOf(real(seventeen + check))).toBe('ok');
  });

  it('finds any one wrong digit', () => {
    fc.assert(
      fc.property(aSeventeen, fc.nat(16), fc.integer({ min: 1, max: 9 }), (seventeen, at, by) => {
        const number = seventeen + citizenCheckDigit(seventeen);
        expect(codeOf(real(number))).toBe('ok');
        const wrong = String((Number(number[at]) + by) % 10);
        expect(codeOf(real(number.slice(0, at) + wrong + number.slice(at + 1)))).not.toBe('ok');
      }),
    );
  });

  it('finds two neighbours changed over', () => {
    fc.assert(
      fc.property(aSeventeen, fc.nat(15), (seventeen, at) => {
        const number = seventeen + citizenCheckDigit(seventeen);
        const [one = '', two = ''] = [number[at], number[at + 1]];
        fc.pre(one !== two);
        expect(codeOf(real(number.slice(0, at) + two + one + number.slice(at + 2)))).not.toBe('ok');
      }),
    );
  });
});

describe('a number of the first generation', () => {
  it('becomes a right one of 18', () => {
    expect(real('110105491231002')).toMatchObject({
      ok: true,
      value: { number: '11010519491231002X', birth: '1949-12-31', isOld: true },
    });
    fc.assert(
      fc.property(aSeventeen, (seventeen) => {
        const old = real(seventeen.slice(0, 6) + seventeen.slice(8));
        expect(old).toMatchObject({ ok: true, value: { number: seventeen + citizenCheckDigit(seventeen) } });
        if (old.ok) expect(real(old.value.number)).toEqual({ ok: true, value: { ...old.value, isOld: false } });
      }),
    );
  });
});

describe('reading a number', () => {
  it.each([
    ['11010519491231002x', '11010519491231002X'],
    [' 110105 19491231 002X ', '11010519491231002X'],
    ['１１０１０５１９４９１２３１００２Ｘ', '11010519491231002X'],
    ['110105-19491231-002X', '11010519491231002X'],
    ['11010519491231\u200b002X', '11010519491231002X'],
  ])('%j is %s', (typed, number) => {
    expect(real(typed)).toMatchObject({ ok: true, value: { number } });
    expect(normalisedId(typed)).toBe(number);
  });

  it('takes birth and sex from it', () => {
    expect(real('11010519491231002X')).toMatchObject({ ok: true, value: { birth: '1949-12-31', sex: '2' } });
    expect(real('440524188001010014')).toMatchObject({ ok: true, value: { birth: '1880-01-01', sex: '1' } });
  });

  it('does not ask whether the division still exists', () => {
    const seventeen = '13996019491231002';
    expect(codeOf(real(seventeen + citizenCheckDigit(seventeen)))).toBe('ok');
  });

  it.each([
    ['810000199408230021', 'hongKongMacao'],
    ['820000199009120018', 'hongKongMacao'],
    ['830000199201300026', 'taiwan'],
    ['931156198107120013', 'foreigner'],
    ['999115198107120013', 'demonstration'],
  ])('of %s… is a number of: %s', (number, kind) => {
    const whole = number.slice(0, 17) + citizenCheckDigit(number.slice(0, 17));
    expect(shown(whole)).toMatchObject({ ok: true, value: { kind } });
  });

  it('takes 999 only in a demonstration, and a foreigner’s 9 everywhere', () => {
    const demonstration = `99911519810712001${citizenCheckDigit('99911519810712001')}`;
    expect(codeOf(shown(demonstration))).toBe('ok');
    expect(codeOf(real(demonstration))).toBe('demonstration');
    expect(codeOf(real(`93115619810712001${citizenCheckDigit('93115619810712001')}`))).toBe('ok');
  });

  it.each([
    ['', 'empty', '身份号是空的'],
    ['1101051949123100', 'length', '这里有 16 位，请看是否漏了'],
    ['11010519491231002X1', 'length', '这里有 19 位，请看是否多了'],
    ['1101O519491231002X', 'characters', '第 5 位是“O”'],
    ['11010519491231002Y', 'characters', '最后一位是“Y”'],
    ['110105194902310021', 'date', '没有这一天，请核对第 7 至 14 位'],
    ['110105490231002', 'date', '没有这一天，请核对第 7 至 12 位'],
    ['110105194912310021', 'check', '这个身份号的校验位不对，请核对最后一位'],
  ])('%j is refused as %s, in words', (typed, code, words) => {
    const result = real(typed);
    expect(codeOf(result)).toBe(code);
    expect(result).toMatchObject({ ok: false, reason: { words: expect.stringContaining(words) as string } });
    expect(result).toMatchObject({ reason: { words: expect.stringMatching(/如 .+。$/) as string } });
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const result = real(typed);
        expect(result.ok ? result.value.number : result.reason.words).not.toBe('');
      }),
    );
  });

  it('knows which documents bear such a number', () => {
    expect(isCheckedIdKind('居民身份证')).toBe(true);
    expect(isCheckedIdKind('护照')).toBe(false);
  });
});
