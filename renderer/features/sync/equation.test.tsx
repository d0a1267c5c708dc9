// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { ReceiptsChecked, SyncCounts, SyncStatus, Workstation } from '../../data/api.ts';
import { WorkstationProvider } from '../../data/hooks.ts';
import { cell } from '../../data/live.ts';
import { Equation } from './equation.tsx';

const at = '2026-11-20T01:40:00.000Z';
const nowMs = Date.parse('2026-11-20T02:00:00.000Z');
const counts: SyncCounts = { written: 110, delivered: 107, queued: 2, refused: 1, photosQueued: 0, earlier: 100 };
const status: SyncStatus = {
  ...{ online: true, since: at, counts, leader: true, halted: null, lastContactAt: at },
  firstPull: { done: true, kinds: [], secondsLeft: null },
};
const agreed: ReceiptsChecked = { at, held: 7, again: 0, gone: 0 };

function show(checked: ReceiptsChecked | null, now: SyncStatus = status): string {
  const workstation = { sync: { receiptsChecked: cell(checked) } } as unknown as Workstation;
  const { container } = render(
    <WorkstationProvider workstation={workstation}>
      <Equation counts={counts} status={now} oldest={at} nowMs={nowMs} />
    </WorkstationProvider>,
  );
  return container.textContent;
}

describe('the sum of what was written here', () => {
  afterEach(cleanup);

  it('adds up', () => {
    show(null);
    expect(screen.getByLabelText('本机写入 110 = 已送达 107 ＋ 待送 2 ＋ 被退回 1')).toBeTruthy();
    expect(screen.getAllByRole('definition').map(({ textContent }) => textContent)).toEqual([
      ...['110', '文字和照片都算', '107', '中心已确认该版本', '2', '最早 今天 09:40', '1', '需要你处理'],
    ]);
  });

  it('agrees with the centre only when all that is listed was compared; what is older is not asked about', () => {
    expect(show(agreed)).toContain('与中心对账一致');
    cleanup();
    const later = show({ ...agreed, held: 5 });
    expect(later).not.toContain('对账一致');
    expect(later).toContain('另有 2 条新送达的，还没对');
  });

  it('says what the centre lacked, and nothing of agreement without the centre', () => {
    expect(show({ ...agreed, held: 5, again: 1, gone: 1 })).toMatch(
      /对账时中心少 2 条.*1 条已重新排队 · 1 条本机也没有了，在退回箱里写明/,
    );
    cleanup();
    const away = show(agreed, { ...status, online: false });
    expect(away).toContain('离线工作中');
    expect(away).not.toContain('对账一致');
  });
});
