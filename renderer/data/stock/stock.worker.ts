import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { sealedStorage } from '../seal/sealed-storage.ts';
import { aesGcmSealer } from '../seal/sealer.ts';
import { stockHost } from './host.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { openSavedForm } from './saved-form.ts';
import { lockOfSaver } from './saver-lock.ts';
import { pinyinSpeller } from './spelling.ts';
import { openStoreReader } from './store-reader.ts';

/** The worker of a window: its memory is forgotten with it. */
const host = stockHost({
  post: (message: FromWorker) => {
    postMessage(message);
  },
  speller: () => Promise.resolve(pinyinSpeller()),
  openReader: ({ store, key, keyId }) =>
    // What is broken is mended by the window, and heard of as a change.
    openStoreReader(
      store,
      sealedStorage(getRxStorageDexie(), aesGcmSealer(key, keyId), () => undefined),
    ),
  openSaved: ({ store, key, keyId, madeOf }) => openSavedForm(`${store}-stock`, aesGcmSealer(key, keyId), madeOf),
  whenSaver: ({ store }) => lockOfSaver(`${store}-stock`),
  nowMs: () => performance.now(),
});
addEventListener('message', (event: MessageEvent<ToWorker>) => {
  host.receive(event.data);
});
