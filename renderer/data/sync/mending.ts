import { hasHistory } from '../../../shared/domain/change.ts';
import { DOCUMENT_TYPES, typeOfId, type CollectionName } from '../../../shared/domain/document-types.ts';
import type { LocalCollections } from '../collections/open-database.ts';
import { changeOne, readOne } from '../collections/store-access.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { BrokenDocument } from '../seal/sealed-storage.ts';
import { localForm, type Pulled } from './feed.ts';
import { Refused, type ServerLink } from './server-link.ts';
import type { HandoverOutbox } from '../handover/outbox.ts';
import type { Ledger } from './ledger.ts';
import type { Tray } from './tray.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import { commit } from '../rooms/mirror.ts';
import type { TrustedClock } from '../api.ts';
import type { LocalCase } from '../collections/local-form.ts';
import { writeAgain } from '../records/pending.ts';
import { unsentChanges, unsentEntries, withEntry } from './unsent.ts';

/** What a Dexie storage instance lets out; all that is needed is to take one row away for good. */
interface DexieInternals {
  readonly dexieTable: { readonly delete: (id: string) => Promise<void> };
}

export interface Mending {
  /** A seal was found broken. Nothing is thrown at the reader: it goes on without the document. */
  readonly report: (broken: BrokenDocument) => void;
  /** Whether a document was found broken and is not mended yet. */
  readonly isBroken: (id: string) => boolean;
  /**
   * Fetches what was taken away and gives it to whoever writes it; called by the window that replicates, until it answers that all of it is here again: what is given may be
   * passed over, as by a replication that has not begun yet.
   */
  readonly refetch: (
    give: (collection: CollectionName, document: Pulled) => void,
    signal: AbortSignal,
  ) => Promise<boolean>;
  readonly start: (parts: MendingParts) => void;
  readonly idle: () => Promise<void>;
}

export interface MendingParts {
  readonly collections: LocalCollections;
  readonly rooms: Rooms;
  readonly link: ServerLink;
  readonly ledger: Ledger;
  readonly tray: Tray;
  readonly handovers: HandoverOutbox;
  readonly clock: TrustedClock;
  readonly nowIso: () => string;
  /** Something is waiting to be fetched. */
  readonly call: () => void;
}

const TO_FETCH = 'to-fetch';
/** Where what was taken away belongs, by id. */
type ToFetch = Readonly<Record<string, CollectionName>>;
const META_COLLECTION = 'rx-replication-meta-';
const DAMAGED = {
  code: 'damaged',
  why: '本机存储损坏，这一步的内容读不出来，没有送到中心',
  fix: '打开这件看一下经过，需要就重新办一次。',
};

/**
 * Puts right what the disk has spoiled: the unreadable row is taken away and its document fetched again. Writes that had not been delivered are written again from where they
 * are kept beside the ledger (`unsent.ts`); what is damaged there too is said so, one by one, in the 退回箱.
 */
