// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it } from 'vitest';
import type { ListQuery } from '../../shared/stock/query.ts';
import type { Workstation } from '../data/api.ts';
import { WorkstationProvider } from '../data/hooks.ts';
import type { ListPlace } from '../ui/window-list.tsx';
import { useSelection } from './use-selection.ts';

const query: ListQuery<'case'> = { kind: 'case' };

/** What is selected by a range over a list that has these ids by the time it is asked for. */
async function selectedBy(start: ListPlace, end: ListPlace, ids: readonly string[]): Promise<readonly string[]> {
  const workstation = { stock: { ids: () => Promise.resolve(ids) } } as unknown as Workstation;
  const { result } = renderHook(() => useSelection(query, ids.length), {
    wrapper: ({ children }: { readonly children: ReactNode }) => (
      <WorkstationProvider workstation={workstation}>{children}</WorkstationProvider>
    ),
  });
  await act(async () => {
    result.current.forList.onRange(start, end, true);
    await Promise.resolve();
  });
  return [...result.current.ids];
}

it('selects from row to row, wherever the two stand by now', async () => {
  const [b, d] = [
    { at: 1, id: 'b' },
    { at: 3, id: 'd' },
  ];
  expect(await selectedBy(b, d, ['a', 'b', 'c', 'd', 'e'])).toEqual(['b', 'c', 'd']);
  expect(await selectedBy(d, b, ['a', 'b', 'c', 'd', 'e'])).toEqual(['b', 'c', 'd']);
  expect(await selectedBy(b, d, ['new', 'a', 'b', 'c', 'd', 'e'])).toEqual(['b', 'c', 'd']);
  expect(await selectedBy(b, d, ['b', 'c', 'd', 'e'])).toEqual(['b', 'c', 'd']);
});

it('takes the place of an end that is not known yet, or has left the list', async () => {
  expect(await selectedBy({ at: 1, id: undefined }, { at: 3, id: 'd' }, ['a', 'b', 'c', 'd', 'e'])).toEqual([
    'b',
    'c',
    'd',
  ]);
  expect(await selectedBy({ at: 1, id: 'b' }, { at: 3, id: 'd' }, ['a', 'c', 'd', 'e'])).toEqual(['c', 'd']);
});
