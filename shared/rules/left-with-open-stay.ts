import { defineRule } from './define-rule.ts';

/** Moved out of the street, and still counted in a room of it. 空挂 is what remains of somebody who left, and may stay. */
export const leftWithOpenStay = defineRule({
  name: 'left-with-open-stay',
  title: '已迁出仍有住所',
  of: ['person'],
  needsWorld: true,
  find: (person, world) => {
    if (person.life === 'dead' || person.leftOn === undefined) return [];
    const open = world.occupanciesOfPerson(person._id).filter((stay) => stay.role !== 'registeredOnly').length;
    return open === 0
      ? []
      : [
          {
            severity: 'error',
            field: 'leftOn',
            words: `${person.leftOn} 已迁出，还有 ${open} 处住所没有终止；又住回来的登记迁入。`,
            fixes: [
              { key: 'endStays', label: '终止住所' },
              { key: 'moveIn', label: '登记迁入' },
            ],
          },
        ];
  },
});
