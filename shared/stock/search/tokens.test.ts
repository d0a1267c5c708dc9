import { describe, expect, it } from 'vitest';
import { tokensOf } from './tokens.ts';

const words = (typed: string): readonly string[] => tokensOf(typed).map(({ whole }) => whole.text);

describe('what was typed', () => {
  it.each([
    ['9-2-501', ['9幢', '2单元', '501']],
    ['１０-１０１', ['10幢', '101']],
    ['上港 27-1802', ['上港', '27幢', '1802']],
  ])('reads %s as an office writes a home', (typed, found) => {
    expect(words(typed)).toEqual(found);
  });

  it.each([
    ['1120-00019', ['112000019']],
    ['2026-11-29', ['20261129']],
    ['100-1234-0417', ['10012340417']],
    ['021-5888', ['0215888']],
  ])('leaves the dashes of other numbers alone: %s', (typed, found) => {
    expect(words(typed)).toEqual(found);
  });
});
