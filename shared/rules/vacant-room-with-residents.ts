import { defineRule, listed } from './define-rule.ts';
import { residentsOf } from './residents-of.ts';

export const vacantRoomWithResidents = defineRule({
  name: 'vacant-room-with-residents',
  title: '空置却住着人',
  of: ['room'],
  needsWorld: true,
  find: (room, world) => {
    if (room.use !== 'vacant') return [];
    const residents = residentsOf(room._id, world);
    return residents.length === 0
      ? []
      : [
          {
            severity: 'error',
            field: 'use',
            words: `标为空置，却登记住着${listed(residents.map((stay) => stay.personName))}，请核对是否已搬走。`,
            fixes: [{ key: 'useFromResidents', label: '按住的人改用途' }],
          },
        ];
  },
});
