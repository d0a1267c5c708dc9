// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Workstation } from '../data/api.ts';
import { WorkstationProvider } from '../data/hooks.ts';
import { cell } from '../data/live.ts';
import type { PastChange } from '../data/records/api.ts';
import { HistoryList } from './history-list.tsx';

const moved = {
  ...{ id: 'c1', act: 'moveIn', batch: 'B1', at: '2026-11-20T01:00:00.000Z', source: '走访', delivery: 'delivered' },
  ...{ by: { name: '戚建平' }, fields: [{ field: 'homeRoom', to: 'room:1' }] },
} as unknown as PastChange;

afterEach(cleanup);

it.each([
  [false, '撤回迁入，已存本机，联网后自动送达。'],
  [true, '撤回迁入，已存。'],
])('says of a whole act that is taken back where it is (online: %s)', async (online, words) => {
  const workstation = {
    catalogs: { terms: cell([]) },
    clock: { nowMs: () => Date.parse('2026-11-20T02:00:00.000Z') },
    sync: { status: cell({ online }) },
    records: {
      history: () => cell([moved]),
      undo: () => Promise.resolve({ ok: true, value: { batch: 'B2' } }),
      one: () => cell(null),
      many: () => Promise.resolve([]),
    },
  } as unknown as Workstation;
  const onDone = vi.fn();
  render(
    <WorkstationProvider workstation={workstation}>
      <HistoryList subject="person:1" onDone={onDone} />
    </WorkstationProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: /^整次撤回/ }));
  await waitFor(() => {
    expect(onDone).toHaveBeenCalledOnce();
  });
  expect(onDone.mock.calls[0]?.[0]).toMatchObject({ words });
});
