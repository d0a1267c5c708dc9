/** How PouchDB names the two of its tables that a change is in. */
const BY_SEQUENCE = 'ÿby-sequenceÿ';
const METADATA = 'ÿdocument-storeÿ';

/** One operation of a batch, as it goes to LevelDB. */
interface BatchOperation {
  readonly type: string;
  readonly key: unknown;
  readonly value?: unknown;
}

/** What a batch says of changes: its documents by sequence, and by id the metadata that say which revision is in force. */
export interface BatchChanges {
  readonly documents: readonly (readonly [seq: number, text: string])[];
  readonly metadata: ReadonlyMap<string, string>;
}

export function changesIn(operations: readonly BatchOperation[]): BatchChanges {
  const documents: (readonly [number, string])[] = [];
  const metadata = new Map<string, string>();
  for (const { type, key, value } of operations) {
    if (type !== 'put' || typeof key !== 'string' || typeof value !== 'string') continue;
    if (key.startsWith(METADATA)) metadata.set(key.slice(METADATA.length), value);
    else if (key.startsWith(BY_SEQUENCE)) documents.push([Number(key.slice(BY_SEQUENCE.length)), value]);
  }
  return { documents, metadata };
}

/** PouchDB puts these fields behind all others. A quote inside of a text is escaped, so that only the fields themselves can be meant. */
const NAMED_AT_END = /,"_id":"([^"\\]+)","_rev":"([^"\\]+)"\}$/;

/** Whose text it is, without reading all of it; null for a tombstone and whatever else ends otherwise. */
export function nameIn(text: string): { readonly _id: string; readonly _rev: string } | null {
  const [, _id, _rev] = NAMED_AT_END.exec(text) ?? [];
  return _id === undefined || _rev === undefined ? null : { _id, _rev };
}
