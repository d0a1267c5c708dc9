import type { TermEntry } from '../../shared/domain/catalog.ts';

export type TermWords = (list: string, code: string | undefined) => string;

const known = new WeakMap<readonly TermEntry[], TermWords>();

/** The words of coded values: `words('marriage', '30')` is 丧偶. A code that no list knows is shown as it is; nothing stays nothing. */
export function termWords(terms: readonly TermEntry[]): TermWords {
  const there = known.get(terms);
  if (there !== undefined) return there;
  const labels = new Map(terms.map(({ list, code, label }) => [`${list} ${code}`, label]));
  const words: TermWords = (list, code) =>
    code === undefined || code === '' ? '' : (labels.get(`${list} ${code}`) ?? code);
  known.set(terms, words);
  return words;
}
