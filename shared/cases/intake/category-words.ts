import type { Finding } from '../../domain/case.ts';
import { categoryKeyText, type CategoryEntry } from '../../domain/catalog.ts';

type Category = Finding['category'];

/** What another system calls a category, as somebody has said which of ours it is: by the words, the key of the category. */
export type CategoryAssigned = Readonly<Record<string, string>>;

export interface CategoryBook {
  /** Undefined where nothing in the catalogue is called so; a near one is never taken. */
  readonly of: (words: string) => Category | undefined;
}

export const plainCategory = (words: string): string => words.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, '');

/** `市容环境-环卫-暴露垃圾`: the last part is the smallest class. */
const PARTS = /[-－—–/／\\|｜>＞→·:：]+/u;

/** The matters of a catalogue by name, code and by what was said of other words before. A word that two of them share is nobody's. */
export function categoryBook(entries: readonly CategoryEntry[], assigned: CategoryAssigned = {}): CategoryBook {
  const byWord = new Map<string, Category | null>();
  const byKey = new Map<string, Category>();
  const put = (word: string, category: Category): void => {
    const known = byWord.get(word);
    const isOther = known !== undefined && known !== null && categoryKeyText(known) !== categoryKeyText(category);
    byWord.set(word, known === null || isOther ? null : category);
  };
  for (const { standard, kind, code, name } of entries) {
    if (kind !== 'matter') continue;
    const category = { standard, kind, code, name };
    byKey.set(categoryKeyText(category), category);
    put(plainCategory(name), category);
    put(code, category);
  }
  const exact = (words: string): Category | undefined => {
    const said = assigned[words];
    return (said === undefined ? undefined : byKey.get(said)) ?? byWord.get(words) ?? undefined;
  };
  return {
    of: (words) => {
      const whole = plainCategory(words);
      if (whole === '') return undefined;
      const parts = words.split(PARTS).map(plainCategory);
      return exact(whole) ?? (parts.length > 1 ? exact(parts.at(-1) ?? '') : undefined);
    },
  };
}
