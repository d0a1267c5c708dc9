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
  /** The latest device time seen, so that a clock turned back buys no days. */
  latestSeenMs: z.number(),
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

export async function openRegister(nowMs: number): Promise<Register> {
  const database = await openIdb(DATABASE, (fresh) => {
    fresh.createObjectStore(ACCOUNTS, { keyPath: 'key' });
    fresh.createObjectStore(INSTALLATION);
  });
  const installation = await installationOf(database, nowMs);
  const list = async (server: string): Promise<readonly KnownEntry[]> => {
    const rows: unknown[] = await settled(database.transaction(ACCOUNTS).objectStore(ACCOUNTS).getAll());
    return rows
      .map((row) => knownEntrySchema.safeParse(row))
      .flatMap((parsed) => (parsed.success ? [parsed.data] : []))
      .filter((entry) => entry.server === server);
  };
  const put = async (entry: KnownEntry): Promise<void> => {
    const transaction = strictWrite(database, ACCOUNTS);
    transaction.objectStore(ACCOUNTS).put(entry);
    await committed(transaction);
  };
  return {
    installation,
    list,
    find: async (server, account) => (await list(server)).find((entry) => entry.account === account),
    save: put,
    change: async (key, change) => {
      const transaction = strictWrite(database, ACCOUNTS);
      const store = transaction.objectStore(ACCOUNTS);
      const parsed = knownEntrySchema.safeParse(await settled(store.get(key)));
      if (parsed.success) store.put(change(parsed.data));
      await committed(transaction);
    },
    close: () => {
      database.close();
    },
  };
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
