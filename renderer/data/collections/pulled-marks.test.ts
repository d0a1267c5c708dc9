import 'fake-indexeddb/auto';
import { createRxDatabase, type RxCollection, type RxDatabase, type RxStorage } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { Subject } from 'rxjs';
import { afterEach, expect, it, vi } from 'vitest';
import { pulledMarks, REPLICATION } from './pulled-marks.ts';

interface Row {
  readonly id: string;
  readonly says: string;
}
interface Place {
  readonly order: number;
}
interface Batch {
  readonly documents: (Row & { readonly _deleted: boolean })[];
  readonly checkpoint: Place;
}

let isCut = false;
/** A window that is closed after the documents were written and before they were noted. */
function cutShort(storage: RxStorage<unknown, unknown>): RxStorage<unknown, unknown> {
  return {
    ...storage,
    createStorageInstance: async (params) => {
      const instance = await storage.createStorageInstance(params);
      const write = instance.bulkWrite.bind(instance);
      instance.bulkWrite = (rows, context) =>
        isCut && context === 'replication-down-write-meta'
          ? Promise.reject(new Error('the window is closed'))
          : write(rows, context);
      return instance;
    },
  };
}

let database: RxDatabase | null = null;
afterEach(() => database?.close());

it('what was pulled and could not be noted any more takes in what is pulled of it later', async () => {
  database = await createRxDatabase({
    name: 'pulled-marks',
    storage: cutShort(pulledMarks(getRxStorageDexie())),
    multiInstance: false,
  });
  const properties = { id: { type: 'string', maxLength: 20 }, says: { type: 'string' } };
  const schema = { version: 0, primaryKey: 'id', type: 'object', properties } as const;
  const collections = await database.addCollections({ rows: { schema } });
  const rows = collections['rows'] as unknown as RxCollection<Row>;
  const sent: string[] = [];
  const replicate = async () => {
    const stream = new Subject<Batch>();
    const state = replicateRxCollection<Row, Place>({
      replicationIdentifier: REPLICATION,
      collection: rows,
      waitForLeadership: false,
      pull: {
        stream$: stream.asObservable(),
        handler: (checkpoint) => Promise.resolve({ documents: [], checkpoint }),
      },
      push: {
        handler: (given) => {
          sent.push(...given.map(({ newDocumentState: { says } }) => says));
          return Promise.resolve([]);
        },
      },
    });
    await state.awaitInitialReplication();
    return {
      state,
      pull: (order: number, says: string): void => {
        stream.next({ documents: [{ id: 'd', says, _deleted: false }], checkpoint: { order } });
      },
    };
  };
  const says = async () => (await rows.findOne('d').exec())?.says;

  isCut = true;
  const first = await replicate();
  first.pull(1, 'first');
  await vi.waitFor(async () => {
    expect(await says()).toBe('first');
  });
  // Up to there it was looked for what is unsent, and nothing found: who looks again begins behind it.
  await vi.waitFor(() => {
    expect(first.state.internalReplicationState?.lastCheckpointDoc.up).toBeDefined();
  });
  await first.state.cancel();

  isCut = false;
  const second = await replicate();
  expect(sent).toEqual([]);
  second.pull(2, 'second');
  await vi.waitFor(async () => {
    expect(await says()).toBe('second');
  });
  await second.state.cancel();
});
