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

/** `recall` is asked when there is no register yet, or no more: what the journals on this machine remember. */
export async function openRegister(
  nowMs: number,
  recall: () => Promise<readonly Remembered[]> = () => Promise.resolve([]),
): Promise<Register> {
  const open = async (): Promise<IDBDatabase> => {
    const made = { fresh: false };
    const database = await openIdb(
      DATABASE,
      (empty) => {
        made.fresh = true;
        empty.createObjectStore(ACCOUNTS, { keyPath: 'key' });
        empty.createObjectStore(INSTALLATION);
      },
      () => {
        // Deleted under us: opened (and filled) anew when it is asked next.
        opening = null;
      },
    );
    if (made.fresh) await refill(database, await recall());
    return database;
  };
  let opening: Promise<IDBDatabase> | null = null;
  const opened = (): Promise<IDBDatabase> => (opening ??= open());

  const installation = await installationOf(await opened(), nowMs);
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

async function refill(database: IDBDatabase, remembered: readonly Remembered[]): Promise<void> {
  if (remembered.length === 0) return;
  const transaction = strictWrite(database, [ACCOUNTS, INSTALLATION]);
  const byContact = remembered.toSorted((a, b) => a.entry.lastContactMs - b.entry.lastContactMs);
  // A person with several stores (one set aside): the one last in contact is the one at work, and is put last.
  for (const { entry, installation } of byContact) {
    transaction.objectStore(ACCOUNTS).put(entry);
    transaction.objectStore(INSTALLATION).put(installation, 'id');
  }
  await committed(transaction);
}

/** Made once; two windows at the first start agree, because the transaction reads and writes in one. */
async function installationOf(database: IDBDatabase, nowMs: number): Promise<string> {
  const transaction = strictWrite(database, INSTALLATION);
  const store = transaction.objectStore(INSTALLATION);
  const there: unknown = await settled(store.get('id'));
  const id = typeof there === 'string' ? there : newUlid(nowMs);
  if (id !== there) store.put(id, 'id');
  await committed(transaction);
  return id;
}
