import type { DatabaseName } from '../../../shared/domain/document-types.ts';
import type { TestServer } from './start-server.ts';

/** Counts the feeds that wait for news at this moment. */
export function countWaiting(server: TestServer, database: DatabaseName = 'records'): () => number {
  const { changes } = server.opened.server.databases.served[database];
  const { waitBeyond } = changes;
  let waiting = 0;
  const counting: typeof waitBeyond = async (...args) => {
    waiting += 1;
    const reason = await waitBeyond(...args);
    waiting -= 1;
    return reason;
  };
  Object.assign(changes, { waitBeyond: counting });
  return () => waiting;
}
