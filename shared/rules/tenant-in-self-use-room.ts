import { defineRule, listed } from './define-rule.ts';
import { residentsOf } from './residents-of.ts';

export const tenantInSelfUseRoom = defineRule({
  name: 'tenant-in-self-use-room',
  title: '自住却有租客',
  of: ['room'],
  needsWorld: true,
  find: (room, world) => {
    if (room.use !== 'self') return [];
    const tenants = residentsOf(room._id, world).filter((stay) => stay.role === 'tenant');
    return tenants.length === 0
      ? []
      : [
          {
            severity: 'doubt',
            field: 'use',
            words: `标为自住，${listed(tenants.map((stay) => stay.personName))}却是承租，请核对用途。`,
            fixes: [{ key: 'useFromResidents', label: '按住的人改用途' }],
          },
        ];
  },
});
