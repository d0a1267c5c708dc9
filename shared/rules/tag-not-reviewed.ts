import { defineRule, isHere } from './define-rule.ts';
import { isExpired, reviewDueOn, tagLabel } from './tag-parts.ts';

/** A tag that nobody looks at again is the main source of stale lists. One that is over anyhow is for `tag-expired`. */
export const tagNotReviewed = defineRule({
  name: 'tag-not-reviewed',
  title: '标签该复核了',
  of: ['person'],
  needsWorld: false,
  find: (person, world) =>
    !isHere(person)
      ? []
      : (person.tags ?? []).flatMap((tag) => {
          const due = reviewDueOn(tag, world.tags.get(tag.code));
          if (isExpired(tag, world.today) || due === undefined || due >= world.today) return [];
          return [
            {
              severity: 'stale' as const,
              field: 'tags',
              detail: tag.code,
              words: `“${tagLabel(tag.code, world)}”应在 ${due} 前复核，请核实后续期或移除。`,
              fixes: [
                { key: 'renewTag', label: '复核续期' },
                { key: 'endTag', label: '移除' },
              ],
            },
          ];
        }),
});
