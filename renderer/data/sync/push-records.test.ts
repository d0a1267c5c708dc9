import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import type { ChangeEntry } from '../../../shared/domain/change.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import { REFUSALS } from '../../../shared/sync/refusal.ts';
import { actorOf, anId, aUlid, aUser, GRID } from '../../../shared/testing/builders.ts';
import { anchoredClock } from '../clock.ts';
import { localRecord } from '../collections/local-form.ts';
import type { LocalCollection } from '../collections/open-database.ts';
import { openHandoverOutbox } from '../handover/outbox.ts';
import { openRooms } from '../rooms/rooms.ts';
import { newKeyFile } from '../seal/key-file.ts';
import { openLedger } from './ledger.ts';
import { recordPusher } from './push-records.ts';
import { serverLink } from './server-link.ts';
import { openTray } from './tray.ts';

const clock = anchoredClock({ wallMs: () => Date.now(), steadyMs: () => performance.now() }, null);
const user = aUser('gridWorker');
const at = '2026-11-20T01:00:00.000Z';

/** An edit of a record, or its creation. */
const edited = (field: string, to: unknown, act: string): ChangeEntry => {
  const id = aUlid();
  const told = { act, by: actorOf(user), device: 'T-1', at, clock: 'trusted' as const, source: '走访' };
  return { ...told, id, batch: id, fields: [{ field, to }] };
};

it('what is written into a new record while its creation is refused lies beside that, and is handed to nobody', async () => {
  const { sealer } = await newKeyFile('geheim', { memoryKiB: 64, passes: 1, lanes: 1 }, null);
  const rooms = await openRooms('push-records-rooms', sealer, () => undefined);
  const ledger = await openLedger(rooms, Date.now());
  const tray = await openTray(rooms, ledger);
  const handovers = await openHandoverOutbox(rooms, ledger, tray, Date.now());
  const link = serverLink(
    'http://double',
    () => Promise.resolve(Response.json({ rows: [{ key: 'x', error: 'not_found' }] })),
    clock,
  );
  const provenance = { createdAt: at, createdBy: 'test', createdDevice: 'test', source: 'test' };
  const record = {
    ...{ _id: anId('person'), type: 'person', scope: GRID, schema: CURRENT_FORM, provenance, state: 'effective' },
    ...{ name: '新来的', sex: '1', idKind: '居民身份证', class: 'resident', life: 'living', workplace: '码头' },
  } as unknown as AnyRecord;
  const [creation, later] = [edited('scope', GRID, 'add'), edited('workplace', '码头', 'edit')];
  await tray.putChange(creation, record, REFUSALS.shape, at);
  const pusher = recordPusher({
    ...{ link, ledger, tray, handovers, clock },
    // Not asked of: nothing is taken.
    history: null as unknown as LocalCollection,
    whenOpen: () => Promise.resolve(),
  });
  const held = localRecord(record, undefined, [creation, later]);
  const [master] = await pusher.push(
    [{ newDocumentState: { ...held, _deleted: false } }],
    new AbortController().signal,
  );
  expect(master).toMatchObject({ _id: record._id, _deleted: true });
  expect([...handovers.items.get().keys()]).toEqual([]);
  expect(tray.items.get().get(later.id)).toMatchObject({
    code: 'shape',
    subject: record._id,
    record: { workplace: '码头' },
  });
  expect(ledger.rows.get().get(later.id)?.delivery).toBe('refused');
  rooms.close();
});
