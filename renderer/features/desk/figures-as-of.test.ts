import { expect, it } from 'vitest';
import { figuresAsOf } from './figures-as-of.ts';

const at = (time: string) => `2026-11-20T${time}:00.000Z`;

it('is the last contact, or a change counted that is later, or nothing before either', () => {
  expect(figuresAsOf(at('02:00'), [{ changedAt: at('01:00') }])).toBe(at('02:00'));
  expect(figuresAsOf(at('02:00'), [{ changedAt: at('01:00') }, { changedAt: at('03:00') }])).toBe(at('03:00'));
  expect(figuresAsOf(null, [{ changedAt: at('01:00') }])).toBe(at('01:00'));
  expect(figuresAsOf(null, [])).toBeUndefined();
});
