import type { User } from '../../../shared/domain/staff.ts';
import { changesResponse, type ChangesResponse } from '../../../shared/sync/wire.ts';
import type { TestServer } from './start-server.ts';

/** A client that keeps a copy as the contract of sync says it may (shared/sync/README.md, 1 to 3), and nothing else. */
export interface Keeper {
  /** Id → revision of what it holds. */
  readonly held: ReadonlyMap<string, string>;
  /** Ids that it was told to take away, in order. */
  readonly removed: readonly string[];
  /** Pages that said `reset`. */
  readonly resets: () => number;
  /** Reads one page; true when there is more. */
  readonly page: (limit: number, server?: TestServer) => Promise<boolean>;
  /** Pages until there is no more. */
  readonly catchUp: (limit?: number, server?: TestServer) => Promise<void>;
  /** Where it stands. */
  readonly since: () => string;
}

export function aKeeper(
  home: TestServer,
  user: User,
  database = 'records',
  told: (page: ChangesResponse) => void = () => undefined,
): Keeper {
  const held = new Map<string, string>();
  const removed: string[] = [];
  let since = '0';
  let came: Set<string> | null = null;
  let resets = 0;

  const readPage = async (limit: number, server = home): Promise<boolean> => {
    const answer = await server.as(user)('GET', `/${database}/_changes?removals=1&limit=${limit}&since=${since}`);
    const page = changesResponse.parse(answer.body);
    told(page);
    const { results, last_seq, reset, resetBegins } = page;
    if (reset === true) resets += 1;
    if (resetBegins === true) came = new Set();
    if (reset !== true && came !== null) {
      for (const id of held.keys()) if (!came.has(id)) held.delete(id);
      came = null;
    }
    for (const row of results) {
      const isGone = row.removed === true || row.deleted === true;
      if (row.removed === true) removed.push(row.id);
      if (isGone) held.delete(row.id);
      else held.set(row.id, row.changes[0]?.rev ?? '');
      if (isGone) came?.delete(row.id);
      else came?.add(row.id);
    }
    since = last_seq;
    return results.length === limit || reset === true;
  };

  return {
    held,
    removed,
    resets: () => resets,
    page: readPage,
    catchUp: async (limit = 1_000, server = home) => {
      for (let more = true; more;) more = await readPage(limit, server);
    },
    since: () => since,
  };
}
