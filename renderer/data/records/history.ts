import type { ChangeDocument, ChangeEntry } from '../../../shared/domain/change.ts';
import { hasHistory } from '../../../shared/domain/change.ts';
import { typeOfId } from '../../../shared/domain/document-types.ts';
import type { LocalRecord } from '../collections/local-form.ts';
import type { LocalCollections } from '../collections/open-database.ts';
import { readOne, readWhere, watch } from '../collections/store-access.ts';
import { derived, liveWhileHeard } from '../live.ts';
import type { Ledger } from '../sync/ledger.ts';
import type { Live } from '../values.ts';
import type { PastChange, RecordDelivery } from './api.ts';
import { collectionOf } from './pending.ts';

export type LocalChange = ChangeDocument & LocalRecord;
const CHANGE_TYPES = ['change', 'careChange'] as const;

/** A line of the history without what makes it a document. */
export function entryOf(document: LocalChange): PastChange {
  const { id, act, by, device, at, clock, source, reason, batch, fields, sources, undoes, lost, subject } = document;
  const { settles, beside } = document;
  return {
    ...{ id, act, by, device, at, clock, source, batch, fields, subject },
    ...(reason === undefined ? {} : { reason }),
    ...(sources === undefined ? {} : { sources }),
    ...(undoes === undefined ? {} : { undoes }),
    ...(lost === undefined ? {} : { lost }),
    ...(settles === undefined ? {} : { settles }),
    ...(beside === undefined ? {} : { beside }),
    delivery: 'delivered',
  };
}

async function linesWhere(
  collections: LocalCollections,
  where: Readonly<Record<string, string>>,
): Promise<readonly PastChange[]> {
  const found = await Promise.all(
    CHANGE_TYPES.map((type) => readWhere<LocalChange>(collections.history, { where: { type, ...where } })),
  );
  return found.flat().map(entryOf);
}

export const queued = (record: LocalRecord): readonly PastChange[] =>
  record.changes.map((entry: ChangeEntry) => ({ ...entry, subject: record._id, delivery: 'queued' }));

const newestFirst = (a: PastChange, b: PastChange): number =>
  a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1;

/** What the server has acknowledged and what waits here; an edit that is both (its receipt is on the way) counts as delivered. */
function together(lines: readonly PastChange[], waiting: readonly PastChange[]): readonly PastChange[] {
  const byId = new Map([...waiting, ...lines].map((change) => [change.id, change]));
  return [...byId.values()].sort(newestFirst);
}

async function recordAt(collections: LocalCollections, subject: string): Promise<LocalRecord | null> {
  const type = typeOfId(subject);
  return hasHistory(type) ? readOne<LocalRecord>(collectionOf(collections, type), subject) : null;
}

export async function historyNow(collections: LocalCollections, subject: string): Promise<readonly PastChange[]> {
  const [lines, record] = await Promise.all([
    linesWhere(collections, { ref: subject }),
    recordAt(collections, subject),
  ]);
  return together(lines, record === null ? [] : queued(record));
}

export function historyOf(collections: LocalCollections, subject: string): Live<readonly PastChange[]> {
  const type = typeOfId(subject);
  return liveWhileHeard((set) => {
    let turn = 0;
    const read = async (): Promise<void> => {
      const mine = (turn += 1);
      const history = await historyNow(collections, subject);
      if (mine === turn) set(history);
    };
    const again = (isAbout: (id: string, document: LocalRecord | null) => boolean) => {
      return (changes: ReadonlyMap<string, LocalRecord | null>): void => {
        if ([...changes].some(([id, document]) => isAbout(id, document))) void read();
      };
    };
    void read();
    const stops = [
      // A line that went (it was taken out of our sight) does not say any more whose it was.
      watch(
        collections.history,
        again((_id, document) => document === null || document.ref === subject),
      ),
      ...(hasHistory(type)
        ? [
            watch(
              collectionOf(collections, type),
              again((id) => id === subject),
            ),
          ]
        : []),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  });
}

/** Every edit of one act: those with a line in the history, and those that wait. `waiting`: the records with unsent edits. */
export async function editsOfAct(
  collections: LocalCollections,
  batch: string,
  waiting: readonly LocalRecord[],
): Promise<readonly PastChange[]> {
  const lines = await linesWhere(collections, { ref2: batch });
  const unsent = waiting.flatMap(queued).filter((change) => change.batch === batch);
  return together(lines, unsent);
}

const NO_DELIVERY: RecordDelivery = { unsent: 0, refused: false, receiptAt: null };

export function deliveryOf(ledger: Ledger, subject: string): Live<RecordDelivery> {
  return derived(ledger.rows, (rows) => {
    let found = NO_DELIVERY;
    for (const row of rows.values()) {
      if (row.subject !== subject || row.kind !== 'change') continue;
      const { unsent, refused, receiptAt } = found;
      const later = row.receiptAt !== undefined && row.receiptAt > (receiptAt ?? '') ? row.receiptAt : receiptAt;
      found = {
        unsent: unsent + (row.delivery === 'queued' ? 1 : 0),
        refused: refused || row.delivery === 'refused',
        receiptAt: later,
      };
    }
    return found;
  });
}
