import { describe, expect, it } from 'vitest';
import { localText } from './local-time.ts';
import { afterWork, ALWAYS, OFFICE } from './work-hours.ts';

const at = (local: string): number => Date.parse(`${local}:00+08:00`);

describe('minutes of work', () => {
  it.each([
    ['inside the day', '2026-11-20T09:00', 30, OFFICE, '2026-11-20T09:30'],
    ['from before opening', '2026-11-20T03:00', 30, OFFICE, '2026-11-20T09:00'],
    ['from after closing', '2026-11-20T21:00', 30, OFFICE, '2026-11-21T09:00'],
    ['over the night', '2026-11-20T17:50', 30, OFFICE, '2026-11-21T08:50'],
    ['over several days', '2026-11-20T08:30', 9.5 * 60 * 2 + 60, OFFICE, '2026-11-22T09:30'],
    ['up to closing', '2026-11-20T17:30', 30, OFFICE, '2026-11-20T18:00'],
    ['round the clock', '2026-11-20T23:50', 30, ALWAYS, '2026-11-21T00:20'],
    ['none at all', '2026-11-20T23:50', 0, ALWAYS, '2026-11-20T23:50'],
  ])('%s', (_, from, minutes, hours, expected) => {
    expect(localText(afterWork(at(from), minutes, hours)).slice(0, 16)).toBe(expected);
  });
});
