import type { DocumentType } from '../../../shared/domain/document-types.ts';
import { KILOBYTE, MEGABYTE } from './body.ts';

/*
 * What a server lets itself be asked, all of it. Measure: the offices of a street are some 200 PCs behind one address, each with one waiting feed; at half past eight all
 * of them sign in. None of that may come near a limit, and no single account or address may take the server from the others.
 */

/**
 * Photos come inline as base64, a few to a push. A replicator that sends more at once gets 413 and halves its batch or is given a `batch_size`;
 * bodies are read only for who is signed in.
 */
const BODIES = {
  documents: 128 * MEGABYTE,
  document: 24 * MEGABYTE,
  attachment: 16 * MEGABYTE,
  keys: 8 * MEGABYTE,
  small: 256 * KILOBYTE,
} as const;

export const bodyLimitOf = (kind: keyof typeof BODIES): number => BODIES[kind];

/**
 * One document without its photos, as it is kept: thousands of them lie in memory for feeds. The largest tables and outlines there are come to 200 KB, a patrol of 3,000 points
 * to 350 KB, a hand-over holds a record and its edit, a case its whole log; any other comes to a few.
 */
const DOCUMENTS: Readonly<Partial<Record<DocumentType, number>>> = {
  catalog: 4 * MEGABYTE,
  area: 4 * MEGABYTE,
  case: 2_000_000,
  building: MEGABYTE,
  patrol: MEGABYTE,
  handover: MEGABYTE,
  careHandover: MEGABYTE,
  caseHandover: MEGABYTE,
  photo: 16 * KILOBYTE,
  thumb: 16 * KILOBYTE,
  audit: 16 * KILOBYTE,
};

export const documentLimitOf = (type: DocumentType): number => DOCUMENTS[type] ?? 256 * KILOBYTE;

/** So many at once, and after them so many a second. */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

export interface Limits {
  readonly requestsOfAccount: Allowance;
  readonly requestsFromAddress: Allowance;
  /** With a password, a right one too: each check costs 80 ms of a core. The lock-out after wrong ones comes first and is another matter (`session/lock-out.ts`). */
  readonly signInsOfAccount: Allowance;
  readonly signInsFromAddress: Allowance;
  /** Sessions of one account that are open; of more the one that was not used for longest ends. */
  readonly sessionsOfAccount: number;
  /** Feeds of one account that wait; of more the oldest is let go. */
  readonly feedsOfAccount: number;
  /** Sockets in all, and from one address. */
  readonly connections: number;
  readonly connectionsFromAddress: number;
  /** Bytes of large bodies under way, in all and of one account: each lies in memory whole, and once more as what it says. Of large photos that are answered as many again. */
  readonly bodiesAtOnce: number;
  readonly bodiesOfAccountAtOnce: number;
  /** Milliseconds for the head of a request, for all of it, and between two of a connection. */
  readonly headMs: number;
  readonly requestMs: number;
  readonly keepAliveMs: number;
  readonly handshakeMs: number;
  /** How often connections are looked through for those that are over time. */
  readonly lookedAtEveryMs: number;
  /** A connection on which nothing moves for so long, in either direction, is dead. Feeds beat or end within a minute. */
  readonly silentMs: number;
  /** At a stop: what is under way has so long to end, and everything together. */
  readonly drainMs: number;
  readonly stopMs: number;
}

export const LIMITS: Limits = {
  // Our client at its busiest asks some fifty times a second for a few seconds, after days offline; CouchDB's replicator, which slows down when it is told, more.
  requestsOfAccount: { burst: 2_000, perSecond: 200 },
  // 200 PCs after an update: 60 files each, then their first pulls.
  requestsFromAddress: { burst: 20_000, perSecond: 1_000 },
  signInsOfAccount: { burst: 20, perSecond: 0.2 },
  // All PCs of a street within a minute, and again after a power cut. Two at a time are checked, some 25 a second.
  signInsFromAddress: { burst: 400, perSecond: 4 },
  // A person has one for each window, and those of a morning's restarts, which last on for half a day.
  sessionsOfAccount: 64,
  // Ours has one; replicators one each.
  feedsOfAccount: 32,
  // About 40 KB each; the sizing page says what a server carries.
  connections: 12_000,
  // A browser opens up to six.
  connectionsFromAddress: 1_500,
  bodiesAtOnce: 512 * MEGABYTE,
  bodiesOfAccountAtOnce: 192 * MEGABYTE,
  headMs: 20_000,
  // The largest body over a line of 4 Mbit/s. Our own client gives a photo two minutes.
  requestMs: 300_000,
  // Longer than the minute after which proxies let go: whoever closes first must not be the one who does not ask.
  keepAliveMs: 72_000,
  handshakeMs: 20_000,
  lookedAtEveryMs: 5_000,
  silentMs: 150_000,
  // A push of thousands on a busy machine comes to its end; systemd and the compose set kill after forty seconds. Usually it takes none of it.
  drainMs: 15_000,
  stopMs: 20_000,
};
