import type { OpenOptions, StoredDocument } from '../store/port.ts';
import type { Entry } from './entry.ts';
import { present } from './present.ts';

/** The document in force under an id if the session may see it, tombstones included. Unknown and out of sight are both null. */
export async function currentVisible({ database, sight }: Entry, id: string): Promise<StoredDocument | null> {
  const document = (await database.store.current([id])).get(id);
  if (document === undefined) return null;
  await sight.refresh();
  const [seen] = await sight.sees([document]);
  return seen === true ? document : null;
}

/**
 * A document or one of its revisions, as the session may see it. What is in force decides, and the revision itself: a document that came into sight
 * does not bring along what it said elsewhere.
 */
export async function openVisible(entry: Entry, id: string, options: OpenOptions): Promise<StoredDocument | null> {
  const current = await currentVisible(entry, id);
  if (current === null) return null;
  if (options.rev === undefined && current._deleted === true) return null;
  const opened = await entry.database.store.open(id, { ...options, rev: options.rev ?? current._rev });
  if (opened === null) return null;
  const [seen] = await entry.sight.sees([opened]);
  return seen === true ? present(opened) : null;
}
