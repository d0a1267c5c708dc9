import { describe, expect, it } from 'vitest';
import { PERSON_CLASSES } from '../../../shared/domain/person.ts';
import { fieldsOf, isFilled, valueAt } from './class-fields.ts';

describe('the card', () => {
  it.each(PERSON_CLASSES)('of %s shows nothing of the other classes', (own) => {
    const others = PERSON_CLASSES.filter((each) => each !== own);
    const paths = fieldsOf({ class: own }).map(({ path }) => path);
    expect(paths.filter((path) => others.some((other) => path.startsWith(`${other}.`)))).toEqual([]);
    expect(paths.some((path) => path.startsWith(`${own}.`))).toBe(true);
    expect(paths.some((path) => path.startsWith('leftBehind.'))).toBe(false);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.at(-1)).toBe('note');
  });
  it('shows what being left behind adds, on top of any class', () => {
    const paths = fieldsOf({ class: 'resident', leftBehind: { kind: 'child' } }).map(({ path }) => path);
    expect(paths).toContain('leftBehind.kind');
    expect(paths).toContain('resident.registeredAddress');
  });
});

it('finds the value at a path, or nothing', () => {
  const record = { floating: { reason: '务工' }, birth: '1990-01-01' };
  expect(valueAt(record, 'floating.reason')).toBe('务工');
  expect(valueAt(record, 'floating.reason.more')).toBeUndefined();
  expect(isFilled(valueAt(record, 'resident.registeredAddress'))).toBe(false);
});
