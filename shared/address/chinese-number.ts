const DIGITS = '零一二三四五六七八九';

/** 1–99 in Chinese: 一, 十, 十二, 二十七. */
export function chineseNumber(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  const front = tens === 0 ? '' : tens === 1 ? '十' : `${DIGITS[tens] ?? ''}十`;
  return front + (ones === 0 && tens > 0 ? '' : (DIGITS[ones] ?? ''));
}

/** Reads 0–99 as people write them: 27, 二十七, 廿七, 两. */
export function numberOf(text: string): number | undefined {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  const plain = text.replace(/两/g, '二').replace(/〇/g, '零').replace(/^廿/, '二十');
  const match = /^([一二三四五六七八九])?(十)?([零一二三四五六七八九])?$/.exec(plain);
  if (!match || plain === '') return undefined;
  const [, front, ten, back] = match;
  const digit = (character: string | undefined): number => (character === undefined ? 0 : DIGITS.indexOf(character));
  if (ten !== undefined) return (front === undefined ? 1 : digit(front)) * 10 + digit(back);
  return front !== undefined && back !== undefined ? undefined : digit(front ?? back);
}
