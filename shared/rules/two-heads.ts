import { defineRule, isHere } from './define-rule.ts';

const HEAD_CODES: readonly (string | undefined)[] = ['01', '02'];

/** Somebody beside the head is marked 本人 or 户主 too, or the head is not. */
export const twoHeads = defineRule({
  name: 'two-heads',
  title: '与户主关系不对',
  of: ['household'],
  needsWorld: true,
  find: (household, world) => {
    if (household.head === undefined || household.kind === 'collective') return [];
    return world
      .membersOfHousehold(household._id)
      .filter(isHere)
      .flatMap(({ _id, name, relation }) => {
        const isMarked = HEAD_CODES.includes(relation);
        if (_id === household.head) {
          return isMarked
            ? []
            : [
                {
                  severity: 'doubt' as const,
                  field: 'head',
                  detail: _id,
                  words: `${name}是户主，与户主关系却不是“户主”。`,
                },
              ];
        }
        return isMarked
          ? [
              {
                severity: 'doubt' as const,
                field: 'head',
                detail: _id,
                words: `${name}不是户主，与户主关系却是“户主”。`,
              },
            ]
          : [];
      });
  },
});
