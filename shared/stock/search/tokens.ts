import { isHan, plainLetters, plainText } from './spelling.ts';

/** One thing to look for. What it consists of decides where. */
export interface Atom {
  readonly sort: 'han' | 'letters' | 'digits' | 'code';
  readonly text: string;
}

/** One typed word: all of it in one place, or each of its parts somewhere (`ylc0417`, `27幢502`). */
export interface Token {
  readonly whole: Atom;
  readonly parts: readonly Atom[];
}

const LETTERS = /^[a-z]+$/;
const DIGITS = /^\d+$/;
/** Nobody looks for a longer one; the lanes are walked once for each word. */
const MOST_TOKENS = 6;
const MOST_LENGTH = 40;

function atomOf(text: string): Atom {
  if (isHan(text)) return { sort: 'han', text: plainLetters(text) };
  if (LETTERS.test(text)) return { sort: 'letters', text: plainLetters(text) };
  return DIGITS.test(text) ? { sort: 'digits', text } : { sort: 'code', text: plainLetters(text) };
}

/** A number keeps the Han counter behind it (27幢, 2单元); 室 says nothing. */
const PIECES = /[^\d\sa-z]*\d+[幢号弄单元座栋楼层室]*|[a-z]+|[^\da-z]+/gu;

function partsOf(text: string): readonly Atom[] {
  const pieces = (isHan(text) ? text.match(PIECES) : text.match(/\d+|[a-z]+/g)) ?? [];
  if (pieces.length < 2) return [];
  return pieces.map((piece) => atomOf(piece.replace(/^(\d+)室$/, '$1')));
}

/** 1120-00019 is how a case number is shown; dashes and dots within a number say nothing. */
const joined = (text: string): string => (/^[\d\-–.]+$/.test(text) ? text.replaceAll(/[-–.]/g, '') : text);

/** 10-2-101 and 10-101, as an office writes a home: building, entrance, room. A case number has more digits before its dash, a date a year. */
const HOME = /(?<![\w-])([1-9]\d{0,2})-(?:([1-9]\d?)-)?(\d{3,4})(?![\w-])/g;
const inCounters = (typed: string): string =>
  typed.replaceAll(HOME, (_, building: string, unit: string | undefined, room: string) =>
    [`${building}幢`, unit === undefined ? '' : `${unit}单元`, room].join(' '),
  );

/** What was typed, in words. */
export function tokensOf(typed: string): readonly Token[] {
  return inCounters(typed.normalize('NFKC'))
    .trim()
    .split(/[\s,，、;；]+/u)
    .map((word) => joined(plainText(word)).slice(0, MOST_LENGTH))
    .filter((word) => word !== '')
    .slice(0, MOST_TOKENS)
    .map((word) => ({ whole: atomOf(word.replace(/^(\d+)室$/, '$1')), parts: partsOf(word) }));
}
