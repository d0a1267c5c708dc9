import { hasHistory } from '../../../shared/domain/change.ts';
import type { CollectionName } from '../../../shared/domain/document-types.ts';
import { DOCUMENT_TYPES, typeOfId } from '../../../shared/domain/document-types.ts';
import type { LocalCollections } from '../collections/open-database.ts';
import { changeOne } from '../collections/store-access.ts';
import type { Ledger } from './ledger.ts';

/**
 * Writes what still waits once more, as it is, and gives the number of documents. RxDB finds what is unsent at a start by the date of the writing, and does not look behind the latest
 * it has pushed: two windows that wrote in the same instant may have dated theirs in another order than they were written in.
 */
export async function writeWaitingAgain(collections: LocalCollections, ledger: Ledger): Promise<number> {
  const waiting = new Set(
    [...ledger.rows.get().values()]
      .filter(({ kind, delivery, handover }) => kind !== 'photo' && delivery === 'queued' && handover === undefined)
      .map(({ subject }) => subject),
  );
  const open: Partial<Record<CollectionName, LocalCollections[CollectionName]>> = collections;
  for (const id of waiting) {
    const type = typeOfId(id);
    const collection = type === 'case' || hasHistory(type) ? open[DOCUMENT_TYPES[type].collection] : undefined;
    if (collection !== undefined) await changeOne(collection, id, (document) => document, 'again');
  }
  return waiting.size;
}
