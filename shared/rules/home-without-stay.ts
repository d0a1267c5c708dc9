import { defineRule, isHere } from './define-rule.ts';

/** The counted home and the stays say different rooms. Silent while somebody is being handed over: his stay may lie with the colleague. */
export const homeWithoutStay = defineRule({
  name: 'home-without-stay',
  title: '现住地与住所不一致',
  of: ['person'],
  needsWorld: true,
  find: (person, world) => {
    if (!isHere(person) || person.homeRoom === undefined || person.handover !== undefined) return [];
    const counted = world.occupanciesOfPerson(person._id).filter((stay) => stay.counted);
    return counted.some((stay) => stay.room === person.homeRoom)
      ? []
      : [
          {
            severity: 'error',
            field: 'homeRoom',
            words:
              counted.length === 0
                ? '现住地没有对应的住所记录，请重新登记迁入。'
                : '现住地与计入人口的住所不是同一室，请核对住在哪里。',
            fixes: [{ key: 'moveIn', label: '登记迁入' }],
          },
        ];
  },
});
