import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import { withFields } from '../../../shared/actions/field-changes.ts';
import { hasHistory } from '../../../shared/domain/change.ts';
import { typeOfId } from '../../../shared/domain/document-types.ts';
import { localRecord, recordOf, type LocalRecord } from '../collections/local-form.ts';
import type { LocalCollections } from '../collections/open-database.ts';
import { changeOne, readOne, readWhere } from '../collections/store-access.ts';
import { commit } from '../rooms/mirror.ts';
import { queuedChange, type LedgerRow } from '../sync/ledger.ts';
import { unsentChanges } from '../sync/unsent.ts';
import { titleOf } from './in-words.ts';
import { carryOutAll, collectionOf, writeAgain, type PendingParts } from './pending.ts';
import { before, isCreation, withoutEntries } from './rebase.ts';

/** Records with edits that wait, in whatever collection. */
export async function waitingRecords(collections: LocalCollections): Promise<readonly LocalRecord[]> {
  const lists = await Promise.all(
    Object.values(collections)
      .filter(({ schema }) => 'ref' in schema.jsonSchema.properties)
      .map((collection) => readWhere<LocalRecord>(collection, { where: { unsent: { $gt: 0 } } })),
  );
  // A dozen tables, without an index of what waits. Not there where only some collections are open.
  const { catalogs } = collections as Partial<LocalCollections>;
  const tables = catalogs === undefined ? [] : await readWhere<Partial<LocalRecord>>(catalogs, { where: {} });
  const waiting = tables.filter((table): table is LocalRecord => (table.unsent ?? 0) > 0);
  return [...lists.flat(), ...waiting];
}

/**
 * At every start, before anything is shown: an act that was cut off is carried out, and the ledger says exactly what the records hold. The records are the truth.
 */
export async function reconcileRecords(parts: PendingParts): Promise<void> {
  const { collections, rooms, ledger, isBroken } = parts;
  await carryOutAll(parts);
  await putBackChanges(parts);
  const changes = new Map<string, LedgerRow | null>();

  // An edit without a row: the store was restored or the row was damaged.
  const waiting = await waitingRecords(collections);
  for (const record of waiting) {
    for (const entry of record.changes) {
      if (!ledger.rows.get().has(entry.id)) {
        changes.set(entry.id, queuedChange(entry, record._id, `修改 ${titleOf(recordOf(record))}`));
      }
    }
    await dropRefused(parts, record);
  }
  // A row without its edit. An act is carried out before this, so that nothing that was put down is without its record.
  const there = new Set(waiting.flatMap((record) => record.changes.map(({ id }) => id)));
  for (const row of ledger.rows.get().values()) {
    if (row.kind !== 'change' || row.delivery !== 'queued' || there.has(row.id)) continue;
    // On its way to whoever keeps the record now.
    if (row.handover !== undefined) continue;
    // Its loss is told by whoever mends the record (`mending.ts`).
    if (isBroken(row.subject)) continue;
    const type = typeOfId(row.subject);
    if (hasHistory(type) && !(await isReadable(parts, type, row.subject))) continue;
    // Receipts come before a record lets go of its edit: one that another window got by now is on the disk.
    if (await ledger.waitsOnDisk(row.id)) changes.set(row.id, null);
  }
  if (changes.size > 0) await commit(rooms, [ledger.plan(changes)]);
}

/** Edits that wait and are in no record. Not where the record is there and cannot be read: whoever mends it puts them back. */
export async function putBackChanges(parts: PendingParts): Promise<void> {
  const { collections, rooms, ledger, isBroken } = parts;
  for (const { write } of await unsentChanges(rooms, ledger)) {
    const { entry, after } = write;
    const now = await readOne<LocalRecord>(collectionOf(collections, after.type), after._id);
    if (now?.changes.some(({ id }) => id === entry.id) === true || isBroken(after._id)) continue;
    await writeAgain(parts, write);
  }
}

/** Looks once more by name: a damaged row is not found by its index, and is found out by reading it. */
async function isReadable(
  { collections, isBroken }: PendingParts,
  type: AnyRecord['type'],
  id: string,
): Promise<boolean> {
  await readOne(collectionOf(collections, type), id);
  return !isBroken(id);
}

/**
 * An edit that is safe in the 退回箱 and still in its record: the crash came between the two. Of a new record the server's word is waited for, and so of one that
 * left with its edits handed over: it goes as a whole.
 */
async function dropRefused({ collections, ledger }: PendingParts, { _id, type }: LocalRecord): Promise<void> {
  const isRefused = ({ id }: { readonly id: string }): boolean => ledger.rows.get().get(id)?.delivery === 'refused';
  if (!hasHistory(type)) return;
  await changeOne<LocalRecord>(
    collectionOf(collections, type),
    _id,
    (now) => {
      const changes = now?.changes ?? [];
      if (now === null || !changes.some(isRefused)) return null;
      if (changes.some((entry) => isRefused(entry) && isCreation(entry))) return null;
      const kept = withoutEntries(changes, isRefused);
      const record = kept.reduce((so, { fields }) => withFields(so, fields, 'to'), before(recordOf(now), changes));
      return localRecord(record, now.rev, kept);
    },
    'reconcile',
  );
}
