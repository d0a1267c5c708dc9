import { ageOn } from '../lib/calendar-day.ts';
import { defineRule, isHere } from './define-rule.ts';
import { isExpired } from './tag-parts.ts';

/** The catalogue says for what age a tag is: 高龄老人 from 80, 留守儿童 to 15. */
export const tagNeedsAge = defineRule({
  name: 'tag-needs-age',
  title: '标签与年龄不符',
  of: ['person'],
  needsWorld: false,
  find: (person, world) => {
    const { birth, tags = [] } = person;
    if (birth === undefined || birth > world.today || !isHere(person)) return [];
    const age = ageOn(birth, world.today);
    return tags.flatMap((tag) => {
      const entry = world.tags.get(tag.code);
      if (entry === undefined || isExpired(tag, world.today)) return [];
      const { ageFrom = 0, ageTo = Infinity, label, code } = entry;
      if (age >= ageFrom && age <= ageTo) return [];
      const limit = age < ageFrom ? `满 ${ageFrom} 岁才算` : `到 ${ageTo} 岁为止`;
      return [
        {
          severity: 'doubt' as const,
          field: 'tags',
          detail: code,
          words: `现年 ${age} 岁，“${label}”${limit}，请移除或核对出生日期。`,
          fixes: [{ key: 'endTag', label: '移除' }],
        },
      ];
    });
  },
});
