import leveldown, { type LevelDown } from 'leveldown';
import type { WrittenTail } from './written-tail.ts';

/**
 * LevelDB as PouchDB opens it, but every batch is synced to disk before it counts: acknowledged survives a power cut (about 0.1–0.3 ms each). What is on disk is
 * noted in the tail.
 */
export function syncedLeveldown(tail: Pick<WrittenTail, 'note' | 'forget'>): (location: string) => LevelDown {
  const open = (location: string): LevelDown => {
    const database = leveldown(location);
    const batch = database._batch.bind(database);
    database._batch = (operations, options, callback) => {
      batch(operations, { ...options, sync: true }, (error) => {
        if (error === undefined || error === null) tail.note(operations);
        else tail.forget();
        callback(error);
      });
    };
    return database;
  };
  return Object.assign(open, { destroy: leveldown.destroy });
}
