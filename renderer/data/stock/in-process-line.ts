import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { sealedStorage } from '../seal/sealed-storage.ts';
import { aesGcmSealer } from '../seal/sealer.ts';
import { stockHost } from './host.ts';
import type { FromWorker, Line } from './protocol.ts';
import { openSavedForm } from './saved-form.ts';
import { pinyinSpeller } from './spelling.ts';
import { openStoreReader } from './store-reader.ts';

/** The same host without a worker, for tests: messages are copied as they would be on their way. */
export function inProcessLine(): Line {
  let heardBy: (message: FromWorker) => void = () => undefined;
  let ended = false;
  const host = stockHost({
    post: (message) => {
      const copy = structuredClone(message);
      queueMicrotask(() => {
        if (!ended || copy.say === 'closed') heardBy(copy);
      });
    },
    speller: () => Promise.resolve(pinyinSpeller()),
    openReader: ({ store, key, keyId }) =>
      openStoreReader(
        store,
        sealedStorage(getRxStorageDexie(), aesGcmSealer(key, keyId), () => undefined),
      ),
    openSaved: ({ store, key, keyId, madeOf }) => openSavedForm(`${store}-stock`, aesGcmSealer(key, keyId), madeOf),
    whenSaver: () => Promise.resolve(),
    nowMs: () => performance.now(),
  });
  return {
    post: (message) => {
      const copy = message.say === 'open' ? message : structuredClone(message);
      queueMicrotask(() => {
        host.receive(copy);
      });
    },
    onMessage: (heard) => {
      heardBy = heard;
    },
    end: () => {
      ended = true;
    },
  };
}
