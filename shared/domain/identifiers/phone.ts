import { fail, ok } from '../../lib/result.ts';
import { withoutBlanks, type IdentifierResult } from './identifier-problem.ts';

/** `service`: 400, 800, 95, 96 and five-digit numbers of offices. `abroad`: with a country's code. */
export type PhoneKind = 'mobile' | 'landline' | 'service' | 'abroad' | 'demonstration';

export interface PhoneNumber {
  /** `13812345678`, `021-58881234`, `021-58881234-802`, `4008123123`, `+85291234567`. */
  readonly number: string;
  readonly kind: PhoneKind;
}

const EXAMPLE = '如 13812345678 或 021-58881234';

const plainOnce = (text: string): string =>
  withoutBlanks(text)
    .replace(/[‐‑–—]/gu, '-')
    .replace(/转|分机|ext\.?|#/giu, '-')
    .replace(/[().·]/gu, (mark) => (mark === ')' ? '-' : ''))
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '')
    .replace(/^(?:\+|00)86-?(?=1[3-9]|100\d{8}$|0)|^86(?=1[3-9]\d{9}$)/, '')
    .replace(/^(?:\+|00)86-?/, '0')
    .replace(/^00(?=[1-9])/, '+');

/**
 * Narrow, without blanks, brackets and the country's own code (behind which an area code has no 0); 转 and its kin become a dash. What is taken away may lay bare
 * more of it: until nothing is left.
 */
function plain(text: string): string {
  const once = plainOnce(text);
  return once === text ? text : plain(once);
}

/** 0 + area code + number: two digits for 010 and 02x, three for the others. */
const LANDLINE = /^(010|02\d|0[3-9]\d{2})-?(\d{7,8})(?:-(\d{1,6}))?$/;
const DEMONSTRATION = /^100\d{8}$/;

/** The number as stored; what is none stays as it was typed: of two numbers in one field nothing tells any more where they part, once the blank is gone. */
export function normalisedPhone(text: string): string {
  const read = readPhone(text, { isDemonstration: true });
  return read.ok ? read.value.number : text.trim();
}

export function readPhone(
  text: string,
  { isDemonstration }: { readonly isDemonstration: boolean },
): IdentifierResult<PhoneNumber> {
  const typed = plain(text);
  const digits = typed.replace(/-/g, '');
  if (typed === '') return fail({ code: 'empty', words: `电话是空的，${EXAMPLE}。` });
  if (/^\+(?!86)\d{6,15}$/.test(digits)) return ok({ number: digits, kind: 'abroad' });
  if (!/^\d+$/.test(digits))
    return fail({ code: 'characters', words: `电话里只能有数字、“-”和“转”，请去掉其他字，${EXAMPLE}。` });
  if (DEMONSTRATION.test(digits)) {
    return isDemonstration
      ? ok({ number: digits, kind: 'demonstration' })
      : fail({ code: 'demonstration', words: `100 开头的是示范号码，正式使用时不收，请填真号，${EXAMPLE}。` });
  }
  if (/^1[3-9]\d{9}$/.test(digits)) return ok({ number: digits, kind: 'mobile' });
  const landline = LANDLINE.exec(typed);
  if (landline) {
    const [, area = '', number = '', extension] = landline;
    return ok({ number: [area, number, extension].filter((part) => part !== undefined).join('-'), kind: 'landline' });
  }
  if (/^[48]00\d{7}$/.test(digits) || /^9[56]\d{3,6}$/.test(digits) || /^1[0-2]\d{3}$/.test(digits)) {
    return ok({ number: digits, kind: 'service' });
  }
  return fail(problemOf(digits));
}

function problemOf(digits: string): { readonly code: string; readonly words: string } {
  if (digits.startsWith('1') && digits.length === 11) {
    return {
      code: 'prefix',
      words: `手机号以 13 至 19 开头，这里是 ${digits.slice(0, 2)}，请核对前两位，${EXAMPLE}。`,
    };
  }
  if (digits.startsWith('1') && digits.length > 6) {
    return { code: 'length', words: `手机号应为 11 位，这里有 ${digits.length} 位，请看是否漏了或多了，${EXAMPLE}。` };
  }
  if (/^[2-8]\d{6,7}$/.test(digits)) {
    return { code: 'areaCode', words: `座机缺区号，请在前面加区号，如 021-${digits}。` };
  }
  return { code: 'form', words: `这不像一个电话号码（${digits.length} 位），请核对，${EXAMPLE}。` };
}
