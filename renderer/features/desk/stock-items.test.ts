import { describe, expect, it } from 'vitest';
import type { TargetStock } from '../../../shared/stock/rows.ts';
import { stockGroups, type StockWork } from './stock-items.ts';

const target = (id: string): TargetStock => ({
  kind: 'target',
  id,
  scope: '310115005001001',
  name: '严立诚',
  verifiedOn: '',
  issues: 0,
  openObjections: 0,
  task: 'task:1',
  taskKind: 'visit',
  taskTitle: '每周走访',
  subject: 'person:1',
  room: '',
  address: '27幢 2单元 502',
  dueOn: '2026-11-19',
  isOpen: true,
  outcome: '',
  resultAt: '',
  resultBy: '',
  proposals: 0,
});
const NOTHING: StockWork = { due: { rows: [], total: 0 }, handedOver: { rows: [], total: 0 }, issues: [] };

describe('what the ledger asks for today', () => {
  it('is nothing when there is nothing', () => {
    expect(stockGroups({ ...NOTHING, issues: [{ rule: 'tag-expired', title: '标签过期未复核', count: 0 }] })).toEqual(
      [],
    );
  });

  it('counts all that is due and says of the rest how many there are', () => {
    const [due] = stockGroups({ ...NOTHING, due: { rows: [target('target:1'), target('target:2')], total: 9 } });
    expect(due?.count).toBe(9);
    expect(due?.items.map(({ kind }) => kind)).toEqual(['target', 'target', 'rest']);
    expect(due?.items.at(-1)).toMatchObject({ count: 7, list: 'tasks' });
  });

  it('says nothing of a rest that is not there', () => {
    const [due] = stockGroups({ ...NOTHING, due: { rows: [target('target:1')], total: 1 } });
    expect(due?.items.map(({ kind }) => kind)).toEqual(['target']);
  });

  it('has one line for each rule, and the sum over it', () => {
    const [issues] = stockGroups({
      ...NOTHING,
      issues: [
        { rule: 'tag-expired', title: '标签过期未复核', count: 12 },
        { rule: 'id-birth-differs', title: '证件号与出生日期不符', count: 3 },
      ],
    });
    expect(issues?.count).toBe(15);
    expect(issues?.items).toHaveLength(2);
  });
});
