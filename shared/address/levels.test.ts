import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chineseNumber, numberOf } from './chinese-number.ts';
import {
  cleanBuilding,
  cleanCommunity,
  cleanEstate,
  cleanFloor,
  cleanGrid,
  cleanRoomNumber,
  cleanUnit,
  floorWords,
  readFloor,
  type LevelResult,
} from './levels.ts';

const saying = (result: LevelResult): string => (result.ok ? result.value : result.reason.words);
const REGISTER = ['上港第一居委会', '上保社区', '东园居委会'];

describe('the levels of an address', () => {
  it.each([
    ['1幢', '1幢'],
    ['1栋', '1幢'],
    ['1号楼', '1幢'],
    ['１号', '1幢'],
    ['1', '1幢'],
    [' 27 幢 ', '27幢'],
    ['二十七幢', '27幢'],
    ['第3幢', '3幢'],
    ['007栋', '7幢'],
    ['1-10幢', '1-10幢'],
    ['1幢-10幢', '1-10幢'],
    ['1～10号楼', '1-10幢'],
    ['无', '无'],
    ['10-1幢', '楼的范围应从小到大，如 10-19幢。'],
    ['A座', '楼应写“数字＋幢”，如 31幢。'],
    ['0幢', '楼应写“数字＋幢”，如 31幢。'],
    ['东边那幢', '楼应写“数字＋幢”，如 31幢。'],
    ['', '楼是空的，应写“数字＋幢”，如 31幢；没有这一级就写“无”。'],
  ])('building %j: %s', (typed, expected) => {
    expect(saying(cleanBuilding(typed))).toBe(expected);
  });

  it.each([
    ['2单元', '2单元'],
    ['二单元', '2单元'],
    ['2', '2单元'],
    ['２门', '2单元'],
    ['无', '无'],
    ['', '单元是空的，应写“数字＋单元”，如 2单元；没有这一级就写“无”。'],
    ['东单元', '单元应写“数字＋单元”，如 2单元；没有单元写“无”。'],
  ])('unit %j: %s', (typed, expected) => {
    expect(saying(cleanUnit(typed))).toBe(expected);
  });

  it.each([
    ['5层', '5层'],
    ['5楼', '5层'],
    ['五层', '5层'],
    ['12F', '12层'],
    ['B1', '地下1层'],
    ['地下一层', '地下1层'],
    ['-2', '地下2层'],
    ['无', '无'],
    ['顶层', '层应写“数字＋层”，如 5层；地下写“地下1层”。'],
    ['0层', '层应写“数字＋层”，如 5层；地下写“地下1层”。'],
    ['', '层是空的，应写“数字＋层”，如 5层；没有这一级就写“无”。'],
  ])('floor %j: %s', (typed, expected) => {
    expect(saying(cleanFloor(typed))).toBe(expected);
  });

  it.each([
    ['502', '502'],
    ['５０２室', '502'],
    ['301a', '301A'],
    ['5-02', '5-02'],
    ['甲', '甲'],
    ['无', '无'],
    ['', '室号是空的，照门上的写，如 502；整幢一户就写“无”。'],
    ['五楼左边', '室号照门上的写，只用数字、字母或“甲乙”，如 502、301A。'],
  ])('room %j: %s', (typed, expected) => {
    expect(saying(cleanRoomNumber(typed))).toBe(expected);
  });

  it.each([
    ['第一网格', '第一网格'],
    ['1网格', '第一网格'],
    ['01', '第一网格'],
    ['第12网格', '第十二网格'],
    ['二十', '第二十网格'],
    ['东网格', '网格应写“第几网格”，用汉字，如 第一网格。'],
    ['', '网格应写“第几网格”，用汉字，如 第一网格。'],
  ])('grid %j: %s', (typed, expected) => {
    expect(saying(cleanGrid(typed))).toBe(expected);
  });

  it.each([
    ['上保社区', '上保社区'],
    ['上保村委会', '上保社区'],
    ['上保', '上保社区'],
    ['东园社区居委会', '东园居委会'],
    ['上港', '名录里没有“上港”，社区应照名录写，如 上港第一居委会。'],
    ['', '社区是空的，应照名录写，如 上港第一居委会。'],
  ])('community %j: %s', (typed, expected) => {
    expect(saying(cleanCommunity(typed, REGISTER))).toBe(expected);
  });

  it.each([
    ['上港小区', '上港小区'],
    ['仁恒滨江园（2期）', '仁恒滨江园二期'],
    ['浦城路388弄', '浦城路388弄'],
    ['无', '无'],
    ['Garden小区', '小区名只用汉字，不用字母和符号，如 上港小区、仁恒滨江园二期。'],
    ['', '小区是空的，写小区名或路名门牌，如 上港小区、浦城路388弄；没有这一级就写“无”。'],
  ])('estate %j: %s', (typed, expected) => {
    expect(saying(cleanEstate(typed))).toBe(expected);
  });

  it('once clean stay as they are', () => {
    const cleaners = [cleanBuilding, cleanUnit, cleanFloor, cleanRoomNumber, cleanGrid, cleanEstate];
    const typed = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[第地下负B-]?[0-9一二三十]{1,3}[幢栋号层楼单元门网格室]{0,2}$/),
    );
    fc.assert(
      fc.property(typed, fc.constantFrom(...cleaners), (text, clean) => {
        const once = clean(text);
        if (once.ok) expect(clean(once.value)).toEqual(once);
      }),
    );
  });
});

describe('numbers in words', () => {
  it('come back from 1 to 99', () => {
    for (let value = 1; value < 100; value += 1) expect(numberOf(chineseNumber(value))).toBe(value);
  });

  it.each([
    ['廿七', 27],
    ['两', 2],
    ['〇', 0],
    ['一二', undefined],
    ['', undefined],
    ['东', undefined],
  ])('%s is %s', (text, value) => {
    expect(numberOf(text)).toBe(value);
  });
});

describe('floors', () => {
  it('come back from their words', () => {
    for (const floor of [-3, -1, 1, 18, 128]) expect(readFloor(floorWords(floor))).toEqual({ ok: true, value: floor });
  });
});
