import type { RxStorageInstance } from 'rxdb/plugins/core';
import { REPLICATION_STATE_BY_COLLECTION } from 'rxdb/plugins/replication';
import type { Collections } from './hands.ts';

const SHORT = 800;

/** Of a document that is not here as the centre has it: what lies here, and what RxDB has noted of it and of how far it came. Tells which of the two let it lie. */
export async function howItStands(collections: Collections, id: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const [name, collection] of collections) {
    const [document] = await collection.storageInstance.findDocumentsById([id], true);
    if (document === undefined) continue;
    const { _rev, _meta, _deleted, ...rest } = document;
    lines.push(`${name} holds ${JSON.stringify({ _rev, _meta, _deleted, ...rest }).slice(0, SHORT)}`);
    for (const { metaInstance } of REPLICATION_STATE_BY_COLLECTION.get(collection) ?? []) {
      const notes = metaInstance as unknown as RxStorageInstance<{ readonly id: string }, unknown, unknown> | undefined;
      const found = (await notes?.findDocumentsById([`${id}|0`, 'up|1', 'down|1'], true)) ?? [];
      lines.push(`RxDB noted of it ${JSON.stringify(found).slice(0, 2 * SHORT)}`);
    }
  }
  return lines;
}
