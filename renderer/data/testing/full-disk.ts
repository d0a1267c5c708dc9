import { onTestFinished } from 'vitest';

/** Whether a write to this database finds no room. */
export type FindsNoRoom = (database: string) => boolean;

/** A disk on which some writes find no room, until that is over or the test is. Gives the way to make room. */
export function fullDisk(findsNoRoom: FindsNoRoom): () => void {
  // Called with the store they were taken from: both are put back at the end.
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with their own store
  const { put, delete: remove } = IDBObjectStore.prototype;
  const write = (store: IDBObjectStore): void => {
    if (findsNoRoom(store.transaction.db.name)) throw new DOMException('full', 'QuotaExceededError');
  };
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given: Parameters<typeof put>) {
    write(this);
    return put.apply(this, given);
  };
  IDBObjectStore.prototype.delete = function (this: IDBObjectStore, ...given: Parameters<typeof remove>) {
    write(this);
    return remove.apply(this, given);
  };
  const hasRoom = (): void => {
    Object.assign(IDBObjectStore.prototype, { put, delete: remove });
  };
  onTestFinished(hasRoom);
  return hasRoom;
}

/** Full from the moment at which the last of these is written to, one after the other. */
export function fullAfter(stores: readonly string[]): FindsNoRoom {
  let reached = 0;
  return (database) => {
    const next = stores[reached];
    if (next !== undefined && database.endsWith(next)) reached += 1;
    return reached === stores.length;
  };
}
