/** One figure: its key in the BENCH line, what it is in words, its value, its unit. */
export interface Figure {
  readonly key: string;
  readonly words: string;
  readonly value: number;
  readonly unit: string;
}

/** A table for people, then one line for machines, last. */
export function printResult(name: string, figures: readonly Figure[]): void {
  const wide = Math.max(...figures.map(({ key }) => key.length));
  console.log('');
  for (const { key, words, value, unit } of figures) {
    console.log(`${key.padEnd(wide)}  ${String(value).padStart(9)} ${unit.padEnd(3)} ${words}`);
  }
  console.log('');
  console.log(
    `BENCH ${JSON.stringify({ name, ...Object.fromEntries(figures.map(({ key, value }) => [key, value])) })}`,
  );
}
