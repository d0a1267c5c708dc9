import { Subject } from 'rxjs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { thumbIdOf } from '../../../shared/domain/evidence.ts';
import { anId } from '../../../shared/testing/builders.ts';
import { cell } from '../live.ts';
import type { LedgerRow } from '../sync/ledger.ts';
import { dropOwnOfGone } from './own-of-gone.ts';

type Parts = Parameters<typeof dropOwnOfGone>[0];
type Delivery = LedgerRow['delivery'];

const CASE = anId('case');
const PHOTO = anId('photo');
const ENTRY = anId('entry');
let here: Set<string>;
let stop: () => Promise<void>;
const written = new Subject<unknown>();
const rows = cell<ReadonlyMap<string, LedgerRow>>(new Map());
const pull = cell({ done: true });
const drop = vi.fn(() => Promise.resolve());
const troubles: unknown[] = [];

/** How the photo and the step that names it stand. */
function ledgerSays(photo: Delivery, step: Delivery): void {
  const row = { subject: CASE, title: '', writtenAt: '2026-11-20T02:00:00.000Z' };
  rows.set(
    new Map([
      [PHOTO, { ...row, id: PHOTO, kind: 'photo', delivery: photo, entry: ENTRY }],
      [ENTRY, { ...row, id: ENTRY, kind: 'entry', delivery: step }],
    ]),
  );
}
function caseLeaves(): void {
  here.delete(CASE);
  written.next({ events: [{ documentId: CASE, documentData: { _meta: { lwt: 1 }, _deleted: true } }] });
}
/** All that was begun by what has happened so far is over. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const dropped = [[[PHOTO, thumbIdOf(PHOTO)]]];

function begin(): void {
  stop = dropOwnOfGone({
    cases: {
      storageInstance: {
        changeStream: () => written,
        findDocumentsById: (ids: readonly string[]) =>
          Promise.resolve(ids.filter((id) => here.has(id)).map((_id) => ({ _id, _meta: {} }))),
      },
    },
    photos: { rows: cell(new Map([[PHOTO, { id: PHOTO, owner: CASE, scope: '310115005035001' }]])) },
    ledger: { rows },
    evidence: { drop },
    pull,
    onTrouble: (_what: string, error: unknown) => troubles.push(error),
  } as unknown as Parts);
}
beforeEach(() => {
  here = new Set([CASE]);
  drop.mockClear();
  pull.set({ done: true });
  ledgerSays('queued', 'queued');
  begin();
});
afterEach(async () => {
  await stop();
  expect(troubles.splice(0)).toEqual([]);
});

it('takes the photo away when the receipt of its step comes last, after the case has left', async () => {
  caseLeaves();
  ledgerSays('delivered', 'queued');
  await settled();
  expect(drop).not.toHaveBeenCalled();
  ledgerSays('delivered', 'delivered');
  await settled();
  expect(drop.mock.calls).toEqual(dropped);
});

it('takes it away when its own receipt comes last', async () => {
  caseLeaves();
  ledgerSays('queued', 'delivered');
  ledgerSays('delivered', 'delivered');
  await settled();
  expect(drop.mock.calls).toEqual(dropped);
});

it('takes it away when both receipts came just before the case leaves', async () => {
  ledgerSays('delivered', 'delivered');
  await settled();
  expect(drop).not.toHaveBeenCalled();
  caseLeaves();
  await settled();
  expect(drop.mock.calls).toEqual(dropped);
});

it('leaves it where its case is, and what lies in the 退回箱', async () => {
  ledgerSays('delivered', 'delivered');
  await settled();
  ledgerSays('delivered', 'refused');
  caseLeaves();
  await settled();
  expect(drop).not.toHaveBeenCalled();
});

it('looks after what waited at the start already', async () => {
  await stop();
  here.delete(CASE);
  begin();
  ledgerSays('delivered', 'delivered');
  await settled();
  expect(drop.mock.calls).toEqual(dropped);
});

it('takes it away after a first pull in which its case did not come, whenever the receipts came', async () => {
  await stop();
  here.delete(CASE);
  pull.set({ done: false });
  ledgerSays('delivered', 'delivered');
  begin();
  ledgerSays('delivered', 'delivered');
  await settled();
  expect(drop).not.toHaveBeenCalled();
  pull.set({ done: true });
  await settled();
  expect(drop.mock.calls).toEqual(dropped);
});

it('tries again when the disk did not let it go', async () => {
  const full = new Error('full');
  drop.mockRejectedValueOnce(full);
  caseLeaves();
  ledgerSays('delivered', 'delivered');
  await settled();
  expect(troubles.splice(0)).toEqual([full]);
  ledgerSays('delivered', 'delivered');
  await settled();
  expect(drop.mock.calls).toEqual([...dropped, ...dropped]);
});
