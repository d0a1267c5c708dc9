import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { HandoverDocument } from '../../../shared/domain/handover.ts';
import { anId, aUlid, aUser, actorOf, GRID } from '../../../shared/testing/builders.ts';
import type { BulkRow } from '../../../shared/sync/wire.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import { anchoredClock } from '../clock.ts';
import { once } from '../live.ts';
import { openRooms, type Rooms } from '../rooms/rooms.ts';
import { newKeyFile } from '../seal/key-file.ts';
import { openLedger, type Ledger } from '../sync/ledger.ts';
import { serverLink, type Fetch } from '../sync/server-link.ts';
import { openTray } from '../sync/tray.ts';
import { openTries, type Tries } from '../sync/tries.ts';
import { openHandoverOutbox, type HandoverOutbox } from './outbox.ts';
import { handoverLoop } from './push-handovers.ts';

const user = aUser('gridWorker');
const clock = anchoredClock({ wallMs: () => Date.now(), steadyMs: () => performance.now() }, null);
const at = '2026-11-20T01:00:00.000Z';
const provenance = { createdAt: at, createdBy: 'test', createdDevice: 'test', source: 'test' };
const person = {
  ...{ _id: anId('person'), type: 'person', scope: GRID, schema: CURRENT_FORM, provenance, state: 'effective' },
  ...{ name: '严立诚', sex: '1', idKind: '居民身份证', class: 'resident', life: 'living' },
} as never;
const ids = [aUlid(), aUlid(), aUlid()].sort() as [string, string, string];
let rooms: Rooms;
let ledger: Ledger;
let outbox: HandoverOutbox;
let tries: Tries;
const stops: (() => Promise<void>)[] = [];

beforeEach(async () => {
  const { sealer } = await newKeyFile('geheim', { memoryKiB: 64, passes: 1, lanes: 1 }, null);
  rooms = await openRooms(`handovers-${aUlid()}`, sealer, () => {
    throw new Error('nothing is broken here');
  });
  ledger = await openLedger(rooms, Date.now());
  tries = openTries();
  outbox = await openHandoverOutbox(rooms, ledger, await openTray(rooms, ledger), Date.now());
  for (const id of ids) {
    const told = { act: 'edit', by: actorOf(user), device: 'T-1', at, clock: 'trusted' as const, source: '走访' };
    await outbox.putChange({ ...told, id, batch: id, fields: [{ field: 'workplace', to: '码头' }] }, person);
  }
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  rooms.close();
});

/** A server that says this to each document of a push. */
function served(verdict: (id: string) => Partial<BulkRow>): void {
  const fetch: Fetch = (_input, { body }) => {
    const { docs } = JSON.parse(body as string) as { readonly docs: readonly HandoverDocument[] };
    return Promise.resolve(Response.json(docs.map(({ _id }) => ({ id: _id, ...verdict(_id) }))));
  };
  const link = serverLink('http://double', fetch, clock);
  link.authorize('token');
  link.back();
  const troubles: unknown[] = [];
  const loop = handoverLoop({ link, outbox, tries, clock, onTrouble: (_what, error) => troubles.push(error) });
  stops.push(async () => {
    await loop.stop();
    expect(troubles).toEqual([]);
  });
  // What first finds the server there.
  void link.send('/', { method: 'POST', json: { docs: [] } });
}
const delivered = (id: string): boolean => ledger.rows.get().get(id)?.delivery === 'delivered';

it('one that gets no verdict delays nobody behind it, is said again, and counts how often', async () => {
  let isWell = false;
  const [bad, ...others] = ids;
  served((id) =>
    id.endsWith(bad) && !isWell ? { error: 'internal_server_error', reason: 'x' } : { ok: true, rev: '1-a' },
  );
  await once(ledger.rows, () => others.every(delivered));
  await once(tries.counts, (counts) => (counts.get(bad) ?? 0) >= 1);
  expect([...tries.counts.get().keys()]).toEqual([bad]);
  isWell = true;
  await once(ledger.rows, () => delivered(bad));
  await once(tries.counts, (counts) => counts.size === 0);
});

it.each([
  ['waits', false],
  ['is gone', true],
])(
  'whose receipt is here and whose row %s, as after a store lost its last writes, is said once more',
  async (_how, gone) => {
    served(() => ({ ok: true, rev: '1-a' }));
    const [id] = ids;
    const before = ledger.rows.get().get(id);
    await once(ledger.rows, () => ids.every(delivered));
    for (const stop of stops.splice(0)) await stop();
    await rooms.write([gone ? { room: 'writes', id, gone } : { room: 'writes', id, value: before }]);
    ledger = await openLedger(rooms, Date.now());
    outbox = await openHandoverOutbox(rooms, ledger, await openTray(rooms, ledger), Date.now());
    let asked = 0;
    served(() => {
      asked += 1;
      return { ok: true, rev: '1-a' };
    });
    await once(ledger.rows, () => ids.every(delivered));
    expect(asked).toBe(1);
  },
);

it('delivered, it can be said once more; refused then, it can still be read', async () => {
  let isThere = true;
  served(() => (isThere ? { ok: true, rev: '1-a' } : { error: 'forbidden', reason: 'x' }));
  await once(ledger.rows, () => ids.every(delivered));
  isThere = false;
  const [id] = ids;
  expect(await outbox.again(id, '重新送')).toBe(true);
  await once(ledger.rows, (rows) => rows.get(id)?.delivery === 'refused');
  const tray = await openTray(rooms, ledger);
  expect(tray.items.get().get(id)).toMatchObject({
    code: 'forbidden',
    submitted: expect.arrayContaining([['工作单位', '码头']]) as unknown,
  });
  await once(outbox.items, (items) => !items.has(id));
  expect(await outbox.again(aUlid(), '重新送')).toBe(false);
});
