import type { RxStorage, RxStorageInstanceCreationParams } from 'rxdb/plugins/core';
import type { Sealer } from '../../seal/sealer.ts';

/** The same code with the sealing left out: what the seal costs is measured against it. */
export const unsealed = (key: CryptoKey, keyId: string): Sealer => ({
  key,
  keyId,
  seal: (_place, value) => Promise.resolve(JSON.stringify(value)),
  open: (_place, envelope) => Promise.resolve(JSON.parse(String(envelope)) as unknown),
  sealBytes: (_place, bytes) => Promise.resolve(bytes),
  openBytes: (_place, envelope) => Promise.resolve(Uint8Array.from(envelope)),
});

/** The name of a worker that leaves the seal out. */
export const UNSEALED = 'unsealed';

/** The storage itself, which is not asked to seal what the schemas want sealed. */
export const unsealedStorage = <Internals, Options>(
  storage: RxStorage<Internals, Options>,
): RxStorage<Internals, Options> => ({
  ...storage,
  createStorageInstance: <T>(params: RxStorageInstanceCreationParams<T, Options>) => {
    const { encrypted: _sealed, ...schema } = params.schema;
    return storage.createStorageInstance({ ...params, schema });
  },
});
