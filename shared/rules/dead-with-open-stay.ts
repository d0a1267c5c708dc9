import { defineRule } from './define-rule.ts';

export const deadWithOpenStay = defineRule({
  name: 'dead-with-open-stay',
  title: '已死亡仍有住所',
  of: ['person'],
  needsWorld: true,
  find: (person, world) => {
    if (person.life !== 'dead') return [];
    const open = world.occupanciesOfPerson(person._id).length;
    return open === 0
      ? []
      : [
          {
            severity: 'error',
            field: 'life',
            words: `已登记死亡，还有 ${open} 处住所没有终止，仍计在人口里。`,
            fixes: [{ key: 'endStays', label: '终止住所' }],
          },
        ];
  },
});
