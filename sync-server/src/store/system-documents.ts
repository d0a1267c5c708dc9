import { assert } from '../../../shared/lib/assert.ts';
import type { Store } from './port.ts';

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
}

const MOST_TRIES = 50;

export function systemDocuments(store: Store): SystemDocuments {
  const current = async (id: string) => (await store.current([id])).get(id);

  const writeOver = async (
    id: string,
    make: (before: SystemFields | null) => SystemFields | null,
  ): Promise<SystemFields | null> => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const stored = await current(id);
      const before = stored === undefined || stored._deleted === true ? null : fieldsOf(stored);
      const after = make(before);
      if (after === null) return before;
      const [row] = await store.write([{ ...after, _id: id, ...(stored === undefined ? {} : { _rev: stored._rev }) }], {
        newEdits: true,
      });
      if (row?.ok === true) return after;
      assert(row?.error === 'conflict', `system document ${id} is writable`);
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
  };
}

function fieldsOf(stored: SystemFields): SystemFields {
  const { _id, _rev, ...fields } = stored;
  return fields;
}
