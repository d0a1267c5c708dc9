import type { RxStorage } from 'rxdb/plugins/core';

/** Stands between RxDB and its store. */
export type StorageLayer = <Internals, Options>(
  storage: RxStorage<Internals, Options>,
) => RxStorage<Internals, Options>;
