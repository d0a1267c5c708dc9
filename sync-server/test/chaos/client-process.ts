import { join } from 'node:path';
import { beyondCentre } from './beyond-centre.ts';
import { cipherAtOnce } from './cipher-at-once.ts';
import { keepIndexedDb, type KeptIndexedDb } from './kept-indexeddb.ts';
import { journalFiles } from '../../../electron/main/services/journal-files.ts';
import type { CollectionName } from '../../../shared/domain/document-types.ts';
import { addRxPlugin, getChangedDocumentsSince, type RxCollection } from 'rxdb/plugins/core';
import { isRecord } from '../../../renderer/data/collections/references.ts';
import { recordOf } from '../../../renderer/data/collections/local-form.ts';
import type { LocalDocument } from '../../../renderer/data/collections/schemas.ts';
import { readWhere, watchWrites } from '../../../renderer/data/collections/store-access.ts';
import { PouchDB } from '../../../renderer/data/evidence/pouch.ts';
import type { JournalPlace } from '../../../renderer/data/journal/journal-file.ts';
import type { Workstation } from '../../../renderer/data/api.ts';
import { once } from '../../../renderer/data/live.ts';
import type { LedgerRow } from '../../../renderer/data/sync/ledger.ts';
import { aTerminal, type Terminal } from '../../../renderer/data/testing/a-terminal.ts';
import { work, type Collections } from './hands.ts';
import { howItStands } from './how-it-stands.ts';
import {
  NOBODY,
  type Answer,
  type Asked,
  type Drained,
  type Envelope,
  type Held,
  type Laid,
  type Noted,
  type Worked,
} from './protocol.ts';

/* One workstation as a process: the shipped data layer over IndexedDB and journal on files. Whoever kills it gets it back as it was on the disk. */

const say = (answer: Answer): void => {
  process.send?.(answer);
};

