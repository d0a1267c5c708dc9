/** The whole numbers somebody wrote, however they are set apart: `4、13，14` → 4, 13, 14. Full-width digits count. */
export function numbersIn(text: string): readonly number[] {
  return (text.normalize('NFKC').match(/-?\d+/g) ?? []).map(Number);
}

/** Door numbers somebody wrote: `301A、301B`. */
export function wordsIn(text: string): readonly string[] {
  return text
    .normalize('NFKC')
    .split(/[\s,、;；，]+/u)
    .filter((word) => word !== '');
}
