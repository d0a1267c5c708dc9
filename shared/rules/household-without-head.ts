import { defineRule, isHere } from './define-rule.ts';

/** A family with people in it has a head; collective households (集体户) have none. */
export const householdWithoutHead = defineRule({
  name: 'household-without-head',
  title: '户没有户主',
  of: ['household'],
  needsWorld: true,
  find: (household, world) => {
    if (household.kind === 'collective' || household.head !== undefined) return [];
    const members = world.membersOfHousehold(household._id).filter(isHere);
    return members.length === 0
      ? []
      : [
          {
            severity: 'error',
            field: 'head',
            words: `这一户有 ${members.length} 人，没有户主，请选一人。`,
            fixes: [{ key: 'chooseHead', label: '选户主' }],
          },
        ];
  },
});
