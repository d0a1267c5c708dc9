import { fail, ok, type Result } from '../lib/result.ts';
import { chineseNumber, numberOf } from './chinese-number.ts';

/*
 * How each level of an address is written (DOMAIN §1.9). What is plainly the same in other words is put right; what is not is refused in a sentence that says how.
 * A level that does not exist says 无, never nothing.
 */

export interface AddressProblem {
  readonly code: string;
  /** A whole sentence: 楼应写“数字＋幢”，如 31幢。 */
  readonly words: string;
}
export type LevelResult = Result<string, AddressProblem>;

/** A level that does not exist. */
export const ABSENT = '无';

const plain = (text: string): string => text.normalize('NFKC').replace(/[\s\u200b-\u200f\ufeff]/gu, '');
const refused = (code: string, words: string): LevelResult => fail({ code, words });

const NUMBER = '(\\d{1,4}|[零〇一二两三四五六七八九十廿]{1,3})';
const BUILDING = new RegExp(`^第?${NUMBER}(?:[-‐–—~～至到]${NUMBER})?(?:幢|栋|棟|号楼|号|楼|座|#)?$`, 'u');
const UNIT = new RegExp(`^第?${NUMBER}(?:单元|门|梯)?$`, 'u');
const FLOOR = new RegExp(`^(地下|负|-|B)?第?${NUMBER}(?:层|楼|F)?$`, 'iu');
const GRID = new RegExp(`^第?${NUMBER}(?:号)?(?:网格)?$`, 'u');

/** `1栋`, `1号楼`, `１号`, `1` → `1幢`; `1-10幢`. */
export function cleanBuilding(text: string): LevelResult {
  const typed = plain(text);
  if (typed === '') return refused('empty', '楼是空的，应写“数字＋幢”，如 31幢；没有这一级就写“无”。');
  if (typed === ABSENT) return ok(ABSENT);
  const match = BUILDING.exec(typed.replace(/幢(?=[-‐–—~至到])/u, ''));
  const from = numberOf(match?.[1] ?? '');
  if (!match || from === undefined || from === 0) return refused('form', '楼应写“数字＋幢”，如 31幢。');
  if (match[2] === undefined) return ok(`${from}幢`);
  const to = numberOf(match[2]);
  if (to === undefined || to <= from) return refused('range', `楼的范围应从小到大，如 ${from}-${from + 9}幢。`);
  return ok(`${from}-${to}幢`);
}

/** `二单元`, `2门`, `2` → `2单元`. */
export function cleanUnit(text: string): LevelResult {
  const typed = plain(text);
  if (typed === '') return refused('empty', '单元是空的，应写“数字＋单元”，如 2单元；没有这一级就写“无”。');
  if (typed === ABSENT) return ok(ABSENT);
  const value = numberOf(UNIT.exec(typed)?.[1] ?? '');
  return value === undefined || value === 0
    ? refused('form', '单元应写“数字＋单元”，如 2单元；没有单元写“无”。')
    : ok(`${value}单元`);
}

/** 5 → `5层`, -1 → `地下1层`. */
export const floorWords = (floor: number): string => (floor < 0 ? `地下${-floor}层` : `${floor}层`);

/** `5楼`, `五层`, `5F` → 5; `B1`, `地下一层`, `-1` → -1. */
export function readFloor(text: string): Result<number, AddressProblem> {
  const match = FLOOR.exec(plain(text));
  const value = numberOf(match?.[2] ?? '');
  if (!match || value === undefined || value === 0 || value > 200) {
    return fail({ code: 'form', words: '层应写“数字＋层”，如 5层；地下写“地下1层”。' });
  }
  return ok(match[1] === undefined ? value : -value);
}

/** `5楼`, `5F` → `5层`. */
export function cleanFloor(text: string): LevelResult {
  const typed = plain(text);
  if (typed === '') return refused('empty', '层是空的，应写“数字＋层”，如 5层；没有这一级就写“无”。');
  if (typed === ABSENT) return ok(ABSENT);
  const floor = readFloor(typed);
  return floor.ok ? ok(floorWords(floor.value)) : floor;
}

/** As on the door: `502室`, `５０２` → `502`; `301a` → `301A`. */
export function cleanRoomNumber(text: string): LevelResult {
  const typed = plain(text)
    .replace(/(?:室|房间|房|号)$/u, '')
    .toUpperCase();
  if (typed === '') return refused('empty', '室号是空的，照门上的写，如 502；整幢一户就写“无”。');
  if (typed === ABSENT) return ok(ABSENT);
  return /^[0-9A-Z甲乙丙丁东西南北中前后]{1,8}(?:-[0-9A-Z]{1,4})?$/u.test(typed)
    ? ok(typed)
    : refused('form', '室号照门上的写，只用数字、字母或“甲乙”，如 502、301A。');
}

/** `1网格`, `01`, `第1网格` → `第一网格`. */
export function cleanGrid(text: string): LevelResult {
  const typed = plain(text);
  if (typed === ABSENT) return ok(ABSENT);
  const value = numberOf(GRID.exec(typed)?.[1] ?? '');
  return value === undefined || value === 0 || value > 99
    ? refused(typed === '' ? 'empty' : 'form', '网格应写“第几网格”，用汉字，如 第一网格。')
    : ok(`第${chineseNumber(value)}网格`);
}

const COMMUNITY_ENDING = /(?:社区居委会|社区居民委员会|居民委员会|村民委员会|居委会|村委会|居委|村委|社区|村)$/u;

/** Put into the one exact name of the register: `上保村委会`, `上保` → `上保社区` where that is what the register says. */
export function cleanCommunity(text: string, register: readonly string[]): LevelResult {
  const typed = plain(text);
  if (register.includes(typed)) return ok(typed);
  const example = register[0] === undefined ? '' : `，如 ${register[0]}`;
  if (typed === '') return refused('empty', `社区是空的，应照名录写${example}。`);
  const stem = typed.replace(COMMUNITY_ENDING, '');
  const same = register.filter((name) => name.replace(COMMUNITY_ENDING, '') === stem);
  const [only] = same;
  if (only !== undefined && same.length === 1) return ok(only);
  return refused('unknown', `名录里没有“${typed}”，社区应照名录写${example}。`);
}

const ROAD_NUMBER = /^[\p{Script=Han}]+(?:路|街|道|巷|弄|里)\d+(?:弄|号)(?:\d+号)?$/u;

/** Chinese only: `上港小区（2期）` → `上港小区二期`. A road with its number stands for an estate where there is none: `浦城路388弄`. */
export function cleanEstate(text: string): LevelResult {
  const typed = plain(text).replace(/[()]/g, '');
  if (typed === '')
    return refused('empty', '小区是空的，写小区名或路名门牌，如 上港小区、浦城路388弄；没有这一级就写“无”。');
  if (ROAD_NUMBER.test(typed)) return ok(typed);
  const inChinese = typed.replace(/(?<!\d)\d{1,2}(?!\d)/g, (digits) =>
    digits === '00' || digits === '0' ? digits : chineseNumber(Number(digits)),
  );
  return /^[\p{Script=Han}·]+$/u.test(inChinese)
    ? ok(inChinese)
    : refused('form', '小区名只用汉字，不用字母和符号，如 上港小区、仁恒滨江园二期。');
}
