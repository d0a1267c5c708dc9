import { z } from 'zod';
import { userSchema } from '../domain/staff.ts';

/** Version of what client and server say to each other beside CouchDB's own API. */
export const PROTOCOL_VERSION = 1;

/** Paths beside CouchDB's own. All JSON; errors as CouchDB has them: `{error, reason}`. */
export const PATHS = {
  /** GET, open: is anybody there. */
  up: '/_up',
  /** GET, open: who the server is. */
  hello: '/_workstation/hello',
  /** POST opens a session of ours (bearer token), DELETE ends it. */
  session: '/_workstation/session',
  /** POST, by a session of ours: one more for another window of the same person on the same installation, which ends with it at the latest. */
  window: '/_workstation/session/window',
  /** POST, demonstration only: a one-use token of the launcher for an account. */
  launch: '/_workstation/launch',
  /** GET: how many documents of each type the caller's own posts show. */
  totals: '/_workstation/totals',
  /** POST: which of the caller's own writes, which he names, are here. */
  receipts: '/_workstation/receipts',
  /** POST: how this terminal stands. */
  device: '/_workstation/device',
  /** GET, system and security administrators: how the terminals of their area stand. */
  devices: '/_workstation/devices',
} as const;

/** Header with the server's time in ms since 1970 on every answer: the anchor of the trusted clock. */
export const TIME_HEADER = 'x-server-time';

export const demoAccount = z.looseObject({
  name: z.string(),
  password: z.string(),
  displayName: z.string(),
  role: z.string(),
  scope: z.array(z.string()),
  /** Post and place in words, e.g. 网格员 · 上港第一 01. */
  post: z.string(),
});
export type DemoAccount = Readonly<z.infer<typeof demoAccount>>;

export const helloResponse = z.looseObject({
  product: z.literal('grid-governance-workstation'),
  version: z.string(),
  protocol: z.int(),
  /** Names the data, not the machine: one local store per server id and user. */
  serverId: z.string().min(1),
  title: z.string(),
  time: z.iso.datetime(),
  /** Present only where the server runs the demonstration street on a loopback address. */
  demoAccounts: z.array(demoAccount).optional(),
});
export type HelloResponse = Readonly<z.infer<typeof helloResponse>>;

export const sessionRequest = z.looseObject({
  name: z.string().min(1).max(64),
  password: z.string().min(1).max(256),
  protocol: z.int(),
  /** Form of the client's documents; the first ones did not say it. */
  form: z.int().min(1).default(1),
  /** ULID of this installation (browser profile or Electron user data). */
  installation: z.string().length(26),
  /** HMAC key of the installation's audit chain, base64url of 32 bytes; registered at the first sign-in. */
  auditKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** Only whether the password is right: nothing is noted of a terminal, which stands under another installation. */
  probe: z.boolean().optional(),
  /** Head of the chain on this device, so that a cut tail shows. */
  auditHead: z.looseObject({ seq: z.int().min(0), mac: z.string() }).optional(),
});

export type SessionRequest = Readonly<z.infer<typeof sessionRequest>>;

export const windowRequest = z.looseObject({ protocol: z.int(), form: z.int().min(1) });

/** Why client and server do not work together at present, in words; both sides say the same. Answered with status 426. */
export const VERSION_WORDS = {
  tooOld: '这个版本太旧，中心已不再接收：已写的都在本机，升级后自动送达。',
  tooNew: '中心的版本比本机旧，暂时不能送：已写的都在本机，中心升级后自动送达。',
} as const;

export const policySchema = z.looseObject({
  /** Days for which the password opens the store without the server. */
  offlineDays: z.int().min(0).max(365),
  idleLockMinutes: z.int().min(1).max(240),
  /** The server runs a demonstration street: ids that begin with 999 and phones that begin with 100 are taken there, and only there. */
  demonstration: z.boolean().optional(),
});
export type Policy = Readonly<z.infer<typeof policySchema>>;

