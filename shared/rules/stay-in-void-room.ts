import { defineRule } from './define-rule.ts';

/** The room was split, merged or taken back, and somebody still lives in it by the records. */
export const stayInVoidRoom = defineRule({
  name: 'stay-in-void-room',
  title: '住在已作废的室',
  of: ['occupancy'],
  needsWorld: true,
  find: (stay, world) => {
    const isOver = stay.until !== undefined && stay.until <= world.today;
    return isOver || world.record(stay.room)?.['state'] !== 'void'
      ? []
      : [
          {
            severity: 'error',
            field: 'room',
            words: `${stay.personName}登记的室已作废（多半是拆分或合并了），请登记到新的室。`,
            fixes: [{ key: 'moveIn', label: '登记迁入' }],
          },
        ];
  },
});
