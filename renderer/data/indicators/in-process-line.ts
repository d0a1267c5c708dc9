import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { sealedStorage } from '../seal/sealed-storage.ts';
import { aesGcmSealer } from '../seal/sealer.ts';
import { openStoreReader } from '../stock/store-reader.ts';
import { indicatorsHost } from './host.ts';
import { openKeptTallies } from './kept-tallies.ts';
import type { FromWorker, Line } from './protocol.ts';

/** The same host without a worker, for tests: messages are copied as they would be on their way. */
export function inProcessLine(): Line {
  let heardBy: (message: FromWorker) => void = () => undefined;
  let ended = false;
  const host = indicatorsHost({
    post: (message) => {
      const copy = structuredClone(message);
      queueMicrotask(() => {
        if (!ended || copy.say === 'closed') heardBy(copy);
      });
    },
    openReader: ({ store, key, keyId }) =>
      openStoreReader(
        store,
        sealedStorage(getRxStorageDexie(), aesGcmSealer(key, keyId), () => undefined),
      ),
    openKept: ({ store, key, keyId, madeOf }, rules) =>
      openKeptTallies(`${store}-indicators`, aesGcmSealer(key, keyId), 'in process', madeOf, rules),
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
