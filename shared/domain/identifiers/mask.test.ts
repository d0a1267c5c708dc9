import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskAddress, maskId, maskName, maskPhone } from './mask.ts';

describe('masks', () => {
  it.each([
    ['严立诚', '严**'],
    ['严诚', '严**'],
    ['𠮷田', '𠮷**'],
    ['', ''],
  ])('name %s → %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  it.each([
    ['320281199001011234', '3202**********1234'],
    ['11010519491231002X', '1101**********002X'],
    ['110105491231002', '110*********002'],
    ['E12345678', 'E1*****78'],
    ['123', '***'],
    ['', ''],
  ])('id %s → %s', (number, masked) => {
    expect(maskId(number)).toBe(masked);
  });

  it.each([
    ['13812345678', '138****5678'],
    ['10012345678', '100****5678'],
    ['021-58881234', '021-****1234'],
    ['0512-6522123-802', '0512-****2123'],
    ['95588', '95588'],
    ['4008123123', '4008123123'],
    ['+85291234567', '+85****4567'],
    ['5888', '****'],
    ['', ''],
  ])('phone %s → %s', (number, masked) => {
    expect(maskPhone(number)).toBe(masked);
  });

  it.each([
    ['上港小区 27幢 2单元 502', '上港小区 27幢 ****'],
    ['上港小区27号楼502室', '上港小区27号楼 ****'],
    ['上港小区 27幢', '上港小区 27幢'],
    ['浦城路 388号 502室', '浦城路 388号 ****'],
    ['浦城路388弄12号502室', '浦城路388弄 ****'],
    ['安徽省六安市金寨县梅山镇 3组 15', '安徽省六安市金寨县梅山镇 ****'],
    ['上港小区廿七幢二单元五〇二', '上港小区廿七幢 ****'],
    ['栖霞路四十弄三号五〇二室', '栖霞路四十弄 ****'],
    ['上港小区五〇二室', '上港小区 ****'],
    ['金茂大厦', '金茂大厦'],
    ['八一公寓', '八一公寓'],
    ['502', '****'],
    ['', ''],
  ])('address %s → %s', (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
  });

  it('cover at least half of any number, and never a number of another length', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Z]{1,20}$/), (number) => {
        const masked = maskId(number);
        expect(masked).toHaveLength(number.length);
        expect(Array.from(masked).filter((character) => character === '*').length * 2).toBeGreaterThanOrEqual(
          number.length,
        );
      }),
    );
  });
});
