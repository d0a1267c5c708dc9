import type { Chance } from '../chance.ts';
import { COMMON_SURNAMES, SURNAME_LIST } from '../staff/name-parts.ts';

const each = (characters: string): readonly string[] => [...new Set(Array.from(characters))];

/** Given names go with the years: a first and a second character, and those that stand alone. */
interface GivenNames {
  readonly until: number;
  readonly male: readonly [first: readonly string[], second: readonly string[], single: readonly string[]];
  readonly female: readonly [first: readonly string[], second: readonly string[], single: readonly string[]];
}

const GENERATIONS: readonly GivenNames[] = [
  {
    until: 1949,
    male: [each('国德根金福荣阿宝祥兴永长文士仁鸿锦松'), each('生发根林荣祥明康寿泉庆昌才海堂元'), each('荣鸿清')],
    female: [each('秀桂玉兰月凤阿惠雪美素巧金瑞彩'), each('英珍妹兰娣芳凤仙琴香芬宝云'), each('英珍兰')],
  },
  {
    until: 1969,
    male: [each('建国志卫伟永正学立文家新德振'), each('国平军华民强明忠林康刚庆良生'), each('平勇强明军')],
    female: [each('丽惠美玉秀爱建雅亚小月红桂'), each('华萍芳珍敏琴英娟玲妹红蓉'), each('萍红芳敏')],
  },
  {
    until: 1989,
    male: [each('志文建晓海俊宇天东永国'), each('强华峰杰斌军明辉伟亮刚勇'), each('伟强磊军勇俊峰涛斌')],
    female: [each('晓丽海雅文佳春慧秋'), each('静燕婷敏琳丽慧娜洁霞艳'), each('静敏燕艳丽娟霞婷')],
  },
  {
    until: 2009,
    male: [each('子嘉文俊浩宇天晨一思'), each('豪杰轩涵辰阳铭睿翔文博'), each('昊晨宇睿')],
    female: [each('思雨嘉欣佳诗梦雅若'), each('琪怡婷雯涵颖瑶妍萱'), each('欣雨悦')],
  },
  {
    until: 9999,
    male: [each('梓宇浩沐亦奕承景'), each('轩泽宸睿辰晨阳熙'), each('宸睿')],
    female: [each('梓雨欣诗若沐可语'), each('萱涵彤妍悦桐琪苒'), each('玥彤')],
  },
];

export const surname = (chance: Chance): string => chance.pick(chance.happens(0.62) ? COMMON_SURNAMES : SURNAME_LIST);

export function givenName(chance: Chance, birthYear: number, isMale: boolean): string {
  const generation = GENERATIONS.find(({ until }) => birthYear <= until) ?? GENERATIONS[0];
  const [first, second, single] = (isMale ? generation?.male : generation?.female) ?? [[], [], []];
  if (chance.happens(birthYear < 1950 ? 0.05 : 0.16)) return chance.pick(single);
  for (;;) {
    const [one, two] = [chance.pick(first), chance.pick(second)];
    if (one !== two) return one + two;
  }
}

/** Names as they stand in a passport, with the country's code. */
const ABROAD = [
  { nationality: 'SGP', surnames: ['TAN', 'LIM', 'NG', 'WONG'], given: ['WEI MING', 'HUI LING', 'JUN HAO'] },
  { nationality: 'JPN', surnames: ['TANAKA', 'SATO', 'YAMADA'], given: ['KENJI', 'YUKO', 'HARUKA'] },
  { nationality: 'KOR', surnames: ['KIM', 'PARK', 'LEE'], given: ['MINJUN', 'SEOYEON', 'JIWOO'] },
  { nationality: 'USA', surnames: ['MILLER', 'CARTER', 'BROOKS'], given: ['DANIEL', 'EMMA', 'OLIVIA'] },
  { nationality: 'FRA', surnames: ['MARTIN', 'LAURENT', 'MOREAU'], given: ['LUCAS', 'CAMILLE', 'HUGO'] },
  { nationality: 'GBR', surnames: ['WRIGHT', 'HUGHES', 'BAKER'], given: ['JAMES', 'SOPHIE', 'OLIVER'] },
] as const;

export interface NameAbroad {
  readonly nationality: string;
  readonly surname: string;
  readonly given: string;
}

export function nameAbroad(chance: Chance): NameAbroad {
  const country = chance.pick(ABROAD);
  return {
    nationality: country.nationality,
    surname: chance.pick<string>(country.surnames),
    given: chance.pick<string>(country.given),
  };
}
