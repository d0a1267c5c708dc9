import { numberOf } from '../../address/chinese-number.ts';

/** A Chinese number counts as one only before a word of place or measure: 三号 is 3号, but 三心二意 stays. */
const COUNTED = /([零〇一二两三四五六七八九十廿]{1,3})(?=号|幢|栋|棟|座|单元|门洞|层|楼|弄|室|米|盏|个|辆|张)/gu;

/** Different words for the same level of an address. */
const ONE_SPELLING: readonly (readonly [RegExp, string])[] = [
  [/(\d+)\s*(?:号楼|栋|棟|座|#楼|#)/gu, '$1幢'],
  [/(\d+)\s*(?:门洞|门栋)/gu, '$1单元'],
  [/\bapt\.?\s*/gu, 'apartment '],
];

/**
 * One spelling for what is the same to a reader: full width as half width, capitals as small letters, counted Chinese numbers as digits, 号楼 and 栋 as 幢,
 * runs of blanks as one.
 */
export function plainText(text: string): string {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(COUNTED, (written) => String(numberOf(written) ?? written))
    .replace(/\s+/gu, ' ')
    .trim();
  return ONE_SPELLING.reduce((plain, [from, to]) => plain.replace(from, to), folded);
}
