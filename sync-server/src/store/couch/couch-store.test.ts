import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { aCouch, COUCH_URL } from '../../../test/harness/couch.ts';
import { storeContract } from '../store-contract.ts';
import { openCouchStore } from './couch-store.ts';

describe.skipIf(COUCH_URL === null)('with a CouchDB', () => {
  storeContract('CouchDB', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'couch-store-'));
    const { address, remove } = aCouch();
    let opened = 0;
    const open = () => openCouchStore(address, 'contract', { logPath: join(folder, String((opened += 1))) });
    return {
      open,
      again: open,
      countsItself: true,
      remove: async () => {
        await remove();
        await rm(folder, { recursive: true, force: true });
      },
    };
  });
});
