import { randomBytes } from 'node:crypto';
import { couchAddress, couchHttp, type CouchAddress } from '../../src/store/couch/couch-http.ts';

/** The CouchDB that tests may use, with an administrator's name and password in it; the first of several nodes. Null: there is none here. */
export const COUCH_URL = process.env['COUCHDB_URL']?.split(',')[0] ?? null;

/** A place of its own in that CouchDB; `remove` takes the databases away again. */
export interface CouchUnderTest {
  readonly address: CouchAddress;
  readonly remove: () => Promise<void>;
}

export function aCouch(): CouchUnderTest {
  const address = couchAddress(`${COUCH_URL?.replace(/\/+$/, '') ?? ''}/test-${randomBytes(6).toString('hex')}`);
  if (address === null) throw new Error('COUCHDB_URL is no address of a CouchDB');
  return {
    address,
    remove: async () => {
      for (const name of ['records', 'evidence', 'audit', 'system', 'contract', 'copy'])
        await couchHttp(address, name).write('', { method: 'DELETE', expected: [404] });
    },
  };
}
