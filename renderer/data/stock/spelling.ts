import { pinyin } from 'pinyin-pro';
import { charsOf, isHan, type Speller } from '../../../shared/stock/search/spelling.ts';

const PLAIN = { toneType: 'none', type: 'array', v: true } as const;

/** The sounds of characters out of the table of sounds. Every character is looked up once. */
export function pinyinSpeller(): Speller {
  const byChar = new Map<string, readonly string[]>();
  const bySurname = new Map<string, readonly string[]>();
  const readings = (char: string): readonly string[] => {
    const known = byChar.get(char);
    if (known !== undefined) return known;
    const found = isHan(char) ? [...new Set(pinyin(char, { ...PLAIN, multiple: true }))] : [];
    byChar.set(char, found);
    return found;
  };
  /** A surname has one character or two: 单, 万俟. */
  const surname = (head: string): readonly string[] => {
    const known = bySurname.get(head);
    if (known !== undefined) return known;
    const found = pinyin(head, { ...PLAIN, surname: 'head' });
    bySurname.set(head, found);
    return found;
  };
  return {
    readings,
    nameReading: (name) => {
      const chars = charsOf(name);
      if (!chars.every(isHan)) return [];
      return [...surname(chars.slice(0, 2).join('')), ...chars.slice(2).map((char) => readings(char)[0] ?? char)];
    },
  };
}
