import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import type { HistoryType } from '../../../shared/domain/change.ts';
import { assert } from '../../../shared/lib/assert.ts';
import { recordOf, type LocalRecord } from '../collections/local-form.ts';
import type { LocalCollections } from '../collections/open-database.ts';
import { indexOf } from '../collections/references.ts';
import { readMany, readOne, readWhere, watch } from '../collections/store-access.ts';
import { liveWhileHeard } from '../live.ts';
import type { Live } from '../values.ts';
import type { RecordOf } from '../../../shared/domain/record-of.ts';
import type { ReferenceField } from './api.ts';
import { collectionOf } from './pending.ts';

/** What lies in a collection under a type was parsed by its schema where it was accepted: here, before it was pushed, or by the server. */
const typed = <T extends HistoryType>(_type: T, record: AnyRecord): RecordOf[T] => record as unknown as RecordOf[T];

const isEffective = (record: AnyRecord): boolean => record['state'] !== 'void';
const byId = (a: AnyRecord, b: AnyRecord): number => (a._id < b._id ? -1 : 1);

export function oneRecord<T extends HistoryType>(
  collections: LocalCollections,
  type: T,
  id: string,
): Live<RecordOf[T] | null> {
  const collection = collectionOf(collections, type);
  return liveWhileHeard((set) => {
    let changed = false;
    const tell = (document: LocalRecord | null): void => {
      set(document === null ? null : typed(type, recordOf(document)));
    };
    const stop = watch<LocalRecord>(collection, (changes) => {
      const document = changes.get(id);
      if (document === undefined) return;
      changed = true;
      tell(document);
    });
    void readOne<LocalRecord>(collection, id).then((document) => {
      if (!changed) tell(document);
    });
    return stop;
  });
}

export async function manyRecords<T extends HistoryType>(
  collections: LocalCollections,
  type: T,
  ids: readonly string[],
): Promise<readonly RecordOf[T][]> {
  const there = await readMany<LocalRecord>(collectionOf(collections, type), ids);
  return ids.flatMap((id) => {
    const document = there.get(id);
    return document === undefined ? [] : [typed(type, recordOf(document))];
  });
}

export function recordsOf<T extends HistoryType>(
  collections: LocalCollections,
  type: T,
  field: ReferenceField,
  id: string,
): Live<readonly RecordOf[T][]> {
  const index = indexOf(type, field);
  assert(index !== null, `${type} is found by ${field}`);
  const collection = collectionOf(collections, type);
  const isOf = (document: LocalRecord): boolean => document.type === type && document[index] === id;
  return liveWhileHeard<readonly RecordOf[T][]>((set) => {
    const known = new Map<string, AnyRecord>();
    let early: Map<string, LocalRecord | null> | null = new Map();
    const take = (changes: ReadonlyMap<string, LocalRecord | null>): boolean => {
      let touched = false;
      for (const [key, document] of changes) {
        const record = document !== null && isOf(document) ? recordOf(document) : null;
        if (record !== null && isEffective(record)) known.set(key, record);
        else if (!known.delete(key)) continue;
        touched = true;
      }
      return touched;
    };
    const tell = (): void => {
      set([...known.values()].toSorted(byId).map((record) => typed(type, record)));
    };
    const stop = watch<LocalRecord>(collection, (changes) => {
      if (early !== null) for (const [key, document] of changes) early.set(key, document);
      else if (take(changes)) tell();
    });
    void readWhere<LocalRecord>(collection, { where: { type, [index]: id } }).then((documents) => {
      // What changed while reading is newer than what was read.
      take(new Map(documents.map((document) => [document._id, document])));
      if (early !== null) take(early);
      early = null;
      tell();
    });
    return stop;
  });
}
