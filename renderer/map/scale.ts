/** The line is about this long; its true length comes from a round number of metres. */
const WANTED_PX = 80;

export interface Scale {
  readonly metres: number;
  readonly widthPx: number;
  readonly words: string;
}

/** The largest 1, 2 or 5 times a power of ten that is not longer than wanted. */
export function scaleOf(metresPerPixel: number): Scale {
  const longest = metresPerPixel * WANTED_PX;
  const power = 10 ** Math.floor(Math.log10(longest));
  const metres = power * ([5, 2].find((step) => step * power <= longest) ?? 1);
  return {
    metres,
    widthPx: Math.round(metres / metresPerPixel),
    words: metres >= 1000 ? `${String(metres / 1000)} 千米` : `${String(metres)} 米`,
  };
}
