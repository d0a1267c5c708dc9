// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { columnsOf } from './columns.tsx';
import { listKinds } from './list-kinds.ts';

afterEach(cleanup);

const marked = (key: string, day: string): string => {
  const list = listKinds([], true).find(({ kind }) => kind === 'enterprise');
  if (list === undefined) throw new Error('there is a list of enterprises');
  const column = columnsOf(list).find((one) => one.key === key);
  const row = { kind: 'enterprise', licenceUntil: day, dueOn: day };
  const { container } = render(<>{column?.cell(row as never, { today: '2026-11-29' } as never)}</>);
  return `${container.querySelector('.ui-state')?.className.match(/ui-tone-(\w+)/)?.[1] ?? ''} ${container.textContent}`;
};

it.each([
  ['2026-11-28', 'bad 超 1 天', 'bad 超 1 天'],
  ['2026-11-30', 'warn 明天', 'warn 明天'],
  ['2026-12-11', 'warn 12-11', 'ok 12-11'],
  ['2026-12-29', 'warn 12-29', 'ok 12-29'],
  ['2026-12-30', 'ok 12-30', 'ok 12-30'],
])('marks a licence that ends on %s a month ahead, an inspection the day before', (day, licence, inspection) => {
  expect(marked('licenceUntil', day)).toBe(licence);
  expect(marked('dueOn', day)).toBe(inspection);
});
