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
  /** POST, demonstration only: a one-use token of the launcher for an account. */
  launch: '/_workstation/launch',
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
  /** ULID of this installation (browser profile or Electron user data). */
  installation: z.string().length(26),
  /** HMAC key of the installation's audit chain, base64url of 32 bytes; registered at the first sign-in. */
  auditKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** Head of the chain on this device, so that a cut tail shows. */
  auditHead: z.looseObject({ seq: z.int().min(0), mac: z.string() }).optional(),
});

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
