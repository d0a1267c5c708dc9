import type { Result } from '../../lib/result.ts';

/** Why a number cannot be right, for the person who typed it: `这个身份号的校验位不对，请核对最后一位。` */
export interface IdentifierProblem {
  /** For tests and for choosing a fix; never shown. */
  readonly code: string;
  /** What is wrong, what to look at, an example: a whole sentence. */
  readonly words: string;
}

export type IdentifierResult<T> = Result<T, IdentifierProblem>;

/** Full-width digits and letters become narrow, blanks and invisible characters go. */
export const withoutBlanks = (text: string): string =>
  text.normalize('NFKC').replace(/[\s\u200b-\u200f\u2060\ufeff]/gu, '');

/** The first character that the pattern does not take, and its place counted from 1. */
export function firstOdd(
  text: string,
  taken: RegExp,
): { readonly character: string; readonly place: number } | undefined {
  const characters = Array.from(text);
  const index = characters.findIndex((character) => !taken.test(character));
  const character = characters[index];
  return character === undefined ? undefined : { character, place: index + 1 };
}
