// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { RefusedWrite, SyncStatus, Workstation, WriteRow } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { Sent } from './sent.tsx';

afterEach(cleanup);

it('does not go on saying 待送 of a report that came back: why, and the way to put it right', async () => {
  const refused = cell<readonly RefusedWrite[]>([]);
  const onDraft = vi.fn();
  const sync = {
    receipts: () => cell<readonly WriteRow[]>([]),
    refused,
    status: cell({ online: true, halted: null } as SyncStatus),
    reportAnew: vi.fn(() => Promise.resolve({ ok: true, value: { id: 'draft:2' } })),
  };
  render(
    <WorkstationProvider workstation={{ sync } as unknown as Workstation}>
      <Shortcuts>
        <Sent
          {...{
            caseId: 'case:1',
            outcome: 'report',
            title: '暴露垃圾',
            community: '招远路',
            merged: undefined,
            onDraft,
          }}
          onOpen={vi.fn()}
          onAgain={vi.fn()}
        />
      </Shortcuts>
    </WorkstationProvider>,
  );
  expect(screen.getByText(/正在送中心/)).toBeTruthy();
  const why = '这个位置不在你的范围内';
  act(() => {
    refused.set([{ id: 'w1', subject: 'case:1', act: 'report', why, fix: '换一个位置。' } as RefusedWrite]);
  });
  expect(screen.queryByText(/正在送中心/)).toBeNull();
  expect(screen.getByText(/这个位置不在你的范围内。/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '改好重新上报' }));
  await waitFor(() => {
    expect(onDraft).toHaveBeenCalledWith('draft:2');
  });
  expect(sync.reportAnew).toHaveBeenCalledWith('w1');
});