export const sessionResponse = z.looseObject({
  token: z.string().min(16),
  expiresAt: z.iso.datetime(),
  user: userSchema,
  serverId: z.string(),
  time: z.iso.datetime(),
  policy: policySchema,
  /** Last audit link the server holds of this installation. */
  auditSeq: z.int().min(0),
});
export type SessionResponse = Readonly<z.infer<typeof sessionResponse>>;

/** CouchDB's error shape, with ours beside it where there is more to say. */
export const errorBody = z.looseObject({
  error: z.string(),
  reason: z.string(),
  /** Failed sign-ins left before the lock-out; present with `unauthorized` on session routes. */
  triesLeft: z.int().optional(),
  /** ISO time until which the account is locked. */
  lockedUntil: z.string().optional(),
  /** Why a session is refused or over although everything about its person is right: see `VERSION_WORDS`. */
  version: z.enum(['tooOld', 'tooNew']).optional(),
});
export type ErrorBody = Readonly<z.infer<typeof errorBody>>;

/**
 * One row of the answer to `POST /records/_bulk_docs?returns=docs`: CouchDB's row, and the stored document where it was stored
 * (`document._rev` is the new revision) or where the push lost a race (`conflict`: the document in force).
 */
export const bulkRow = z.looseObject({
  id: z.string(),
  ok: z.literal(true).optional(),
  rev: z.string().optional(),
  error: z
    .enum(['conflict', 'forbidden', 'unauthorized', 'doc_validation', 'missing', 'internal_server_error'])
    .or(z.string())
    .optional(),
  reason: z.string().optional(),
  refusal: z.looseObject({ code: z.string(), why: z.string(), fix: z.string() }).optional(),
  document: z.looseObject({ _id: z.string(), _rev: z.string() }).optional(),
});
export type BulkRow = Readonly<z.infer<typeof bulkRow>>;

/**
 * An answer of `GET /records/_changes?removals=1`. A row with `removed` names what the session could see and may not see any more: no revision, no content.
 * `reset`: what comes replaces what the client has; when the first answer without it comes, he lets go of what did not come in between.
 * `resetBegins` beside it: this is the first page of it; what came with an earlier one that was cut off does not count.
 */
export const changesResponse = z.looseObject({
  results: z.array(
    z.looseObject({
      id: z.string(),
      seq: z.string(),
      changes: z.array(z.looseObject({ rev: z.string() })),
      deleted: z.boolean().optional(),
      removed: z.boolean().optional(),
      doc: z.looseObject({ _id: z.string() }).optional(),
    }),
  ),
  last_seq: z.string(),
  reset: z.boolean().optional(),
  resetBegins: z.boolean().optional(),
  pending: z.int().optional(),
});
export type ChangesResponse = Readonly<z.infer<typeof changesResponse>>;

/** `GET totals`: by type, only types of which there is something. What a first pull will bring, so that it can say how far it is. */
export const totalsResponse = z.looseObject({ totals: z.record(z.string(), z.int().min(0)) });
export type TotalsResponse = Readonly<z.infer<typeof totalsResponse>>;

/** So many writes are asked about at once, all kinds together. */
export const MOST_RECEIPTS = 500;

/** `POST receipts`: the caller's own writes by id; an entry with its case, because that is where it lies. */
export const receiptsRequest = z
  .looseObject({
    entries: z.array(z.looseObject({ id: z.string().max(60), case: z.string().max(80) })).default([]),
    changes: z.array(z.string().max(60)).default([]),
    photos: z.array(z.string().max(80)).default([]),
    handovers: z.array(z.string().max(80)).default([]),
  })
  .refine(
    ({ entries, changes, photos, handovers }) =>
      entries.length + changes.length + photos.length + handovers.length <= MOST_RECEIPTS,
    { message: `at most ${MOST_RECEIPTS} at once` },
  );
export type ReceiptsRequest = z.input<typeof receiptsRequest>;

/** Ids of those that are here and are the caller's. Everything else is left out, whatever the reason. */
export const receiptsResponse = z.looseObject({ held: z.array(z.string()) });
export type ReceiptsResponse = Readonly<z.infer<typeof receiptsResponse>>;
