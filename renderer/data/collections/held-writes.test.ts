import 'fake-indexeddb/auto';
import { createRxDatabase, type RxCollection, type RxDatabase, type RxStorage } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { Subject } from 'rxjs';
import { afterEach, expect, it, vi } from 'vitest';
import { heldWrites } from './held-writes.ts';

interface Row {
  readonly id: string;
}
interface Place {
  readonly order: number;
}
interface Batch {
  readonly documents: (Row & { readonly _deleted: boolean })[];
  readonly checkpoint: Place;
}

type Refuses = (context: string) => boolean;
const ALL: Refuses = () => true;
const POSITIONS: Refuses = (context) => context === 'replication-set-checkpoint';
const NONE: Refuses = () => false;
let refuses = NONE;
/** As Dexie says it: the browser broke the transaction off. */
class BrokenOff extends Error {
  override readonly name = 'AbortError';
  readonly inner = new DOMException('full', 'QuotaExceededError');
}
function onDisk(storage: RxStorage<unknown, unknown>): RxStorage<unknown, unknown> {
  return {
    ...storage,
    createStorageInstance: async (params) => {
      const instance = await storage.createStorageInstance(params);
      const write = instance.bulkWrite.bind(instance);
      instance.bulkWrite = (rows, context) =>
        refuses(context) ? Promise.reject(new BrokenOff()) : write(rows, context);
      return instance;
    },
  };
}

let database: RxDatabase | null = null;
afterEach(async () => {
  refuses = NONE;
  await database?.close();
});

async function aReplica(name: string) {
  const onFull = vi.fn();
  const troubles: string[] = [];
  const held = heldWrites({ onFull, onTrouble: (what) => troubles.push(what) });
  database = await createRxDatabase({ name, storage: held.over(onDisk(getRxStorageDexie())), multiInstance: false });
  const properties = { id: { type: 'string', maxLength: 20 } };
  const schema = { version: 0, primaryKey: 'id', type: 'object', properties } as const;
  const collections = await database.addCollections({ rows: { schema } });
  const rows = collections['rows'] as unknown as RxCollection<Row>;
  const stream = new Subject<Batch>();
  const letFall = held.begin();
  const state = replicateRxCollection<Row, Place>({
    replicationIdentifier: 'test',
    collection: rows,
    waitForLeadership: false,
    pull: {
      stream$: stream.asObservable(),
      handler: (checkpoint) => Promise.resolve({ documents: [], checkpoint }),
    },
    push: { handler: () => Promise.resolve([]) },
  });
  await state.awaitInitialReplication();
  return {
    ...{ rows, state, letFall, onFull, troubles },
    pulled: (order: number): void => {
      stream.next({ documents: [{ id: `d${String(order)}`, _deleted: false }], checkpoint: { order } });
    },
    written: (): number =>
      (state.internalReplicationState?.lastCheckpointDoc.down?.checkpointData as Place | undefined)?.order ?? 0,
    ids: async () => (await rows.find().exec()).map(({ id }) => id).sort(),
  };
}

it('what a full disk did not take of the feed comes as soon as there is room, and the position not before it', async () => {
  const { pulled, written, ids, troubles, onFull, state, rows, letFall } = await aReplica('held-full');
  pulled(1);
  await vi.waitFor(() => {
    expect(written()).toBe(1);
  });
  refuses = ALL;
  pulled(2);
  await vi.waitFor(() => {
    expect(onFull).toHaveBeenCalled();
  });
  pulled(3);
  // Whoever writes here himself is told at once.
  await expect(rows.insert({ id: 'own' })).rejects.toThrow();
  expect(written()).toBe(1);
  expect(troubles.length).toBeLessThan(3);
  refuses = NONE;
  await vi.waitFor(
    () => {
      expect(written()).toBe(3);
    },
    { timeout: 5_000 },
  );
  expect(await ids()).toEqual(['d1', 'd2', 'd3']);
  letFall();
  await state.cancel();
});

it('goes on noting how far it is after a note was not taken', async () => {
  const { pulled, written, onFull, state, letFall } = await aReplica('held-note');
  refuses = POSITIONS;
  pulled(1);
  await vi.waitFor(() => {
    expect(onFull).toHaveBeenCalled();
  });
  refuses = NONE;
  pulled(2);
  await vi.waitFor(() => {
    expect(written()).toBe(2);
  });
  letFall();
  await state.cancel();
});

it.each([
  ['takes nothing', ALL, ['d1']],
  ['does not take how far it is', POSITIONS, ['d1', 'd2']],
] as const)('ends on a disk that %s, and has not moved its position', async (words, full, there) => {
  const { pulled, written, ids, onFull, state, letFall } = await aReplica(`held-${String(words.length)}`);
  pulled(1);
  await vi.waitFor(() => {
    expect(written()).toBe(1);
  });
  refuses = full;
  pulled(2);
  await vi.waitFor(() => {
    expect(onFull).toHaveBeenCalled();
  });
  state.internalReplicationState?.events.canceled.next(true);
  letFall();
  await state.cancel();
  expect(written()).toBe(1);
  expect(await ids()).toEqual(there);
});
