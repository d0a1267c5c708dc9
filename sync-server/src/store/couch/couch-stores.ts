import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stores } from '../../open-databases.ts';
import type { Store } from '../port.ts';
import type { CouchAddress } from './couch-http.ts';
import { openCouchStore } from './couch-store.ts';

/** The databases of an installation on a CouchDB; made where they are not there. What this server counts of them lies beside its indexes. */
export async function openCouchStores(
  address: CouchAddress,
  indexFolder: string,
  away: (error: unknown) => void = () => undefined,
): Promise<Stores> {
  await mkdir(indexFolder, { recursive: true });
  const opened: Store[] = [];
  const close = async (): Promise<void> => {
    for (const store of opened) await store.close();
  };
  const open = async (name: string): Promise<Store> => {
    const store = await openCouchStore(address, name, { logPath: join(indexFolder, `sequences-${name}`), away });
    opened.push(store);
    return store;
  };
  try {
    return {
      records: await open('records'),
      evidence: await open('evidence'),
      audit: await open('audit'),
      system: await open('system'),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
