import type { Chance } from '../chance.ts';

/** Somebody of a household before he has a name. Relations are those of GB/T 4761. */
export interface Member {
  readonly relation: string;
  readonly age: number;
  readonly isMale: boolean;
  /** Bears the head's family name. */
  readonly ofTheName: boolean;
  readonly marriage: 'single' | 'married' | 'widowed' | 'divorced';
}

const RELATION = {
  head: '02',
  husband: '11',
  wife: '12',
  son: '20',
  daughterInLaw: '38',
  daughter: '30',
  grandson: '41',
  granddaughter: '42',
  father: '51',
  mother: '52',
} as const;

const person = (
  relation: string,
  age: number,
  isMale: boolean,
  ofTheName: boolean,
  marriage: Member['marriage'],
): Member => ({ relation, age: Math.max(0, Math.min(101, Math.round(age))), isMale, ofTheName, marriage });

type Family = (chance: Chance) => readonly Member[];

const elderAge = (chance: Chance): number => 60 + Math.floor(chance.share() ** 1.5 * 36);

const couple = (chance: Chance, age: number): readonly [Member, Member] => {
  const headIsMale = chance.happens(0.72);
  const spouseAge = age + chance.whole(-4, 2) * (headIsMale ? 1 : -1);
  return [
    person(RELATION.head, age, headIsMale, true, 'married'),
    person(headIsMale ? RELATION.wife : RELATION.husband, Math.max(22, spouseAge), !headIsMale, false, 'married'),
  ];
};

/** Children bear the father's name: the head's, where the head is a man. */
const child = (chance: Chance, age: number, head: Member): Member => {
  const isMale = chance.happens(0.515);
  const marriage = age >= 30 && chance.happens(0.25) ? 'divorced' : 'single';
  return person(isMale ? RELATION.son : RELATION.daughter, age, isMale, head.isMale, marriage);
};

const elderAlone: Family = (chance) => {
  const age = 62 + Math.floor(chance.share() * 33);
  const isMale = chance.happens(0.36);
  return [person(RELATION.head, age, isMale, true, chance.happens(0.78) ? 'widowed' : 'divorced')];
};
const elderCouple: Family = (chance) => couple(chance, elderAge(chance));
const alone: Family = (chance) => {
  const age = chance.whole(24, 59);
  return [
    person(RELATION.head, age, chance.happens(0.52), true, age > 38 && chance.happens(0.5) ? 'divorced' : 'single'),
  ];
};
const twosome: Family = (chance) => couple(chance, chance.whole(27, 60));
const withChildren =
  (count: number): Family =>
  (chance) => {
    const age = chance.whole(29, 58);
    const both = couple(chance, age);
    const oldest = Math.max(0, Math.min(27, age - chance.whole(26, 34)));
    return [
      ...both,
      ...Array.from({ length: count }, (_, at) =>
        child(chance, Math.max(0, oldest - at * chance.whole(2, 5)), both[0]),
      ),
    ];
  };
const elderWithChild: Family = (chance) => {
  const age = chance.whole(62, 90);
  const head = person(RELATION.head, age, chance.happens(0.4), true, 'widowed');
  return [head, child(chance, age - chance.whole(24, 33), head)];
};
const eldersWithChild: Family = (chance) => {
  const both = couple(chance, chance.whole(60, 82));
  return [...both, child(chance, both[0].age - chance.whole(25, 33), both[0])];
};
const threeGenerations: Family = (chance) => {
  const both = couple(chance, chance.whole(31, 50));
  const [head] = both;
  const mother = person(
    RELATION.mother,
    head.age + chance.whole(23, 32),
    false,
    false,
    chance.happens(0.5) ? 'widowed' : 'married',
  );
  const father =
    mother.marriage === 'married'
      ? [person(RELATION.father, mother.age + chance.whole(-1, 4), true, true, 'married')]
      : [];
  return [...both, child(chance, Math.max(0, head.age - chance.whole(27, 33)), head), ...father, mother];
};
const elderHeadThreeGenerations: Family = (chance) => {
  const head = person(RELATION.head, chance.whole(62, 84), chance.happens(0.6), true, 'widowed');
  const age = head.age - chance.whole(25, 31);
  const grandchild = chance.happens(0.515);
  return [
    head,
    person(RELATION.son, age, true, head.isMale, 'married'),
    person(RELATION.daughterInLaw, age - chance.whole(0, 3), false, false, 'married'),
    person(
      grandchild ? RELATION.grandson : RELATION.granddaughter,
      Math.max(0, age - chance.whole(27, 32)),
      grandchild,
      head.isMale,
      'single',
    ),
  ];
};
const oneParent: Family = (chance) => {
  const head = person(RELATION.head, chance.whole(30, 52), chance.happens(0.25), true, 'divorced');
  return [head, child(chance, Math.max(1, head.age - chance.whole(25, 32)), head)];
};
const skippedGeneration: Family = (chance) => {
  const head = person(RELATION.head, chance.whole(60, 76), chance.happens(0.3), true, 'widowed');
  const isMale = chance.happens(0.5);
  const relation = isMale ? RELATION.grandson : RELATION.granddaughter;
  return [head, person(relation, chance.whole(4, 19), isMale, head.isMale, 'single')];
};

/** Who lives in a home of their own, by how often. Fits the inner city: more than a third are over sixty. */
const AT_HOME: readonly (readonly [Family, number])[] = [
  [elderAlone, 18],
  [elderCouple, 30],
  [alone, 7],
  [twosome, 9],
  [withChildren(1), 16],
  [withChildren(2), 3],
  [threeGenerations, 6],
  [elderHeadThreeGenerations, 3],
  [elderWithChild, 8],
  [eldersWithChild, 8],
  [oneParent, 3],
  [skippedGeneration, 2],
];

const youngAlone: Family = (chance) => [
  person(RELATION.head, chance.whole(21, 44), chance.happens(0.54), true, 'single'),
];
const youngCouple: Family = (chance) => couple(chance, chance.whole(24, 42));

/** Tenants of a whole flat. */
const TENANTS: readonly (readonly [Family, number])[] = [
  [youngAlone, 48],
  [youngCouple, 27],
  [withChildren(1), 15],
  [withChildren(2), 3],
  [elderCouple, 4],
  [oneParent, 3],
];

export const familyWithChildren = (count: number, chance: Chance): readonly Member[] => withChildren(count)(chance);
export const familyAtHome = (chance: Chance): readonly Member[] => chance.weighted(AT_HOME)(chance);
export const tenantFamily = (chance: Chance): readonly Member[] => chance.weighted(TENANTS)(chance);
/** One of several who share a flat without being related. */
export const flatmate = (chance: Chance): Member => youngAlone(chance)[0] as Member;
