import 'fake-indexeddb/auto';
import { createRxDatabase } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { expect, it } from 'vitest';
import type { LocalCollections } from '../collections/open-database.ts';
import { cell, once } from '../live.ts';
import { newestAnswered } from './newest-answered.ts';
import { startReplication } from './replicate.ts';
import type { ServerLink } from './server-link.ts';

/** Takes a collection, and then nothing more that has to be made anew, as a disk that is full. */
function fullForNotes(): ReturnType<typeof getRxStorageDexie> {
  const storage = getRxStorageDexie();
  const plain = storage.createStorageInstance.bind(storage);
  storage.createStorageInstance = (asked) =>
    asked.collectionName.startsWith('rx-replication-meta')
      ? Promise.reject(new DOMException('full', 'QuotaExceededError'))
      : plain(asked);
  return storage;
}

it('ends on a full disk where RxDB could not even begin', async () => {
  const database = await createRxDatabase({ name: 'replicate-full', storage: fullForNotes(), multiInstance: false });
  const text = { type: 'string', maxLength: 60 };
  const schema = { version: 0, primaryKey: '_id', type: 'object', properties: { _id: text } } as const;
  const collections = await database.addCollections({ residents: { schema } });
  const told = cell<readonly string[]>([]);
  const replication = await startReplication({
    collections: collections as unknown as LocalCollections,
    held: { begin: () => () => undefined },
    answered: newestAnswered(),
    link: { contact: cell({ online: true }), halted: cell(null) } as unknown as ServerLink,
    pusherOf: () => null,
    whenSignedIn: () => Promise.resolve(),
    writeWaitingAgain: () => Promise.resolve(0),
    remember: () => Promise.resolve(),
    recall: () => Promise.resolve(null),
    beforeReplaced: () => Promise.resolve(),
    beforeGone: () => Promise.resolve(),
    onTrouble: (what) => {
      told.set([...told.get(), what]);
    },
  });
  await once(told, (so) => so.length > 0);
  await replication.stop();
  expect(told.get()).toEqual(['replication of residents']);
  await database.close();
});
