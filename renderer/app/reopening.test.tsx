// @vitest-environment jsdom
import { act, cleanup, render, renderHook, screen, waitFor } from '@testing-library/react';
import type { JSX, ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { aUser } from '../../shared/testing/builders.ts';
import type { Workstation } from '../data/api.ts';
import { WorkstationProvider } from '../data/hooks.ts';
import { cell } from '../data/live.ts';
import { STORE_CLEARED } from '../data/session/session-calls.ts';
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
  const after = {
    user: aUser('department'),
    sync: { status: cell({ counts: { queued: 3 } }) },
  } as unknown as Workstation;
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

it('a store cleared with its journal: says how many that were not delivered are lost', async () => {
  const trouble = { code: STORE_CLEARED, what: '都被清除了。', safe: '已送达的都在中心。', next: '' };
  const workstation = {
    sync: { status: cell({ counts: { queued: 3 } }) },
    reopen: () => Promise.resolve({ ok: false, trouble: { kind: 'store', trouble } }),
  } as unknown as Workstation;
  render(<Reopening workstation={workstation} why="gone" onReopened={vi.fn()} onSignIn={vi.fn()} />);
  expect(await screen.findByText(/没送达的 3 条找不回来了，要重新登记。已送达的都在中心。/)).toBeTruthy();
});
