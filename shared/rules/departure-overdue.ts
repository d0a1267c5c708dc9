import { defineRule, isHere } from './define-rule.ts';

export const departureOverdue = defineRule({
  name: 'departure-overdue',
  title: '预计离开日期已过',
  of: ['person'],
  needsWorld: false,
  find: (person, { today }) => {
    const leavesOn = person.class === 'overseas' ? person.overseas?.leavesOn : undefined;
    return !isHere(person) || leavesOn === undefined || leavesOn >= today
      ? []
      : [
          {
            severity: 'stale',
            field: 'overseas.leavesOn',
            words: `预计 ${leavesOn} 离开，请核实是否已走：走了登记迁出，没走改日期。`,
            fixes: [{ key: 'moveOut', label: '登记迁出' }],
          },
        ];
  },
});
