import type { StoredDocument } from './port.ts';

/** CouchDB's rule: what is not deleted, then the longer history, then the greater hash. */
export function winnerFirst(a: StoredDocument, b: StoredDocument): number {
  const isDeleted = (document: StoredDocument): number => (document._deleted === true ? 1 : 0);
  const generation = (document: StoredDocument): number => Number.parseInt(document._rev, 10);
  return isDeleted(a) - isDeleted(b) || generation(b) - generation(a) || (a._rev < b._rev ? 1 : -1);
}
