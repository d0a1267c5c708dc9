import { describe, expect, it } from 'vitest';
import { handoverLists } from './handover-lists.ts';

const NOW = Date.parse('2026-11-25T11:00:00.000Z');
const between = (key: string, hours: number) => {
  const where = handoverLists(NOW, hours).find((list) => list.key === key)?.query.where ?? [];
  return where.find(({ op }) => op === 'between');
};

describe('what a shift hands on', () => {
  it('is over or due in two days, never both: up to the deadline itself there is time', () => {
    expect(between('overdue', 12)).toMatchObject({ to: '2026-11-25T10:59:59.999Z' });
    expect(between('soon', 12)).toMatchObject({ from: '2026-11-25T11:00:00.000Z', to: '2026-11-27T11:00:00.000Z' });
  });

  it('is new since the shift began, and always of the open cases of the area', () => {
    expect(between('new', 8)).toMatchObject({ field: 'reportedAt', from: '2026-11-25T03:00:00.000Z' });
    for (const { query } of handoverLists(NOW, 8))
      expect(query.where?.[0]).toEqual({ field: 'queues', op: 'in', values: ['all'] });
  });
});
