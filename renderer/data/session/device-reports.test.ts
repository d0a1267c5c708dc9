import { afterEach, expect, it, vi } from 'vitest';
import type { DeviceReport } from '../../../shared/sync/device-report.ts';
import { cell } from '../live.ts';
import { deviceReports, type DeviceReportParts } from './device-reports.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('what was said to wait is said to have arrived as soon as it has, once, and not five minutes later', async () => {
  vi.useFakeTimers();
  const rows = cell<ReadonlyMap<string, object>>(new Map());
  let queued = 2;
  const said: DeviceReport[] = [];
  const parts = {
    link: {
      whenOpen: () => Promise.resolve(),
      send: (_path: string, { json }: { readonly json: DeviceReport }) => {
        said.push(json);
        return Promise.resolve();
      },
      contact: cell({ online: false }),
    },
    me: { terminal: 'T-1', clock: { deviationMs: () => 0 } },
    ledger: { rows, counts: () => ({ queued, photosQueued: 0 }) },
    tray: { items: cell(new Map()) },
    chain: { head: () => Promise.resolve({ seq: 1 }) },
    disputes: cell([]),
    storage: cell(undefined),
    appVersion: '0',
  } as unknown as DeviceReportParts;
  const reports = deviceReports(parts, vi.fn());
  await vi.advanceTimersByTimeAsync(60_000);
  for (queued of [1, 0]) rows.set(new Map());
  await vi.advanceTimersByTimeAsync(10_000);
  rows.set(new Map());
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said.map(({ occasion, unsent }) => [occasion, unsent])).toEqual([
    ['signIn', 2],
    ['running', 0],
  ]);
  await reports.stop();
});
