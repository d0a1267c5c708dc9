/** What stays visible of a number under its mask: [from, to) stretches, so that marks never uncover anything. */
export function openParts(masked: string): readonly (readonly [number, number])[] {
  const first = masked.indexOf('*');
  const last = masked.lastIndexOf('*');
  if (first < 0) return [[0, masked.length]];
  return [[0, first] as const, [last + 1, masked.length] as const].filter(([from, to]) => to > from);
}

/** As it is read aloud: the stars mean nothing to the ear. */
export const spokenMask = (masked: string): string => `已打码，尾号 ${masked.slice(masked.lastIndexOf('*') + 1)}`;
