import { ageOn } from '../../shared/lib/calendar-day.ts';

/** `84 岁`; of children under two, months. */
export function ageWords(birth: string, today: string): string {
  const years = ageOn(birth, today);
  if (years >= 2) return `${String(years)} 岁`;
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = birth.split('-').map(Number);
  const [year = 0, month = 0, day = 0] = today.split('-').map(Number);
  const months = (year - fromYear) * 12 + (month - fromMonth) - (day < fromDay ? 1 : 0);
  return `${String(Math.max(0, months))} 个月`;
}
