import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { allOrNone } from '../../../../shared/lib/opened-so-far.ts';
import type { Stores } from '../../open-databases.ts';
import type { Broken } from '../until-it-fails.ts';
import { checkVersion, type CouchAddress } from './couch-http.ts';
import { openCouchStore, type CouchStore } from './couch-store.ts';

export interface CouchStoresOptions {
  /** Hears of a feed that broke off; it is taken up again. */
  readonly away?: (error: unknown) => void;
  /** Hears that one of them is another than it was: all are to be opened anew. */
  readonly replaced?: () => void;
  /** Hears that the disk of this server did not take what it counts of them: likewise. */
  readonly broken?: Broken;
  /** Opens them also where nobody is to serve them any more: to move them away. */
  readonly evenRetired?: boolean;
}

export interface CouchStores extends Stores {
  /** One of them had been put back to an older state. */
  readonly werePutBack: boolean;
  /** Every server that has them open stops, and none begins; or, `false`, may again. */
  readonly setRetired: (isRetired: boolean) => Promise<void>;
}

/**
 * The databases of an installation on a CouchDB; made where they are not there. What this server counts of them lies beside its indexes. Throws `OldCouch`,
 * `Retired`, `StoreAway`.
 */
export async function openCouchStores(
  address: CouchAddress,
  indexFolder: string,
  options: CouchStoresOptions = {},
): Promise<CouchStores> {
  await checkVersion(address);
  await mkdir(indexFolder, { recursive: true });
  return allOrNone(async ({ also, close }) => {
    const open = async (name: string): Promise<CouchStore> => {
      const logPath = join(indexFolder, `sequences-${name}`);
      const store = await openCouchStore(address, name, { logPath, ...options });
      also(store.close);
      return store;
    };
    const records = await open('records');
    const evidence = await open('evidence');
    const audit = await open('audit');
    const system = await open('system');
    const werePutBack = [records, evidence, audit, system].some(({ wasPutBack }) => wasPutBack);
    const setRetired = async (isRetired: boolean): Promise<void> => {
      for (const store of [records, evidence, audit, system]) await store.setRetired(isRetired);
    };
    return { records, evidence, audit, system, werePutBack, setRetired, close };
  });
}
