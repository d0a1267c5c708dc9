import { expect, it } from 'vitest';
import { thumbIdOf } from '../../../shared/domain/evidence.ts';
import { aUlid } from '../../../shared/testing/builders.ts';
import { cell } from '../live.ts';
import type { LedgerRow } from '../sync/ledger.ts';
import { dropThrownAway } from './thrown-away.ts';

const aPhoto = (delivery: LedgerRow['delivery']): LedgerRow => ({
  ...{ id: `photo:${aUlid()}`, kind: 'photo', subject: `case:${aUlid()}`, title: '照片 近景' },
  ...{ writtenAt: '2026-11-20T02:00:00.000Z', delivery },
});
const byId = (rows: readonly LedgerRow[]): ReadonlyMap<string, LedgerRow> => new Map(rows.map((row) => [row.id, row]));

it('takes away what was made ready of a photo that the ledger lets go, also when the disk was full at first, and of no other', async () => {
  const [queued, refused, delivered, kept] = [
    aPhoto('queued'),
    aPhoto('refused'),
    aPhoto('delivered'),
    aPhoto('queued'),
  ];
  const rows = cell(byId([queued, refused, delivered]));
  const [dropped, said]: [string[], string[]] = [[], []];
  let isFull = true;
  const drop = (ids: readonly string[]): Promise<void> => {
    if (isFull) return Promise.reject(new Error('full'));
    dropped.push(...ids);
    return Promise.resolve();
  };
  const stop = dropThrownAway({ ledger: { rows }, evidence: { drop }, onTrouble: (what) => said.push(what) });
  rows.set(byId([refused, delivered, kept]));
  await expect.poll(() => said).toEqual(['photos thrown away']);
  const again = aPhoto('queued');
  rows.set(byId([refused, delivered, kept, again]));
  rows.set(byId([refused, delivered, kept]));
  await expect.poll(() => said).toHaveLength(2);
  // Handed in once more before there was room.
  rows.set(byId([refused, delivered, kept, again]));
  isFull = false;
  // An old receipt that is only counted any more is nobody's doing.
  rows.set(byId([kept, again]));
  rows.set(byId([kept, again].map((row) => ({ ...row, delivery: 'delivered' }))));
  await stop();
  rows.set(byId([]));
  expect(dropped).toEqual([queued, refused].flatMap(({ id }) => [id, thumbIdOf(id)]));
});
