import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { sealedStorage } from '../seal/sealed-storage.ts';
import { aesGcmSealer } from '../seal/sealer.ts';
import { lockOfSaver } from '../stock/saver-lock.ts';
import { openStoreReader } from '../stock/store-reader.ts';
import { indicatorsHost } from './host.ts';
import { openKeptTallies } from './kept-tallies.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

/** The hash of its contents that a build puts into its name: another code may judge otherwise. None while it is being written: then nothing is kept. */
const BUILD = /-([\w-]{8})\.js$/.exec(new URL(import.meta.url).pathname)?.[1];

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
  openKept: ({ store, key, keyId, madeOf }, rules) =>
    BUILD === undefined
      ? Promise.resolve(null)
      : openKeptTallies(`${store}-indicators`, aesGcmSealer(key, keyId), BUILD, madeOf, rules),
  whenSaver: ({ store }) => lockOfSaver(`${store}-indicators`),
  nowMs: () => performance.now(),
});
addEventListener('message', (event: MessageEvent<ToWorker>) => {
  host.receive(event.data);
});
