import { fail, ok } from '../../lib/result.ts';
import { dayOfDigits } from '../../lib/calendar-day.ts';
import { firstOdd, withoutBlanks, type IdentifierResult } from './identifier-problem.ts';

/** Whose number it is, by its first digits. All share birth, sequence and check digit of GB 11643. */
export type CitizenIdKind = 'citizen' | 'hongKongMacao' | 'taiwan' | 'foreigner' | 'demonstration';

/** The document that such a number stands on, in the words of `person.idKind`. */
export const ID_KIND_OF: Readonly<Record<CitizenIdKind, string>> = {
  citizen: '居民身份证',
  hongKongMacao: '港澳居民居住证',
  taiwan: '台湾居民居住证',
  foreigner: '外国人永久居留身份证',
  demonstration: '居民身份证',
};

/** Documents whose number is checked here; others (护照 …) are free text. */
export const isCheckedIdKind = (idKind: string): boolean => Object.values(ID_KIND_OF).includes(idKind);

export interface CitizenId {
  /** 18 characters, the last a digit or X. */
  readonly number: string;
  readonly kind: CitizenIdKind;
  /** First six digits. Not looked up: abolished codes live on in ids. */
  readonly division: string;
  /** YYYY-MM-DD. */
  readonly birth: string;
  /** 1 male, 2 female, as in `person.sex`. */
  readonly sex: '1' | '2';
  /** Given as a number of the first generation (15 digits). */
  readonly isOld: boolean;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = '10X98765432';
const EXAMPLE = '如 11010519491231002X';

/** The check digit of seventeen digits (GB 11643-1999, ISO 7064 MOD 11-2). */
export function citizenCheckDigit(seventeen: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(seventeen[index]), 0);
  return CHECKS[sum % 11] ?? '';
}

/** Narrow, without blanks and dashes, x as X. Right or wrong: this is how `idNumber` is stored. */
export const normalisedId = (text: string): string =>
  withoutBlanks(text)
    .replace(/[-‐‑–—]/gu, '')
    .toUpperCase();

/** 999 comes first: it is no foreigner's card, whose second and third digit name a province. */
function kindOf(number: string): CitizenIdKind {
  if (number.startsWith('999')) return 'demonstration';
  if (number.startsWith('9')) return 'foreigner';
  if (number.startsWith('81') || number.startsWith('82')) return 'hongKongMacao';
  return number.startsWith('83') ? 'taiwan' : 'citizen';
}

/** Checks a number by itself; whether it is the person's is for the rules. */
export function readCitizenId(
  text: string,
  { isDemonstration }: { readonly isDemonstration: boolean },
): IdentifierResult<CitizenId> {
  const typed = normalisedId(text);
  if (typed === '') return fail({ code: 'empty', words: `身份号是空的，请照证件填 18 位，${EXAMPLE}。` });
  const isOld = typed.length === 15;
  if (!isOld && typed.length !== 18) {
    const look = typed.length < 18 ? '是否漏了' : '是否多了';
    return fail({
      code: 'length',
      words: `身份号应为 18 位（老号 15 位），这里有 ${typed.length} 位，请看${look}，${EXAMPLE}。`,
    });
  }
  const odd = firstOdd(isOld ? typed : typed.slice(0, 17), /\d/);
  if (odd) {
    return fail({
      code: 'characters',
      words: `身份号第 ${odd.place} 位是“${odd.character}”，应为数字，请核对这一位，${EXAMPLE}。`,
    });
  }
  const last = typed.slice(17);
  if (!isOld && !/[\dX]/.test(last)) {
    return fail({ code: 'characters', words: `身份号最后一位是“${last}”，应为数字或 X，请核对最后一位，${EXAMPLE}。` });
  }
  const seventeen = isOld ? `${typed.slice(0, 6)}19${typed.slice(6)}` : typed.slice(0, 17);
  const birth = dayOfDigits(seventeen.slice(6, 14));
  if (birth === undefined) {
    const where = isOld ? '第 7 至 12 位' : '第 7 至 14 位';
    const example = isOld ? '如 491231 表示 1949 年 12 月 31 日' : '如 19491231';
    return fail({ code: 'date', words: `身份号里的出生日期没有这一天，请核对${where}，${example}。` });
  }
  const check = citizenCheckDigit(seventeen);
  if (!isOld && check !== last) {
    return fail({
      code: 'check',
      words: `这个身份号的校验位不对，请核对最后一位；若它没错，再逐位核对前 17 位，${EXAMPLE}。`,
    });
  }
  const kind = kindOf(seventeen);
  if (kind === 'demonstration' && !isDemonstration) {
    return fail({ code: 'demonstration', words: `999 开头的是示范号，正式使用时不收，请照证件填写，${EXAMPLE}。` });
  }
  return ok({
    number: seventeen + check,
    kind,
    division: seventeen.slice(0, 6),
    birth,
    sex: Number(seventeen[16]) % 2 === 1 ? '1' : '2',
    isOld,
  });
}
