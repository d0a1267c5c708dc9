// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { DeviceReport, DeviceRow, DevicesResponse } from '../../../shared/sync/device-report.ts';
import { VERDICTS, verdictsOf } from '../../../shared/sync/device-report.ts';
import type { Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { fillJsdomGaps } from '../../ui/testing/jsdom-gaps.ts';
import { Shortcuts } from '../../ui/shortcuts.tsx';
import { centerOf, inOrder, linesOf, matches } from './device-words.ts';
import { HealthPage } from './health-page.tsx';

const NOW = '2026-11-20T01:42:00.000Z';
const agoMinutes = (minutes: number): string => new Date(Date.parse(NOW) - minutes * 60_000).toISOString();
const device = (terminal: string, report: Partial<DeviceReport> = {}, more: Partial<DeviceRow> = {}): DeviceRow => ({
  key: `01J0000000000000000000${terminal.slice(-4)}:${terminal}`,
  person: `使用人${terminal.slice(-2)}`,
  scope: '310115005001',
  role: 'communityClerk',
  protocol: 1,
  form: 3,
  lastContactAt: agoMinutes(1),
  reportedAt: agoMinutes(1),
  auditHeld: 4,
  auditTold: 4,
  ...more,
  report: {
    terminal,
    appVersion: '1.4.0',
    protocol: 1,
    form: 3,
    occasion: 'running',
    unsent: 0,
    photosUnsent: 0,
    refused: 0,
    clockDeviationMs: 0,
    ...report,
  },
});
const answer: DevicesResponse = {
  time: NOW,
  version: '1.4.0',
  protocol: 1,
  form: 3,
  devices: [
    device('LJZ-0009'),
    device('LJZ-0142', { refused: 4 }),
    device('LJZ-0231', { clockDeviationMs: 3 * 3_600_000, appVersion: '1.3.8' }),
    device('LJZ-0117', { unsent: 41, oldestUnsentAt: agoMinutes(4_440) }, { lastContactAt: agoMinutes(4_400) }),
  ],
};

beforeAll(() => {
  fillJsdomGaps();
});
afterEach(cleanup);

it('puts the gravest first, in words, and finds by terminal, person and place', () => {
  const lines = inOrder(
    linesOf(answer, () => '市新居委'),
    'worst',
    VERDICTS,
  );
  expect(lines.map(({ terminal, verdict }) => [terminal, verdict])).toEqual([
    ['LJZ-0117', '3 天 1 小时没联机，41 条没送达'],
    ['LJZ-0231', '时钟快了 3 小时'],
    ['LJZ-0142', '退回 4 条未处理'],
    ['LJZ-0009', '正常'],
  ]);
  expect(lines.filter((line) => matches(line, '市新 17')).map(({ terminal }) => terminal)).toEqual(['LJZ-0117']);
});

it('says everything of one terminal, and that links of its audit chain are missing', () => {
  const [first] = linesOf(
    { ...answer, devices: [device('LJZ-0001', { freeBytes: 4e8 }, { auditTold: 9, lastContactAt: agoMinutes(20) })] },
    () => '',
  );
  expect(first?.verdicts.map(({ kind }) => kind)).toEqual(['auditGap', 'disk', 'away']);
  expect(verdictsOf(device('LJZ-0002', {}, { form: 1 }), { ...centerOf(answer), oldestForm: 2 })[0]?.kind).toBe(
    'tooOld',
  );
});

it('finds a terminal by each of its verdicts, as many as their figure says', async () => {
  const workstation = { devices: () => Promise.resolve({ ok: true, value: answer }), areas: cell([]) };
  render(
    <WorkstationProvider workstation={workstation as unknown as Workstation}>
      <Shortcuts>
        <HealthPage />
      </Shortcuts>
    </WorkstationProvider>,
  );
  // Its clock is off, which is graver; its version is behind as well.
  fireEvent.click(await screen.findByTitle('只看版本落后的'));
  expect(screen.getByRole('textbox', { name: '筛选' })).toHaveProperty('value', '版本落后');
  expect(screen.getByRole('row', { name: /LJZ-0231/ })).toBeTruthy();
  expect(screen.getByRole('grid', { name: '终端，共 1 台' })).toBeTruthy();
});

it('shows the list, keeps it in sight when the centre is away, and says so', async () => {
  const ask = vi.fn().mockResolvedValue({ ok: true, value: answer });
  const workstation = { devices: ask, areas: cell([]) } as unknown as Workstation;
  render(
    <WorkstationProvider workstation={workstation}>
      <Shortcuts>
        <HealthPage />
      </Shortcuts>
    </WorkstationProvider>,
  );
  await waitFor(() => {
    expect(screen.getByRole('grid', { name: '终端，共 4 台' })).toBeTruthy();
  });
  // In the row, and in the sum over all rows.
  expect(screen.getAllByText('41')).toHaveLength(2);
  ask.mockResolvedValue({ ok: false, trouble: { code: 'away', what: '现在连不上中心。', safe: '', next: '' } });
  fireEvent.click(screen.getByRole('button', { name: /再看一次/ }));
  await waitFor(() => {
    expect(screen.getByText(/现在连不上中心。下面是/)).toBeTruthy();
  });
  expect(screen.getByRole('grid', { name: '终端，共 4 台' })).toBeTruthy();
});
