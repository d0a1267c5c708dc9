import { randomBytes } from 'node:crypto';
import { couchAddress, couchHttp, type CouchAddress } from '../../src/store/couch/couch-http.ts';

/** The CouchDB that tests may use, with an administrator's name and password in it; of a cluster all nodes, divided by commas. Empty: there is none here. */
const NODES = (process.env['COUCHDB_URL'] ?? '').split(',').flatMap((url) => url.trim().replace(/\/+$/, '') || []);

/** The first node. Null: there is none. */
export const COUCH_URL = NODES[0] ?? null;

/** What `--couchdb` is given for a place of its own. */
export const couchUrl = (prefix: string): string =>
  NODES.map((url, nth) => (nth === 0 ? `${url}/${prefix}` : url)).join();

/** A place of its own in that CouchDB; `remove` takes the databases away again. */
export interface CouchUnderTest {
  readonly address: CouchAddress;
  readonly remove: () => Promise<void>;
}

export function aCouch(): CouchUnderTest {
  const address = couchAddress(couchUrl(`test-${randomBytes(6).toString('hex')}`));
  if (address === null) throw new Error('COUCHDB_URL is no address of a CouchDB');
  return {
    address,
    remove: async () => {
      for (const name of ['records', 'evidence', 'audit', 'system', 'contract', 'copy'])
        await couchHttp(address, name).read('', { method: 'DELETE', expected: [404] });
    },
  };
}
