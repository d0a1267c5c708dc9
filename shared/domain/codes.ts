import { z } from 'zod';

/**
 * Division codes as we use them for access (DESIGN §3): 6 district, 9 street, 12 community, 15 management grid
 * (community + 3 digits). GB/T 2260 and GB/T 10114 give the first nine digits, the statistics bureau the next three.
 */
export const SCOPE_PATTERN = /^\d{6}(\d{3}){0,3}$/;
export const scopeCode = z.string().regex(SCOPE_PATTERN);

export type AreaLevel = 'district' | 'street' | 'community' | 'grid';

const LEVEL_BY_LENGTH: Readonly<Record<number, AreaLevel>> = {
  6: 'district',
  9: 'street',
  12: 'community',
  15: 'grid',
};

/** What a scope code names, or undefined when it is none. */
export const levelOf = (code: string): AreaLevel | undefined =>
  SCOPE_PATTERN.test(code) ? LEVEL_BY_LENGTH[code.length] : undefined;

/** The code one level up, or undefined for a district. */
export const parentCode = (code: string): string | undefined => (code.length > 6 ? code.slice(0, -3) : undefined);

/** The code and everything above it, widest first: 310115, 310115005, … */
export function codeLine(code: string): readonly string[] {
  const line: string[] = [];
  for (let length = 6; length <= code.length; length += 3) line.push(code.slice(0, length));
  return line;
}

/** Whether `code` is `prefix` or lies under it. */
export const isUnder = (code: string, prefix: string): boolean => code.startsWith(prefix);
