import { ROOM_USE_NAMES } from '../domain/room.ts';
import { defineRule, listed } from './define-rule.ts';
import { residentsOf } from './residents-of.ts';

/** People registered as living where goods are made, kept or sold: 三合一, or the room's use is out of date. */
export const livingInWorkplace = defineRule({
  name: 'living-in-workplace',
  title: '经营仓储场所住人',
  of: ['room'],
  needsWorld: true,
  find: (room, world) => {
    if (room.use !== 'business' && room.use !== 'storage') return [];
    const residents = residentsOf(room._id, world);
    return residents.length === 0
      ? []
      : [
          {
            severity: 'doubt',
            field: 'use',
            words: `用途是${ROOM_USE_NAMES[room.use]}，却登记住着${listed(residents.map((stay) => stay.personName))}，请上门看是不是三合一。`,
            fixes: [{ key: 'useFromResidents', label: '按住的人改用途' }],
          },
        ];
  },
});
