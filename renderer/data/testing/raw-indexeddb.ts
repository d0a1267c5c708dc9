import { settled } from '../../lib/idb.ts';

/** Everything that lies in IndexedDB, as somebody with the disk in his hands would read it: names, keys and values as text, bytes as Latin-1 and UTF-8. */
export async function allPlainText(): Promise<string> {
  const found: string[] = [];
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined) continue;
    found.push(name);
    const database = await settled(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const source = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([settled(source.getAllKeys()), settled(source.getAll())]);
      const texts = await Promise.all(
        values.map(async (value: unknown) => JSON.stringify(await withoutBlobs(value), asText)),
      );
      found.push(store, JSON.stringify(keys), ...texts);
    }
    database.close();
  }
  return found.join('\n');
}

/** The bytes of a Blob are read by waiting; PouchDB's lie in a field of their own. */
async function withoutBlobs(value: unknown): Promise<unknown> {
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(async ([field, one]: [string, unknown]): Promise<[string, unknown]> => [
    field,
    one instanceof Blob ? new Uint8Array(await one.arrayBuffer()) : one,
  ]);
  return Object.fromEntries(await Promise.all(fields));
}

function asText(_key: string, value: unknown): unknown {
  if (!(value instanceof Uint8Array)) return value;
  return `${String.fromCharCode(...value)} ${new TextDecoder().decode(value)}`;
}
