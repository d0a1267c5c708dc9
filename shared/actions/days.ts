/** A calendar day so many months later; the last of the month where the day does not exist there. */
export function monthsLater(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const there = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, last)));
  return there.toISOString().slice(0, 10);
}
