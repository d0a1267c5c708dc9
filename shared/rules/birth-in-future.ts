import { ageOn } from '../lib/calendar-day.ts';
import { defineRule, isHere } from './define-rule.ts';

/** Older than anybody known to live here: more likely a slip, or a death nobody recorded. */
const OLDEST_YEARS = 115;

export const birthInFuture = defineRule({
  name: 'birth-in-future',
  title: '出生日期不可能',
  of: ['person'],
  needsWorld: false,
  find: (person, { today }) => {
    const { birth } = person;
    if (birth === undefined) return [];
    if (birth > today)
      return [{ severity: 'error', field: 'birth', words: `出生日期 ${birth} 还没有到，请核对年份。` }];
    const age = ageOn(birth, today);
    return isHere(person) && age > OLDEST_YEARS
      ? [{ severity: 'doubt', field: 'birth', words: `按出生日期已 ${age} 岁，请核对年份，或补登死亡。` }]
      : [];
  },
});
