import { defineRule, isHere } from './define-rule.ts';

/** 空挂 says: registered here, living elsewhere. Whoever is counted as living in that very room is not 空挂. */
export const awayButConsistent = defineRule({
  name: 'away-but-consistent',
  title: '空挂却计为住在这里',
  of: ['person'],
  needsWorld: true,
  find: (person, world) => {
    if (!isHere(person)) return [];
    const isBoth = world
      .occupanciesOfPerson(person._id)
      .some((stay) => stay.role === 'registeredOnly' && (stay.counted || stay.room === person.homeRoom));
    return isBoth
      ? [
          {
            severity: 'doubt',
            field: 'homeRoom',
            words: '登记为空挂（户口在此、人不在），却又计为住在这里，请核对住在哪里。',
            fixes: [{ key: 'moveIn', label: '登记迁入' }],
          },
        ]
      : [];
  },
});
