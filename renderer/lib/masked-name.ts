/** 邬子墨 → 邬**: the family name stays, the rest is covered. */
export function maskedName(name: string): string {
  const [first = ''] = Array.from(name);
  return `${first}**`;
}
