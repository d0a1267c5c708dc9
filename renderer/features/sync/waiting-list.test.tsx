// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { WriteRow } from '../../data/api.ts';
import { WaitingList } from './waiting-list.tsx';

afterEach(cleanup);

const change = (id: string, more: Partial<WriteRow> = {}): WriteRow => ({
  id,
  kind: 'change',
  subject: `person:${id}`,
  title: '整户迁移 范慧敏、范勇',
  writtenAt: '2026-11-29T01:37:00.000Z',
  delivery: 'queued',
  ...more,
});

it('one act is one line, whatever it touched, with the reason of the one that waits for something', () => {
  render(
    <WaitingList
      writes={[
        change('1', { batch: 'move' }),
        change('2', { batch: 'move', waiting: '等前一条' }),
        change('3', { batch: 'edit', title: '编辑 温丽' }),
      ]}
      isOnline
      isHalted={false}
      nowMs={Date.parse('2026-11-29T02:00:00.000Z')}
      onOpenSubject={vi.fn()}
      onRetry={vi.fn()}
    />,
  );
  const [move, edit, ...more] = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
  expect(move).toMatch(/整户迁移 范慧敏、范勇.* · 动到 2 条记录.*等前一条/);
  expect(edit).toMatch(/编辑 温丽.*排第 3/);
  expect(edit).not.toContain('条记录');
  expect(more).toEqual([]);
});