/** The machine's clock, wrong for everything on it. The steady clock runs on. */
const clock = { offsetMs: 0 };
const TrueDate = Date;
const trueNow = (): number => TrueDate.now();
class MachineDate extends TrueDate {
  constructor(...given: readonly unknown[]) {
    if (given.length === 0) super(trueNow() + clock.offsetMs);
    else super(...(given as [number]));
  }
  /** What was made elsewhere is a date too. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return Object.prototype.toString.call(value) === '[object Date]';
  }
  static override now(): number {
    return trueNow() + clock.offsetMs;
  }
}
globalThis.Date = MachineDate as DateConstructor;

/** Waits of half a second and more pass twenty times as fast: what they stand for is how often something is tried again, not when. */
const FAST = 20;
const trueTimeout = setTimeout;
globalThis.setTimeout = ((heard: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
  trueTimeout(heard, ms < 500 ? ms : ms / FAST, ...args)) as typeof setTimeout;

cipherAtOnce();

const opened: Map<CollectionName, RxCollection> = new Map();
addRxPlugin({
  name: 'known-collections',
  rxdb: true,
  hooks: {
    createRxCollection: {
      after: ({ collection }) => {
        opened.set(collection.name as CollectionName, collection);
      },
    },
  },
});
const collections = (): Collections => opened as ReadonlyMap<CollectionName, unknown> as Collections;

class FileTrouble extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** The desktop's journal, with a disk that may be full. */
function journalsIn(folder: string, disk: { readonly full: boolean }): JournalPlace {
  const files = journalFiles(folder);
  const withRoom = async <T>(write: () => Promise<T>): Promise<T> => {
    if (disk.full) throw new FileTrouble('QuotaExceededError', 'ENOSPC: no space left on device');
    return write();
  };
  return {
    kind: 'desktop',
    stores: files.stores,
    file: (store) => ({
      read: (atMost) => files.read(store, atMost),
      append: (prefix, at, bytes) => withRoom(() => files.append(store, prefix, at, bytes)),
      cut: (at) => files.cut(store, at),
      replace: (bytes) => withRoom(() => files.replace(store, bytes)),
    }),
  };
}

let kept: KeptIndexedDb | null = null;
let terminal: Terminal | null = null;
let workstation: Workstation | null = null;
const batches: string[] = [];

const COLLECTIONS = /--(cases|residents|rooms|history|components|enterprises|tasks)$/;

/** Whether the row that was to be spoilt is. */
async function open({ folder, server, spoil, offsetMs }: Extract<Asked, { verb: 'open' }>): Promise<boolean> {
  clock.offsetMs = offsetMs;
  kept = await keepIndexedDb(join(folder, 'indexeddb'));
  const isSpoilt = spoil !== null && kept.spoil(COLLECTIONS, spoil);
  terminal = await aTerminal(server, (input, init) => fetch(input, init), {
    journals: journalsIn(join(folder, 'journal'), kept),
    terminal: folder.slice(-2),
    onTrouble: (what, error) => {
      say({ trouble: `${what} ${error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error)}` });
    },
  });
  return isSpoilt;
}

async function sign({ account, password }: Extract<Asked, { verb: 'sign' }>): Promise<string | null> {
  await leave();
  if (terminal === null) throw new Error('the terminal is open');
  const outcome = await terminal.desk.signIn({ account, password });
  if (!outcome.ok) return JSON.stringify(outcome.trouble);
  ({ workstation } = outcome);
  return null;
}

/** Everything of this machine is put down, as if the program had just been started. */
async function rest(): Promise<boolean> {
  const isAbleTo = kept !== null;
  if (kept !== null) kept.full = false;
  await leave();
  terminal = null;
  opened.clear();
  const isEmpty = kept?.close() ?? false;
  kept = null;
  return isAbleTo && isEmpty;
}

async function leave(): Promise<void> {
  const leaving = workstation;
  workstation = null;
  batches.splice(0);
  await leaving?.close();
}

/** What is asked of the person before this window goes on. */
function isCalledFor(): 'to open it anew' | 'the password' | null {
  if (workstation === null) return null;
  if (workstation.storage.gone.get() === true || (workstation.posts.next.get() ?? null) !== null)
    return 'to open it anew';
  return (workstation.sync.status.get()?.halted ?? null) === null ? null : 'the password';
}

/** What somebody does who sees that the centre wants his password again, or that his posts have changed. */
async function again(password: string): Promise<void> {
  if (workstation === null) return;
  const asked = isCalledFor();
  if (asked === 'to open it anew') {
    const outcome = await workstation.reopen();
    workstation = outcome.ok ? outcome.workstation : null;
    return;
  }
  if (asked === 'the password') await workstation.sync.signInAgain(password);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => trueTimeout(resolve, ms));

const LOOK_MS = 40;
/** Somebody who waits clicks on the button now and then. */
const NUDGE_EVERY = 10;

async function drain({ password, withinMs }: Extract<Asked, { verb: 'drain' }>): Promise<Drained> {
  const until = trueNow() + withinMs;
  for (let nth = 1; ; nth += 1) {
    await again(password);
    if (workstation === null) return { waits: NOBODY };
    const { counts, firstPull, halted, online } = await once(workstation.sync.status, () => true);
    const isOver =
      counts.queued === 0 &&
      counts.photosQueued === 0 &&
      firstPull.done &&
      halted === null &&
      workstation.posts.next.get() === null;
    if (isOver) return { waits: null };
    if (trueNow() > until) {
      const queued = await once(workstation.sync.queued, () => true);
      return { waits: JSON.stringify({ counts, firstPull: firstPull.done, halted, online, queued }) };
    }
    if (nth % NUDGE_EVERY === 0) await workstation.sync.syncNow();
    await pause(LOOK_MS);
  }
}

/** Beyond its place nothing is left of what went. */
const PLACE = new Set([
  '_id',
  'type',
  'scope',
  '_deleted',
  '_meta',
  '_rev',
  '_attachments',
  'state',
  'stage',
  'changedAt',
  'unsent',
  'ref',
  'ref2',
]);

async function held(): Promise<readonly Held[]> {
  const documents: Held[] = [];
  for (const collection of collections().values()) {
    type Stored = LocalDocument & Readonly<Record<string, unknown>>;
    for (const document of await readWhere<Stored>(collection, { where: {} })) {
      const { rev, unsent, ...plain } = document;
      documents.push({
        id: document._id,
        rev,
        content: isRecord(document.type) ? recordOf(document) : plain,
        unsent: Number(unsent ?? 0),
      });
    }
  }
  return documents;
}

async function evidenceHere(): Promise<readonly string[]> {
  const store = collections().get('cases')?.database.name ?? '';
  // Beside the workstation's own; closing it would close that one too.
  const { rows } = await new PouchDB(`${store}-evidence`, { adapter: 'idb' }).allDocs({});
  return rows.map(({ key }) => key);
}

const noted = ({ delivery, receiptAt, entry }: Pick<LedgerRow, keyof Noted>): Noted => ({ delivery, receiptAt, entry });

async function laidDown(documents: readonly Held[]): Promise<Laid> {
  if (workstation === null) throw new Error('somebody is signed in');
  const remains: string[] = [];
  for (const collection of collections().values()) {
    const everything = await getChangedDocumentsSince<LocalDocument, unknown>(collection.storageInstance, 100_000);
    for (const document of everything.documents) {
      const more = document._deleted ? Object.keys(document).filter((field) => !PLACE.has(field)) : [];
      if (more.length > 0) remains.push(`${document._id}: ${more.join(', ')}`);
    }
  }
  const evidence = await evidenceHere();
  const tray = await once(workstation.sync.refused, () => true);
  const drafts = workstation.drafts.all.get() ?? [];
  const { counts } = await once(workstation.sync.status, () => true);
  const queued = await once(workstation.sync.queued, () => true);
  const delivered = await once(workstation.sync.receipts(100_000), () => true);
  return {
    writes: Object.fromEntries([...queued, ...delivered].map((row) => [row.id, noted(row)])),
    documents,
    evidence,
    remains,
    tray: tray.map(({ id, subject, change, code }) => ({ id, subject, batch: change?.batch ?? null, code })),
    drafts: drafts.map(({ id, description }) => ({ id, says: description })),
    counts: { ...counts },
  };
}

const MOST_TOLD = 3;
async function tellDifferences(
  here: ReadonlyMap<string, string | undefined>,
  expected: Readonly<Record<string, string>>,
): Promise<void> {
  const all = new Set([...Object.keys(expected), ...here.keys()]);
  const differ = [...all].filter((id) => here.get(id) !== expected[id]);
  for (const id of differ.slice(0, MOST_TOLD))
    for (const line of await howItStands(collections(), id)) say({ trouble: `${id}: ${line}` });
}

async function compare({ expected, evidence, withinMs }: Extract<Asked, { verb: 'compare' }>): Promise<Laid | null> {
  const until = trueNow() + withinMs;
  const wanted = Object.entries(expected);
  const known = new Set(evidence);
  let isNews = true;
  const stops = [...collections().values()].map((collection) =>
    watchWrites(collection, () => {
      isNews = true;
    }),
  );
  try {
    for (let documents: readonly Held[] = []; ;) {
      // It hears only now that its session or its posts are over: it does not go on by itself.
      if (isCalledFor() !== null) return null;
      const isOver = trueNow() > until;
      if (isNews || isOver) {
        isNews = false;
        documents = await held();
        const here = new Map(documents.map(({ id, rev, unsent }) => [id, unsent > 0 ? '' : rev]));
        const isAlike = here.size === wanted.length && wanted.every(([id, rev]) => here.get(id) === rev);
        const laid = isAlike || isOver ? await laidDown(documents) : null;
        // What goes with a receipt goes a moment after it.
        const isSame = isAlike && laid !== null && beyondCentre(laid, known).length === 0;
        // What was heard while it was read is still to be read.
        isNews ||= isAlike && !isSame;
        if (!isSame && isOver) await tellDifferences(here, expected);
        if (laid !== null && (isSame || isOver)) return laid;
      }
      await pause(2 * LOOK_MS);
    }
  } finally {
    for (const stop of stops) stop();
  }
}

async function answer(asked: Asked): Promise<unknown> {
  switch (asked.verb) {
    case 'open':
      return open(asked);
    case 'sign':
      return sign(asked);
    case 'leave':
      return leave();
    case 'again':
      return again(asked.password);
    case 'work':
      return workstation === null
        ? ({ deeds: [], letGo: [], refused: null } satisfies Worked)
        : work(workstation, collections(), asked.work, batches);
    case 'clock':
      clock.offsetMs = asked.offsetMs;
      return null;
    case 'disk':
      if (kept !== null) kept.full = asked.full;
      return null;
    case 'drain':
      return drain(asked);
    case 'rest':
      return rest();
    case 'compare':
      return compare(asked);
  }
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.stack ?? error.message}` : JSON.stringify(error);

/** One after the other, but what happens to the machine happens at once. */
let queue: Promise<void> = Promise.resolve();
process.on('message', ({ id, asked }: Envelope) => {
  const run = async (): Promise<void> => {
    try {
      say({ id, ok: true, value: await answer(asked) });
    } catch (error) {
      say({ id, ok: false, words: wordsOf(error) });
    }
  };
  if (asked.verb === 'clock' || asked.verb === 'disk') void run();
  else queue = queue.then(run);
});
process.on('unhandledRejection', (error) => {
  say({ fault: `nobody heard of ${wordsOf(error)}` });
});
process.once('disconnect', () => {
  process.exit(0);
});
