import { fail, ok } from '../../lib/result.ts';
import { withoutBlanks, type IdentifierResult } from './identifier-problem.ts';

/** 管理部件标识码, taken apart. 17 digits by GB/T 47678.5; 16 in older surveys, in two layouts that the digits alone do not tell apart. */
export const COMPONENT_LAYOUTS = {
  '6+2+3+6': [6, 2, 3, 6],
  '6+2+2+6': [6, 2, 2, 6],
  '6+2+3+5': [6, 2, 3, 5],
} as const;
export type ComponentLayout = keyof typeof COMPONENT_LAYOUTS;

export interface ComponentCode {
  readonly code: string;
  readonly layout: ComponentLayout;
  readonly division: string;
  /** 大类, two digits. */
  readonly bigClass: string;
  /** 小类, two or three digits. */
  readonly smallClass: string;
  readonly sequence: string;
}

const EXAMPLE = '如 31011501001000123（区划 6 位、类别 5 位、顺序 6 位）';

/** `oldLayout`: how the district's old survey numbered; it goes by configuration. */
export function readComponentCode(
  text: string,
  oldLayout: '6+2+2+6' | '6+2+3+5' = '6+2+2+6',
): IdentifierResult<ComponentCode> {
  const code = withoutBlanks(text);
  if (!/^\d*$/.test(code)) return fail({ code: 'characters', words: `部件标识码只有数字，请去掉其他字，${EXAMPLE}。` });
  if (code.length !== 17 && code.length !== 16) {
    return fail({
      code: 'length',
      words: `部件标识码应为 17 位（旧码 16 位），这里有 ${code.length} 位，请核对，${EXAMPLE}。`,
    });
  }
  const layout: ComponentLayout = code.length === 17 ? '6+2+3+6' : oldLayout;
  const [divisionLength, bigLength, smallLength] = COMPONENT_LAYOUTS[layout];
  const afterBig = divisionLength + bigLength;
  const afterSmall = afterBig + smallLength;
  const parts: ComponentCode = {
    code,
    layout,
    division: code.slice(0, divisionLength),
    bigClass: code.slice(divisionLength, afterBig),
    smallClass: code.slice(afterBig, afterSmall),
    sequence: code.slice(afterSmall),
  };
  if (parts.division.startsWith('0')) {
    return fail({ code: 'division', words: `部件标识码前 6 位是区划代码，不以 0 开头，请核对，${EXAMPLE}。` });
  }
  if (/^0+$/.test(parts.sequence)) {
    return fail({ code: 'sequence', words: `部件标识码最后的顺序号全是 0，应从 1 起，请核对，${EXAMPLE}。` });
  }
  return ok(parts);
}
