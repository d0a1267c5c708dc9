import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { sealedStorage } from '../seal/sealed-storage.ts';
import { aesGcmSealer } from '../seal/sealer.ts';
import { openStoreReader } from '../stock/store-reader.ts';
import { indicatorsHost } from './host.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

/** The worker of a window: its memory is forgotten with it. */
const host = indicatorsHost({
  post: (message: FromWorker) => {
    postMessage(message);
  },
  openReader: ({ store, key, keyId }) =>
    // What is broken is mended by the window, and heard of as a change.
    openStoreReader(
      store,
      sealedStorage(getRxStorageDexie(), aesGcmSealer(key, keyId), () => undefined),
    ),
});
addEventListener('message', (event: MessageEvent<ToWorker>) => {
  host.receive(event.data);
});
