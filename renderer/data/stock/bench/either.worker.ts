import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { sealedStorage } from '../../seal/sealed-storage.ts';
import { aesGcmSealer } from '../../seal/sealer.ts';
import { stockHost } from '../host.ts';
import type { ToWorker } from '../protocol.ts';
import { openSavedForm } from '../saved-form.ts';
import { pinyinSpeller } from '../spelling.ts';
import { openStoreReader } from '../store-reader.ts';
import { UNSEALED, unsealed, unsealedStorage } from './unsealed.ts';

/** The worker of the app, sealed or not by its name. */
const isSealed = self.name !== UNSEALED;
const sealerOf = isSealed ? aesGcmSealer : unsealed;
const host = stockHost({
  post: (message) => {
    postMessage(message);
  },
  speller: () => Promise.resolve(pinyinSpeller()),
  openReader: ({ store, key, keyId }) =>
    openStoreReader(
      store,
      isSealed
        ? sealedStorage(getRxStorageDexie(), sealerOf(key, keyId), () => undefined)
        : unsealedStorage(getRxStorageDexie()),
    ),
  openSaved: ({ store, key, keyId, madeOf }) => openSavedForm(`${store}-stock`, sealerOf(key, keyId), madeOf),
  whenSaver: () => Promise.resolve(),
  nowMs: () => performance.now(),
});
addEventListener('message', (event: MessageEvent<ToWorker>) => {
  host.receive(event.data);
});
