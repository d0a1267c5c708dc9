import { defineRule, isHere } from './define-rule.ts';

/** Relations (GB/T 4761) that only men, only women bear. */
const MEN = new Set(
  '11 20 21 22 23 24 25 26 27 28 29 41 43 46 47 51 53 55 57 61 63 66 71 73 76 78 81 83 85 87 89 93 95'.split(' '),
);
const WOMEN = new Set(
  '12 30 31 32 33 34 35 36 37 38 39 42 44 45 48 52 54 56 58 62 64 67 72 74 75 77 82 84 86 88 90 94 96'.split(' '),
);

export const relationSexDiffers = defineRule({
  name: 'relation-sex-differs',
  title: '与户主关系和性别不符',
  of: ['person'],
  needsWorld: false,
  find: (person) => {
    const { relation = '', sex } = person;
    const isWrong = (sex === '1' && WOMEN.has(relation)) || (sex === '2' && MEN.has(relation));
    return isHere(person) && isWrong
      ? [
          {
            severity: 'doubt',
            field: 'relation',
            words: `性别是${sex === '1' ? '男' : '女'}，与户主关系是${sex === '1' ? '女' : '男'}性的，请核对。`,
          },
        ]
      : [];
  },
});
