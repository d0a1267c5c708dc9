import { defineRule, isHere } from './define-rule.ts';
import { isExpired, tagLabel } from './tag-parts.ts';

export const tagExpired = defineRule({
  name: 'tag-expired',
  title: '标签已过期',
  of: ['person'],
  needsWorld: false,
  find: (person, world) =>
    !isHere(person)
      ? []
      : (person.tags ?? [])
          .filter((tag) => isExpired(tag, world.today))
          .map(({ code, until = '' }) => ({
            severity: 'stale' as const,
            field: 'tags',
            detail: code,
            words: `“${tagLabel(code, world)}”${until} 已到期，请续期或移除。`,
            fixes: [
              { key: 'renewTag', label: '续期' },
              { key: 'endTag', label: '移除' },
            ],
          })),
});
