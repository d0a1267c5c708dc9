import { fail, ok } from '../../lib/result.ts';
import { firstOdd, withoutBlanks, type IdentifierResult } from './identifier-problem.ts';

/** 统一社会信用代码, taken apart (GB 32100-2015). */
export interface UnifiedCode {
  readonly code: string;
  /** Registrar and category: 91 firm, 92 sole trader, 52 private non-enterprise unit, … */
  readonly registrar: string;
  readonly division: string;
  /** 组织机构代码, nine characters with its own check (GB 11714). */
  readonly organisation: string;
}

/** No I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;
const EXAMPLE = '如 91110000802100433B';

/** The check character of the first seventeen. */
export function unifiedCheckCharacter(seventeen: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * ALPHABET.indexOf(seventeen[index] ?? ''), 0);
  return ALPHABET[(31 - (sum % 31)) % 31] ?? '';
}

/** The check character of the first eight of an organisation code; letters count from A = 10. */
export function organisationCheckCharacter(eight: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, index) => total + weight * parseInt(eight[index] ?? '0', 36),
    0,
  );
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

export const normalisedUnifiedCode = (text: string): string =>
  withoutBlanks(text)
    .replace(/[-‐‑–—]/gu, '')
    .toUpperCase();

/** Checks a code by itself. A stall holder without licence has none: that is `localId`, and not asked here. */
export function readUnifiedCode(text: string): IdentifierResult<UnifiedCode> {
  const code = normalisedUnifiedCode(text);
  if (code === '') return fail({ code: 'empty', words: `统一社会信用代码是空的，请照营业执照填 18 位，${EXAMPLE}。` });
  if (/^\d{15}$/.test(code)) {
    return fail({
      code: 'oldNumber',
      words: `这是 15 位的旧注册号，请看新执照上的统一社会信用代码，18 位，${EXAMPLE}。`,
    });
  }
  if (code.length !== 18) {
    const look = code.length < 18 ? '是否漏了' : '是否多了';
    return fail({
      code: 'length',
      words: `统一社会信用代码应为 18 位，这里有 ${code.length} 位，请看${look}，${EXAMPLE}。`,
    });
  }
  const odd = firstOdd(code, /[0-9A-HJ-NP-RTUWXY]/);
  if (odd) {
    const hint =
      odd.character === 'O' ? '多半是数字 0' : odd.character === 'I' ? '多半是数字 1' : '代码里没有 I、O、S、V、Z';
    return fail({
      code: 'characters',
      words: `统一社会信用代码第 ${odd.place} 位是“${odd.character}”，${hint}，请核对这一位，${EXAMPLE}。`,
    });
  }
  if (!/^\d{6}$/.test(code.slice(2, 8))) {
    return fail({
      code: 'division',
      words: `统一社会信用代码第 3 至 8 位是登记机关的区划，应全为数字，请核对这几位，${EXAMPLE}。`,
    });
  }
  if (unifiedCheckCharacter(code.slice(0, 17)) !== code[17]) {
    return fail({ code: 'check', words: `统一社会信用代码的校验位不对，请逐位核对，先看最后一位，${EXAMPLE}。` });
  }
  const organisation = code.slice(8, 17);
  if (organisationCheckCharacter(organisation.slice(0, 8)) !== organisation[8]) {
    return fail({
      code: 'organisation',
      words: `统一社会信用代码第 9 至 17 位（组织机构代码）的校验位不对，请核对这九位，${EXAMPLE}。`,
    });
  }
  return ok({ code, registrar: code.slice(0, 2), division: code.slice(2, 8), organisation });
}
