import { expect, it } from 'vitest';
import { ending } from './ending.ts';

it('is told once to everybody who still listens, and at once to who comes after', () => {
  const told: string[] = [];
  const end = ending();
  end.whenOver(() => {
    told.push('first');
    leaveSecond();
  });
  const leaveSecond = end.whenOver(() => told.push('second'));
  end.whenOver(() => told.push('left'))();
  end.whenOver(() => told.push('third'));
  expect(end.isOver()).toBe(false);
  end.end();
  end.end();
  end.whenOver(() => told.push('late'))();
  expect([end.isOver(), told]).toEqual([true, ['first', 'third', 'late']]);
});
