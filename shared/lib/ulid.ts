import type { Random } from './random.ts';

/** Crockford's base 32, as in the ULID specification (https://github.com/ulid/spec). */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const ULID_PATTERN = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** 26 characters: 48 bits of milliseconds, 80 bits of chance. Sorts by time of making. */
export function ulid(nowMs: number, random: Random): string {
  let time = '';
  for (let rest = Math.floor(nowMs), i = 0; i < 10; i += 1, rest = Math.floor(rest / 32)) {
    time = DIGITS.charAt(rest % 32) + time;
  }
  let chance = '';
  for (let i = 0; i < 16; i += 1) chance += DIGITS.charAt(Math.floor(random() * 32));
  return time + chance;
}

/** The milliseconds a ULID was made at. */
export function ulidTimeMs(id: string): number {
  let ms = 0;
  for (const digit of id.slice(0, 10)) ms = ms * 32 + DIGITS.indexOf(digit);
  return ms;
}
