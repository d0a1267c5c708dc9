import { defineRule, isHere } from './define-rule.ts';

/** Everybody died or moved away and the household stayed. Silent while its head is a record out of sight: his family may be too. */
export const householdEmpty = defineRule({
  name: 'household-empty',
  title: '户里没有人',
  of: ['household'],
  needsWorld: true,
  find: (household, world) => {
    if (household.head !== undefined && world.person(household.head) === undefined) return [];
    return world.membersOfHousehold(household._id).some(isHere)
      ? []
      : [
          {
            severity: 'doubt',
            words: '这一户已经没有人，核对后作废。',
            fixes: [{ key: 'voidEmpty', label: '作废这一户' }],
          },
        ];
  },
});
