/** IndexedDB in promises: just what the sealed rooms and the register of accounts need. */
export const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('IndexedDB request failed'));
    };
  });

/** Resolves when everything in the transaction is on disk as far as the browser promises. */
export const committed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve();
    };
    const failed = (): void => {
      reject(transaction.error ?? new Error('IndexedDB transaction aborted'));
    };
    transaction.onerror = failed;
    transaction.onabort = failed;
  });

/**
 * Opens (and at first creates) a database of version 1. A newer window that wants to upgrade or delete it is let through.
 * `onGone`: it was deleted or taken away under us; what is asked of it from here on fails.
 */
export function openIdb(
  name: string,
  create: (database: IDBDatabase) => void,
  onGone?: () => void,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      create(request.result);
    };
    request.onsuccess = () => {
      const database = request.result;
      database.onversionchange = () => {
        database.close();
        onGone?.();
      };
      // The browser itself closed it: its data was cleared, or the disk gave up.
      database.onclose = () => {
        onGone?.();
      };
      resolve(database);
    };
    request.onerror = () => {
      reject(request.error ?? new Error(`cannot open ${name}`));
    };
  });
}

/** Waits for the write to reach the disk, not only the operating system: what the screen calls saved must survive a power cut. */
export const strictWrite = (database: IDBDatabase, stores: string | string[]): IDBTransaction =>
  database.transaction(stores, 'readwrite', { durability: 'strict' });

/** What a browser (or Dexie) calls a database that is there and cannot be opened any more. A full disk, a refused right or a mistake of ours is none of these. */
const DAMAGED: readonly string[] = ['VersionError', 'UnknownError', 'NotFoundError', 'OpenFailedError', 'UpgradeError'];
export const isDamaged = (error: unknown): boolean => error instanceof Error && DAMAGED.includes(error.name);

/** A write failed for want of room. Dexie wraps what the browser said of a transaction it broke off. */
export function isFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'QuotaExceededError' || isFull((error as { readonly inner?: unknown }).inner);
}
