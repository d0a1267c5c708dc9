import { expect, it } from 'vitest';
import { cell } from '../live.ts';
import type { Whereabouts } from '../values.ts';
import type { LedgerRow } from './ledger.ts';
import { whereIs } from './where-is.ts';

const row: LedgerRow = {
  ...{ id: 'e1', kind: 'entry', subject: 'case:1', title: '处置 暴露垃圾' },
  ...{ writtenAt: '2026-11-20T01:00:00.000Z', delivery: 'delivered' },
};
const photo: LedgerRow = { ...row, id: 'p1', kind: 'photo', entry: 'e1' };

const CASES: readonly (readonly [Whereabouts, readonly LedgerRow[]])[] = [
  ['here', [row, { ...photo, delivery: 'queued' }]],
  ['delivered', [row, photo]],
  ['handedOver', [{ ...row, handover: 'handover:1' }, photo]],
  ['here', [{ ...row, delivery: 'queued', handover: 'handover:1' }]],
  [
    'refused',
    [
      { ...row, delivery: 'refused' },
      { ...photo, delivery: 'queued' },
    ],
  ],
  // Discarded from the 退回箱; an earlier step of the same case says nothing of it.
  ['gone', [{ ...row, id: 'e0' }]],
];

it.each(CASES)('%s, and not ahead of the truth', (where, rows) => {
  const ledger = { rows: cell<ReadonlyMap<string, LedgerRow>>(new Map(rows.map((one) => [one.id, one]))) };
  expect(whereIs(ledger, ({ id, entry }) => id === 'e1' || entry === 'e1').get()).toBe(where);
});
