import { z } from 'zod';
import { committed, openIdb, settled, strictWrite } from '../../lib/idb.ts';
import { newUlid } from '../../lib/random.ts';
import { keyFileSchema } from '../seal/key-file.ts';

/**
 * One account known on this terminal. In clear, because it is read before anybody has signed in: so it holds name and post,
 * how the key is wrapped, and numbers; nothing of the work.
 */
export const knownEntrySchema = z.looseObject({
  /** `<serverId>/<account>`. */
  key: z.string(),
  serverId: z.string(),
  /** The server's address as it was asked: offline it is all there is to find the account by. */
  server: z.string(),
  account: z.string(),
  displayName: z.string(),
  post: z.string(),
  /** Names the local databases of this store. A store set aside keeps its own. */
  store: z.string(),
  keyFile: keyFileSchema,
  offlineDays: z.int(),
  /** Server time of the last contact. */
  lastContactMs: z.number(),
  /** The latest time seen here since, by `honestMs`, so that a clock turned back buys no days. */
  latestSeenMs: z.number(),
  /** Device time minus server time at the last contact. */
  deviationMs: z.number().default(0),
  failures: z.int(),
  lockedUntilMs: z.number().nullable(),
  /** The centre has said that the account is stopped: until it lets him in again nobody opens the store without it. */
  stopped: z.boolean().optional(),
  unsent: z.int(),
  /** Stores that stay sealed because the old password was not at hand (never wiped). */
  setAside: z.array(z.looseObject({ store: z.string(), keyFile: keyFileSchema, unsent: z.int(), atMs: z.number() })),
});
export type KnownEntry = Readonly<z.infer<typeof knownEntrySchema>>;

export interface Register {
  /** ULID of this installation: a browser profile or an Electron user folder. */
  readonly installation: string;
  readonly find: (server: string, account: string) => Promise<KnownEntry | undefined>;
  readonly list: (server: string) => Promise<readonly KnownEntry[]>;
  readonly save: (entry: KnownEntry) => Promise<void>;
  /** Changes what is there now; does nothing where there is nothing. */
  readonly change: (key: string, change: (entry: KnownEntry) => KnownEntry) => Promise<void>;
  readonly close: () => void;
}

const DATABASE = 'ggw-accounts';
const ACCOUNTS = 'accounts';
const INSTALLATION = 'installation';

/** What a journal says of the store it belongs to: enough to know the person again when everything in IndexedDB is gone. */
export interface Remembered {
  readonly installation: string;
  readonly entry: KnownEntry;
}

/**
 * `recall` is asked while the register has never been filled, as when there is none any more: what the journals on this machine remember. Where it fails nothing is opened,
 * and the next try asks again: an empty register would begin new stores beside those whose journals hold what is unsent.
 */
export async function openRegister(
  nowMs: number,
  recall: () => Promise<readonly Remembered[]> = () => Promise.resolve([]),
): Promise<Register> {
  /** Of a register that is deleted under us and that no journal remembers it stays what it was. */
  let id = newUlid(nowMs);
  const open = async (): Promise<IDBDatabase> => {
    const database = await openIdb(
      DATABASE,
      (empty) => {
        empty.createObjectStore(ACCOUNTS, { keyPath: 'key' });
        empty.createObjectStore(INSTALLATION);
      },
      () => {
        // Deleted under us: opened (and filled) anew when it is asked next.
        opening = null;
      },
    );
    try {
      id = await filledOnce(database, id, recall);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  };
  let opening: Promise<IDBDatabase> | null = null;
  const opened = async (): Promise<IDBDatabase> => {
    const mine = (opening ??= open());
    try {
      return await mine;
    } catch (error) {
      if (opening === mine) opening = null;
      throw error;
    }
  };

  await opened();
  const installation = id;
  const list = async (server: string): Promise<readonly KnownEntry[]> => {
    const rows: unknown[] = await settled((await opened()).transaction(ACCOUNTS).objectStore(ACCOUNTS).getAll());
    return rows
      .map((row) => knownEntrySchema.safeParse(row))
      .flatMap((parsed) => (parsed.success ? [parsed.data] : []))
      .filter((entry) => entry.server === server);
  };
  const put = async (entry: KnownEntry): Promise<void> => {
    const transaction = strictWrite(await opened(), ACCOUNTS);
    transaction.objectStore(ACCOUNTS).put(entry);
    await committed(transaction);
  };
  return {
    installation,
    list,
    find: async (server, account) => (await list(server)).find((entry) => entry.account === account),
    save: put,
    change: async (key, change) => {
      const transaction = strictWrite(await opened(), ACCOUNTS);
      const store = transaction.objectStore(ACCOUNTS);
      const parsed = knownEntrySchema.safeParse(await settled(store.get(key)));
      if (parsed.success) store.put(change(parsed.data));
      await committed(transaction);
    },
    close: () => {
      const closing = opening;
      opening = null;
      void closing?.then((database) => {
        database.close();
      });
    },
  };
}

/**
 * Gives the installation's id, which is also the mark that the register has been filled: both are written in one transaction. Two windows at the first start agree, because it
 * looks for the mark once more; what stands in the register by then is newer than what a journal says of it.
 */
async function filledOnce(
  database: IDBDatabase,
  newId: string,
  recall: () => Promise<readonly Remembered[]>,
): Promise<string> {
  const there = await idIn(database.transaction(INSTALLATION));
  if (there !== null) return there;
  // A person with several stores (one set aside): the one last in contact is the one at work, and is put last.
  const remembered = (await recall()).toSorted((a, b) => a.entry.lastContactMs - b.entry.lastContactMs);
  const transaction = strictWrite(database, [ACCOUNTS, INSTALLATION]);
  const accounts = transaction.objectStore(ACCOUNTS);
  const byNow = await idIn(transaction);
  const id = byNow ?? remembered.at(-1)?.installation ?? newId;
  if (byNow === null) {
    const known = new Set(await settled(accounts.getAllKeys()));
    for (const { entry } of remembered) {
      if (!known.has(entry.key)) accounts.put(entry);
    }
    transaction.objectStore(INSTALLATION).put(id, 'id');
  }
  await committed(transaction);
  return id;
}

async function idIn(transaction: IDBTransaction): Promise<string | null> {
  const there: unknown = await settled(transaction.objectStore(INSTALLATION).get('id'));
  return typeof there === 'string' ? there : null;
}
