import { defineRule } from './define-rule.ts';

export const twoCountedHomes = defineRule({
  name: 'two-counted-homes',
  title: '两处住所都计入人口',
  of: ['person'],
  needsWorld: true,
  find: (person, world) => {
    const counted = world.occupanciesOfPerson(person._id).filter((stay) => stay.counted);
    return counted.length < 2
      ? []
      : [
          {
            severity: 'error',
            field: 'homeRoom',
            words: `有 ${counted.length} 处住所都计入人口，只能计一处，请核对常住在哪里。`,
            fixes: [{ key: 'moveIn', label: '登记迁入' }],
          },
        ];
  },
});
