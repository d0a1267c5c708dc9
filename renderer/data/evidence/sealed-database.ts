import { SealBroken, type Sealer } from '../seal/sealer.ts';
import { PouchDB, type Pouch, type PouchDocument } from './pouch.ts';
import { sealedForm, type WrittenOnce } from './sealed-form.ts';
import { viewOf } from './sealed-view.ts';

export interface SealedDatabase {
  /** Committed when it resolves; the same again changes nothing. */
  readonly put: (documents: readonly WrittenOnce[]) => Promise<void>;
  /** The document with its attachment; `null` when it is not here or its seal is broken. */
  readonly read: (id: string) => Promise<WrittenOnce | null>;
  /** Ids of one type, as in `photo:`. */
  readonly ids: (prefix: string) => Promise<readonly string[]>;
  /** Takes documents and their bytes away from this device for good; the same revision cannot be put here again. */
  readonly drop: (ids: readonly string[]) => Promise<void>;
  /** Exactly these documents, in this order and in plain, as a source for PouchDB's replicator. */
  readonly view: (ids: readonly string[]) => Pouch;
  readonly close: () => Promise<void>;
}

const AFTER_ALL_IDS = '\ufff0';

/** A PouchDB over IndexedDB in which ids and revisions lie in clear and nothing else: the fields are one cipher text, the attachment is cipher bytes. */
export async function openSealedDatabase(
  name: string,
  room: 'evidence' | 'audit',
  sealer: Sealer,
  onBroken: (place: string) => void,
): Promise<SealedDatabase> {
  const database = await reopening(name);
  const form = sealedForm(room, sealer);

  const find = (id: string): Promise<PouchDocument | null> =>
    database.use(async (pouch) => {
      try {
        return await pouch.get(id, { attachments: true, binary: true });
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    });

  return {
    put: async (documents) => {
      const sealed = await Promise.all(documents.map(form.seal));
      // Without new edits PouchDB answers with what went wrong and nothing else.
      const [failed] = await database.use((pouch) => pouch.bulkDocs(sealed, { new_edits: false }));
      if (failed !== undefined) throw new Error(`${name} did not take a document: ${JSON.stringify(failed)}`);
    },
    read: async (id) => {
      const stored = await find(id);
      if (stored === null) return null;
      try {
        const { fields, attachment } = await form.open(stored);
        const one = { document: { ...fields, _id: id }, rev: stored._rev };
        return attachment === null
          ? one
          : { ...one, attachment: { ...attachment, bytes: await form.openBytes(stored) } };
      } catch (error) {
        if (!(error instanceof SealBroken)) throw error;
        onBroken(error.place);
        return null;
      }
    },
    ids: async (prefix) => {
      const range = { startkey: prefix, endkey: prefix + AFTER_ALL_IDS };
      const { rows } = await database.use((pouch) => pouch.allDocs(range));
      return rows.map(({ key }) => key);
    },
    drop: async (ids) => {
      if (ids.length === 0) return;
      await database.use(async (pouch) => {
        const { rows } = await pouch.allDocs({ keys: ids });
        for (const { key, value } of rows) {
          if (value !== undefined && value.deleted !== true) await pouch.remove(key, value.rev).catch(unlessGone);
        }
      });
    },
    view: (ids) => viewOf(database.now(), ids, form),
    close: () => database.now().close(),
  };
}

interface Reopening {
  readonly use: <T>(work: (pouch: Pouch) => Promise<T>) => Promise<T>;
  readonly now: () => Pouch;
}

/**
 * The idb adapter closes its database for good when one transaction is aborted, which is what a full disk does to it. Whoever finds it closed opens it anew and tries
 * once more, so that photos and audit go on when there is room again, and not at the next start.
 */
async function reopening(name: string): Promise<Reopening> {
  const open = async (): Promise<Pouch> => {
    // A document that is taken away leaves a tombstone; what it held goes with it.
    const pouch = new PouchDB(name, { adapter: 'idb', auto_compaction: true });
    await pouch.info();
    return pouch;
  };
  let pouch = await open();
  let turn: Promise<void> = Promise.resolve();
  /** One after the other; whoever comes second finds it open. */
  const anew = (closed: Pouch): Promise<void> => {
    const mine = turn.then(async () => {
      if (pouch !== closed) return;
      const next = await open();
      pouch = next;
    });
    turn = mine.catch(() => undefined);
    return mine;
  };
  return {
    now: () => pouch,
    use: async (work) => {
      const used = pouch;
      try {
        return await work(used);
      } catch (error) {
        if (!isClosed(error)) throw error;
        await anew(used);
        return work(pouch);
      }
    },
  };
}

/** In the adapter's words, or in IndexedDB's own where it does not catch them. */
const CLOSED = new Set(['indexed_db_went_bad', 'InvalidStateError']);
const isClosed = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'name' in error && CLOSED.has(String(error.name));

const hasStatus = (error: unknown, status: number): boolean =>
  typeof error === 'object' && error !== null && 'status' in error && error.status === status;
const isMissing = (error: unknown): boolean => hasStatus(error, 404);
/** Written once, a document has no other revision to come but the one that takes it away: whoever meets a conflict came second. */
const unlessGone = (error: unknown): void => {
  if (!hasStatus(error, 409)) throw error;
};
