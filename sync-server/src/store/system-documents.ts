import { setTimeout as pause } from 'node:timers/promises';
import { assert } from '../../../shared/lib/assert.ts';
import { oneLeaf, type Leaves, type OneOfSeveral } from './one-leaf.ts';
import type { Store } from './port.ts';
import { StoreAway } from './store-away.ts';

/** What the ids of counters begin with: the only documents here of which two are more than either. */
export const COUNTER = 'counter:';

/** A document of the unserved database. */
export type SystemFields = Readonly<Record<string, unknown>>;

export interface SystemDocuments {
  readonly read: <T extends SystemFields>(id: string) => Promise<T | null>;
  /**
   * Writes what `change` makes of the document in force, again from the start when somebody else was faster: safe with several servers on one store.
   * `change` returns null to leave things as they are. Gives back what is in force afterwards.
   */
  readonly update: <T extends SystemFields>(id: string, change: (before: T | null) => T | null) => Promise<T | null>;
  readonly remove: (id: string) => Promise<void>;
  readonly idsUnder: (prefix: string) => Promise<readonly string[]>;
  /** All documents whose ids begin so, some hundreds in one question. */
  readonly readUnder: <T extends SystemFields>(prefix: string) => Promise<readonly T[]>;
}

const MOST_TRIES = 50;
const PAGE = 500;
/** A district has one a day. */
const MOST_REMEMBERED = 64;
const AGAIN_AFTER_MS = 5;
const MOST_PAUSE_MS = 100;

/** Of several the winner stays; of counts the greatest, for none may be given twice. */
export function mendedSystem(leaves: Leaves): OneOfSeveral {
  const [{ document }] = leaves;
  if (!document._id.startsWith(COUNTER)) return { content: null, beside: [] };
  const last = Math.max(...leaves.map((leaf) => Number(leaf.document['last'])));
  const { _rev, ...words } = document;
  return { content: last === words['last'] ? null : { ...words, last }, beside: [] };
}

export function systemDocuments(store: Store): SystemDocuments {
  const current = async (id: string) => (await store.current([id])).get(id);
  /** Counters as they were left here: who counts on need not look first. Another server that was faster is met by the write. */
  const left = new Map<string, SystemFields & { readonly _rev: string }>();
  const leave = (id: string, rev: string, fields: SystemFields): void => {
    if (!id.startsWith(COUNTER)) return;
    if (left.size >= MOST_REMEMBERED) left.clear();
    left.set(id, { ...fields, _id: id, _rev: rev });
  };

  /** Whether a write that lies on too few copies met nobody else's. If it did it is made again, on top of both. */
  const isAlone = async (id: string, rev: string): Promise<boolean> => {
    if ((await oneLeaf(store, id, mendedSystem, rev)) !== null) return false;
    if ((await store.confirm?.(id, rev)) !== true) throw new StoreAway('a write lies on too few copies');
    // What those had that it was asked of is seen now.
    return (await oneLeaf(store, id, mendedSystem, rev)) === null;
  };

  const writeOver = async (
    id: string,
    make: (before: SystemFields | null) => SystemFields | null,
  ): Promise<SystemFields | null> => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const remembered = left.get(id);
      left.delete(id);
      const stored: (SystemFields & { readonly _rev: string }) | undefined = remembered ?? (await current(id));
      const before = stored === undefined || stored['_deleted'] === true ? null : fieldsOf(stored);
      const after = make(before);
      if (after === null && remembered !== undefined) continue;
      if (after === null) return before;
      const [row] = await store.write([{ ...after, _id: id, ...(stored === undefined ? {} : { _rev: stored._rev }) }], {
        newEdits: true,
      });
      if (row?.ok === true && (row.isUnsure !== true || (await isAlone(id, row.rev)))) {
        leave(id, row.rev, after);
        return after;
      }
      assert(row?.ok === true || row?.error === 'conflict', `system document ${id} is writable`);
      // The copy that was read may be behind the one that refused.
      if (tries > 1) await pause(Math.min(AGAIN_AFTER_MS * tries, MOST_PAUSE_MS) * Math.random());
    }
    throw new Error(`system document ${id}: ${MOST_TRIES} writers were faster`);
  };

  return {
    // The ids and forms of system documents are this server's own; nobody else writes them.
    read: async <T extends SystemFields>(id: string) => {
      const stored = await current(id);
      return stored === undefined || stored._deleted === true ? null : (fieldsOf(stored) as T);
    },
    update: <T extends SystemFields>(id: string, change: (before: T | null) => T | null) =>
      writeOver(id, change as (before: SystemFields | null) => SystemFields | null) as Promise<T | null>,
    remove: async (id) => {
      await writeOver(id, (before) => (before === null ? null : { _deleted: true }));
    },
    idsUnder: store.idsUnder,
    readUnder: async <T extends SystemFields>(prefix: string) => {
      const ids = await store.idsUnder(prefix);
      const found: T[] = [];
      for (let at = 0; at < ids.length; at += PAGE) {
        for (const stored of (await store.current(ids.slice(at, at + PAGE))).values())
          if (stored._deleted !== true) found.push(fieldsOf(stored) as T);
      }
      return found;
    },
  };
}

function fieldsOf(stored: SystemFields): SystemFields {
  const { _id, _rev, ...fields } = stored;
  return fields;
}