export function mending(onTrouble: (what: string, error: unknown) => void): Mending {
  let parts: MendingParts | null = null;
  const early: BrokenDocument[] = [];
  /** Found and not taken away yet: every reader reports it once more. */
  const reported = new Set<string>();
  /** Taken away and not here again yet: ids. */
  const missing = new Set<string>();
  let queue: Promise<void> = Promise.resolve();

  const listed = async ({ rooms }: MendingParts): Promise<ToFetch> =>
    ((await rooms.read('memory', TO_FETCH)) as ToFetch | undefined) ?? {};
  let turn: Promise<void> = Promise.resolve();
  /** One after the other: what was found damaged while another is being fetched must stay on the list. */
  const changeList = (now: MendingParts, change: (list: ToFetch) => ToFetch): Promise<void> => {
    const mine = turn.then(async () => {
      await now.rooms.write([{ room: 'memory', id: TO_FETCH, value: change(await listed(now)) }]);
    });
    turn = mine.catch(() => undefined);
    return mine;
  };

  /** What waited in it is kept beside the ledger too, and is written again; the rest is told. */
  const putBackOrTell = async (now: MendingParts, name: CollectionName, id: string): Promise<void> => {
    const { ledger, rooms, collections } = now;
    const back = new Set<string>();
    for (const { entry, document } of await unsentEntries(rooms, ledger)) {
      if (document._id !== id || name !== 'cases') continue;
      await changeOne<LocalCase>(collections.cases, id, (there) => withEntry(there ?? document, entry), 'mend');
      back.add(entry.id);
    }
    for (const { write } of await unsentChanges(rooms, ledger)) {
      if (write.after._id !== id) continue;
      // Taken away a moment ago: it is in nobody's way any more.
      await writeAgain({ ...now, isBroken: () => false }, write);
      back.add(write.entry.id);
    }
    await tellLost(now, id, back);
  };

  const tellLost = async (
    { ledger, tray, nowIso, rooms }: MendingParts,
    id: string,
    isBack: ReadonlySet<string>,
  ): Promise<void> => {
    const lost = [...ledger.rows.get().values()].filter(
      (row) =>
        row.subject === id &&
        row.kind !== 'photo' &&
        row.delivery === 'queued' &&
        row.handover === undefined &&
        !isBack.has(row.id),
    );
    for (const row of lost) {
      const { id: entryId, subject, title, writtenAt } = row;
      const item = {
        id: entryId,
        subject,
        title,
        act: row.kind === 'change' ? ('change' as const) : ('note' as const),
        writtenAt,
        refusedAt: nowIso(),
        ...DAMAGED,
        ...(row.kind === 'change' ? { fix: '打开这条资料核对一下，需要就重新改一次。' } : {}),
        submitted: [],
      };
      await commit(rooms, [
        tray.plan(new Map([[entryId, item]])),
        ledger.plan(new Map([[entryId, { ...row, delivery: 'refused' as const }]])),
      ]);
    }
  };

  const mend = async (now: MendingParts, broken: BrokenDocument): Promise<void> => {
    onTrouble(`broken seal: ${broken.collection}/${broken.id}`, null);
    const { collections } = now;
    const name = (Object.keys(collections) as CollectionName[]).find((one) => one === broken.collection);
    // First on the list: taken away and not on it nobody would fetch it again.
    if (name !== undefined) await changeList(now, (list) => ({ ...list, [broken.id]: name }));
    const { dexieTable } = (await broken.internals) as DexieInternals;
    if (name !== undefined) missing.add(broken.id);
    await dexieTable.delete(broken.id);
    if (broken.collection.startsWith(META_COLLECTION)) {
      // RxDB's note of what the server holds: writing the document once more makes it take a new one.
      const [id = ''] = broken.id.split('|');
      const type = typeOfId(id);
      const collection = type === 'case' || hasHistory(type) ? DOCUMENT_TYPES[type].collection : null;
      if (collection !== null) await changeOne(collections[collection], id, (document) => document, 'mend');
      return;
    }
    if (name === undefined) return;
    await putBackOrTell(now, name, broken.id);
    now.call();
  };

  const report = (broken: BrokenDocument): void => {
    const key = `${broken.collection}/${broken.id}`;
    if (reported.has(key)) return;
    if (parts === null) {
      early.push(broken);
      return;
    }
    reported.add(key);
    const now = parts;
    queue = queue
      .then(() => mend(now, broken))
      .catch((error: unknown) => {
        onTrouble(`mending ${key}`, error);
      })
      .finally(() => reported.delete(key));
  };

  return {
    report,
    isBroken: (id) =>
      missing.has(id) ||
      early.some((broken) => broken.id === id) ||
      [...reported].some((key) => key.endsWith(`/${id}`)),
    start: (given) => {
      parts = given;
      for (const broken of early.splice(0)) report(broken);
    },
    refetch: async (give, signal) => {
      if (parts === null) return true;
      const now = parts;
      await queue;
      for (const [id, collection] of Object.entries(await listed(now))) {
        // With something unsent it was made again from what is kept here: the centre's own is still wanted.
        const here = await readOne<{ readonly unsent?: number }>(now.collections[collection], id);
        const isBack = here !== null && (here.unsent ?? 0) === 0;
        const document = isBack ? null : await fetchOne(now.link, id, signal);
        // It stays on the list until it is found here: a crash may come before it is written.
        if (document !== null) {
          give(collection, document);
          continue;
        }
        await changeList(now, (list) => Object.fromEntries(Object.entries(list).filter(([other]) => other !== id)));
        missing.delete(id);
      }
      return Object.keys(await listed(now)).length === 0;
    },
    idle: () => queue,
  };
}

/** `null`: the server has it no more, or no more for us. */
async function fetchOne(link: ServerLink, id: string, signal: AbortSignal): Promise<Pulled | null> {
  try {
    const response = await link.send(`/records/${encodeURIComponent(id)}`, { signal });
    return localForm((await response.json()) as CaseDocument, typeOfId(id));
  } catch (error) {
    if (error instanceof Refused && (error.status === 404 || error.status === 403)) return null;
    throw error;
  }
}
