// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { SyncStatus, Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { fillJsdomGaps } from '../../ui/testing/jsdom-gaps.ts';
import { SyncPage } from './sync-page.tsx';

beforeAll(() => {
  fillJsdomGaps();
});
afterEach(cleanup);

const at = '2026-11-20T01:40:00.000Z';
const counts = { written: 2, delivered: 1, queued: 1, refused: 0, photosQueued: 0, earlier: 0 };
const status: SyncStatus = {
  ...{ online: true, since: at, counts, leader: true, halted: null, lastContactAt: at },
  firstPull: { done: true, kinds: [], secondsLeft: null },
};

it('says of a line whose record is not here that it cannot be opened', async () => {
  const none = cell<readonly never[]>([]);
  const write = {
    id: '1',
    kind: 'change',
    subject: 'occupancy:gone',
    title: '迁入 范慧敏',
    writtenAt: at,
    delivery: 'queued',
  };
  const workstation = {
    sync: {
      ...{ status: cell(status), queued: cell([write]), refused: none, receipts: () => none },
      ...{ receiptsChecked: cell(null), syncNow: () => Promise.resolve() },
    },
    handovers: { incoming: none, outgoing: none },
    records: { disputes: none },
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z') },
  } as unknown as Workstation;
  render(
    <WorkstationProvider workstation={workstation}>
      <Shortcuts>
        <SyncPage
          {...{ tab: 'queued', onTab: () => undefined, onOpenDraft: () => undefined }}
          onOpenSubject={() => Promise.resolve(false)}
        />
      </Shortcuts>
    </WorkstationProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: /^迁入 范慧敏/ }));
  expect(await screen.findByText(/^这一条的资料不在本机，打不开/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '知道了' }));
  await waitFor(() => {
    expect(screen.queryByText(/^这一条的资料不在本机/)).toBeNull();
  });
});
