import { defineRule } from './define-rule.ts';

/** The head died, left, or belongs to another household. Silent on a head who is out of sight. */
export const headNotMember = defineRule({
  name: 'head-not-member',
  title: '户主不在户内',
  of: ['household'],
  needsWorld: true,
  find: (household, world) => {
    const head = household.head === undefined ? undefined : world.person(household.head);
    if (head === undefined) return [];
    const why =
      head.state === 'void'
        ? '的档案已作废'
        : head.life === 'dead'
          ? '已登记死亡'
          : head.leftOn !== undefined
            ? `${head.leftOn} 已迁出`
            : head.household !== household._id
              ? '不在这一户'
              : undefined;
    return why === undefined
      ? []
      : [
          {
            severity: 'error',
            field: 'head',
            words: `户主${head.name}${why}，请另选户主。`,
            fixes: [{ key: 'chooseHead', label: '选户主' }],
          },
        ];
  },
});
