/** A disk that is full from the moment at which the last of these stores is written to, one after the other. Gives the way to make room again. */
export function fullAfter(stores: readonly string[]): () => void {
  let reached = 0;
  // Called with the store they were taken from: both are put back at the end.
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with their own store
  const { put, delete: remove } = IDBObjectStore.prototype;
  const write = (store: IDBObjectStore): void => {
    const next = stores[reached];
    if (next !== undefined && store.transaction.db.name.endsWith(next)) reached += 1;
    if (reached === stores.length) throw new DOMException('full', 'QuotaExceededError');
  };
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given: Parameters<typeof put>) {
    write(this);
    return put.apply(this, given);
  };
  IDBObjectStore.prototype.delete = function (this: IDBObjectStore, ...given: Parameters<typeof remove>) {
    write(this);
    return remove.apply(this, given);
  };
  return () => {
    Object.assign(IDBObjectStore.prototype, { put, delete: remove });
  };
}
