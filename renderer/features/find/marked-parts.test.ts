import { describe, expect, it } from 'vitest';
import { maskedParts, partsOf, shortNumberStretches } from './marked-parts.ts';

const written = (parts: ReturnType<typeof partsOf>): string =>
  parts.map(({ text, isHit }) => (isHit ? `[${text}]` : text)).join('');

describe('marks', () => {
  it('cut a text where they begin and end, overlapping or not', () => {
    expect(written(partsOf('严立诚', [[1, 2]]))).toBe('严[立]诚');
    expect(
      written(
        partsOf('27幢2单元502', [
          [0, 3],
          [2, 5],
        ]),
      ),
    ).toBe('[27幢2单]元502');
    expect(written(partsOf('严立诚', []))).toBe('严立诚');
  });

  it('hold on a mask: the tail is marked, what is covered never', () => {
    const number = '999115194208110417';
    const masked = '9991**********0417';
    expect(written(maskedParts(number, masked, [[14, 18]]))).toBe('9991**********[0417]');
    expect(written(maskedParts(number, masked, [[6, 14]]))).toBe(masked);
    expect(written(maskedParts(number, masked, [[2, 16]]))).toBe('99[91]**********[04]17');
  });

  it('count from behind where the mask is shorter than the number', () => {
    expect(written(maskedParts('0215888123456', '021-****3456', [[9, 13]]))).toBe('021-****[3456]');
  });

  it('move from the 19 digits of a case to its short number', () => {
    expect(written(partsOf('1104-00417', shortNumberStretches([[15, 19]])))).toBe('1104-0[0417]');
    expect(written(partsOf('1104-00417', shortNumberStretches([[14, 19]])))).toBe('1104-[00417]');
    expect(written(partsOf('1104-00417', shortNumberStretches([[10, 14]])))).toBe('[1104]-00417');
    expect(written(partsOf('1104-00417', shortNumberStretches([[0, 6]])))).toBe('1104-00417');
  });
});
