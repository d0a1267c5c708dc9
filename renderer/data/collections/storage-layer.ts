import type { RxStorage, RxStorageInstance, RxStorageInstanceCreationParams } from 'rxdb/plugins/core';

/** Stands between RxDB and its store. */
export type StorageLayer = <Internals, Options>(
  storage: RxStorage<Internals, Options>,
) => RxStorage<Internals, Options>;

/** A layer that changes every instance, one a collection, as soon as it is made. */
export function layerOf(
  change: <D, Internals, Options>(instance: RxStorageInstance<D, Internals, Options>) => void,
): StorageLayer {
  return <Internals, Options>(storage: RxStorage<Internals, Options>) => ({
    ...storage,
    createStorageInstance: async <D>(params: RxStorageInstanceCreationParams<D, Options>) => {
      const instance = await storage.createStorageInstance<D>(params);
      change(instance);
      return instance;
    },
  });
}
