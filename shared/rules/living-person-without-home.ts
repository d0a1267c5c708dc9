import { defineRule, isHere } from './define-rule.ts';

/** Somebody registered here who lives elsewhere (空挂) has no home here to be counted in. */
export const livingPersonWithoutHome = defineRule({
  name: 'living-person-without-home',
  title: '没有现住地',
  of: ['person'],
  needsWorld: true,
  find: (person, world) =>
    isHere(person) &&
    person.homeRoom === undefined &&
    !world.occupanciesOfPerson(person._id).some((stay) => stay.role === 'registeredOnly')
      ? [
          {
            severity: 'error',
            field: 'homeRoom',
            words: '没有现住地。住在本街道的登记迁入，已离开的登记迁出。',
            fixes: [
              { key: 'moveIn', label: '登记迁入' },
              { key: 'moveOut', label: '登记迁出' },
            ],
          },
        ]
      : [],
});
