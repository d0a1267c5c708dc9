import type { StreetAddresses, StreetBuildings } from '../../../../shared/geo/resources.ts';
import type { RoomUse } from '../../../../shared/domain/room.ts';
import type { Wanted } from './residence.ts';

/** The model house: 上港小区 27幢, six floors, four units, three doors. */
export const DRAWN_BUILDING = '上港小区 27幢';

/** Where 严立诚's son lives: twelve floors and more, one entrance. */
export const SON_BUILDING = '浦江茗园 6幢';
export const DRAWN_ELDER = '严立诚';
export const ELDER_DOOR = { unit: '2单元', number: '502' } as const;
export const SON_DOOR = { unit: '无', number: '1203' } as const;

/**
 * Top floor first, units side by side: family name, head count, and r 出租 s 自住带租 a 人户分离 g 群租 v 空置 b 经营,
 * k a couple with two children, m flatmates, c a couple with one child, - as it comes.
 */
const DRAWN: Readonly<Record<string, readonly (readonly string[])[]>> = {
  [DRAWN_BUILDING]: [
    ['叶3 尤1r 宋1', '江1 苏1 尤1', '汤4g 孙3r 赵1', '何2 尤1r 周2'],
    ['v 余4k 于4', '周3 严1 何4', '江2 何1r 许3m', 'v v 汪2'],
    ['温3s 陆3 白4', '丁2 叶1 李4', '戚4a 邱4r 孙4', '万3 于3r 陈3'],
    ['何2 李2 于3s', '范3r 杜1 丁4', '万1 宋3 孟3', 'v 柏1 江2'],
    ['孙4r 吴2s 万2r', '谷2r 范2a 赵4', '孟4 余2 李1', '丁2r 万2s 丁2r'],
    ['方4k 石2 叶2', '孟3r 何4 冯3', '任2r 陈4 刘1', '赵4 范3 b'],
  ],
  // In the second grid of the community: a family of four, a shared flat and a shop on the ground floor.
  '上港小区 9幢': [['顾4k 许3m b']],
  [SON_BUILDING]: [['- - 严3c'], ...Array.from({ length: 11 }, () => ['-'])],
};
export const isDrawn = (building: string): boolean => Object.hasOwn(DRAWN, building);

const USES: Readonly<Record<string, RoomUse>> = {
  r: 'rent',
  m: 'rent',
  s: 'selfAndRent',
  g: 'groupRental',
  v: 'vacant',
  b: 'business',
};
const MAKEUP: Readonly<Record<string, NonNullable<Wanted['makeup']>>> = {
  k: 'twoChildren',
  m: 'flatmates',
  c: 'oneChild',
};

/** What a drawing shows behind a door, `undefined` where it shows nothing; floors and doors count from one. */
export function drawnRoom(building: string, unit: number, floor: number, door: number): Wanted | undefined {
  const floors = DRAWN[building] ?? [];
  const cell = floors[floors.length - floor]?.[unit - 1]?.split(' ')[door - 1];
  if (cell === undefined || cell === '-') return undefined;
  const [, name = '', people = '', flag = ''] = /^([^\da-z]?)(\d?)([a-z]?)$/.exec(cell) ?? [];
  const makeup = MAKEUP[flag];
  return {
    use: USES[flag] ?? 'self',
    ...(name === '' ? {} : { surname: name }),
    ...(people === '' ? {} : { people: Number(people) }),
    ...(flag === 'a' ? { apart: true } : {}),
    ...(makeup === undefined ? {} : { makeup }),
  };
}

/** The model house stands in 上港第一; on the map that number has fallen to the community next door, so the two change numbers. */
const SWAPPED: Readonly<Record<string, string>> = { '上港小区 8幢': DRAWN_BUILDING, [DRAWN_BUILDING]: '上港小区 8幢' };
const HOUSE = /^.+?\d幢/;

export const withDrawnBuilding = (buildings: StreetBuildings): StreetBuildings => ({
  ...buildings,
  buildings: buildings.buildings.map((building) => ({ ...building, label: SWAPPED[building.label] ?? building.label })),
});
export const withDrawnAddresses = (addresses: StreetAddresses): StreetAddresses => ({
  ...addresses,
  addresses: addresses.addresses.map((address) => ({
    ...address,
    text: address.text.replace(HOUSE, (house) => SWAPPED[house] ?? house),
  })),
});
