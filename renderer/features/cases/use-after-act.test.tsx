// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { expect, it } from 'vitest';
import type { ListQuery } from '../../../shared/stock/query.ts';
import type { CaseStock } from '../../../shared/stock/rows.ts';
import { aCase, aFinding, anEntry, aStandard, aUser } from '../../../shared/testing/builders.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import type { ListPlace } from '../../ui/window-list.tsx';
import { useAfterAct } from './use-after-act.ts';

const both = { ...aUser('streetClerk'), posts: [...aUser('streetClerk').posts, ...aUser('dispatcher').posts] };
const report = anEntry(aUser('gridWorker'), 'report', { finding: aFinding() });
const accept = anEntry(aUser('communityClerk'), 'accept', {}, report);
const open = anEntry(aUser('streetClerk'), 'open', { standard: aStandard }, accept);
const dispatch = anEntry(
  aUser('dispatcher'),
  'dispatch',
  { department: 'dept:roads', departmentName: '道路管理所' },
  open,
);
const query: ListQuery<'case'> = { kind: 'case' };

/** The hand on the first of some rows, in the queue of what waits for one who opens and dispatches. */
function onFirstRow() {
  const state: { document: CaseDocument; ids: readonly string[] } = {
    document: aCase([report, accept]),
    ids: ['case:a', 'case:b', 'case:c'],
  };
  const workstation = {
    user: both,
    cases: { one: () => ({ get: () => state.document }) },
    stock: { ids: () => Promise.resolve(state.ids) },
  } as unknown as Workstation;
  const { result } = renderHook(
    () => {
      const [place, move] = useState<ListPlace>({ at: 0, id: 'case:a' });
      const next = state.ids[place.at + 1];
      const nextRow = next === undefined ? undefined : ({ id: next } as CaseStock);
      return { place, ...useAfterAct({ queue: 'mine', query, place, shownId: place.id, nextRow, move }) };
    },
    {
      wrapper: ({ children }: { readonly children: ReactNode }) => (
        <WorkstationProvider workstation={workstation}>{children}</WorkstationProvider>
      ),
    },
  );
  return { state, result };
}

it('keeps a case in hand that waits for the same person again, wherever its row goes, and then goes on from where it was', async () => {
  const { state, result } = onFirstRow();
  state.document = aCase([report, accept, open]);
  act(() => {
    result.current.afterAct();
  });
  state.ids = ['case:b', 'case:c', 'case:a'];
  await act(async () => {
    result.current.onGone({ at: 0, id: 'case:b' });
    await Promise.resolve();
  });
  expect(result.current.place).toEqual({ at: 2, id: 'case:a' });

  state.document = aCase([report, accept, open, dispatch]);
  act(() => {
    result.current.afterAct();
  });
  expect(result.current.place).toEqual({ at: 0, id: 'case:b' });
});

it('goes to the next row when the case has left, once, whether the act or the list says so first', () => {
  const { state, result } = onFirstRow();
  state.document = aCase([report, accept, open, dispatch]);
  const { afterAct } = result.current;
  act(() => {
    result.current.onGone({ at: 0, id: 'case:b' });
  });
  expect(result.current.place).toEqual({ at: 0, id: 'case:b' });
  act(() => {
    afterAct();
  });
  expect(result.current.place).toEqual({ at: 0, id: 'case:b' });
});
