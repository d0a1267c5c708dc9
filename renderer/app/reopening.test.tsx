// @vitest-environment jsdom
import { act, cleanup, render, renderHook, waitFor } from '@testing-library/react';
import type { JSX, ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { aUser } from '../../shared/testing/builders.ts';
import type { Workstation } from '../data/api.ts';
import { WorkstationProvider } from '../data/hooks.ts';
import { useKeptAct, type KeptActHandle } from '../features/cases/kept-acts.ts';
import { Reopening } from './reopening.tsx';

afterEach(cleanup);

const keptIn = (workstation: Workstation): { readonly current: KeptActHandle } =>
  renderHook(() => useKeptAct('case:1', 'finish'), {
    wrapper: ({ children }: { readonly children: ReactNode }): JSX.Element => (
      <WorkstationProvider workstation={workstation}>{children}</WorkstationProvider>
    ),
  }).result;

it.each(['posts', 'gone'] as const)('what stands half made for an act is there after opening anew: %s', async (why) => {
  const after = { user: aUser('department') } as Workstation;
  const before = { ...after, reopen: () => Promise.resolve({ ok: true, workstation: after }) } as Workstation;
  const kept = keptIn(before);
  act(() => {
    kept.current.change({ typed: { text: '已清运' } });
  });
  const onReopened = vi.fn();
  render(<Reopening workstation={before} why={why} onReopened={onReopened} onSignIn={vi.fn()} />);
  await waitFor(() => {
    expect(onReopened).toHaveBeenCalledExactlyOnceWith(after);
  });
  expect(keptIn(after).current.fromBefore).toBe('已留着：写下的话');
});
