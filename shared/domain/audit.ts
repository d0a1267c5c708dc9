import { z } from 'zod';
import { isoTime } from './base-document.ts';
import { scopeCode } from './codes.ts';
import { roleSchema } from './roles.ts';

/** What is put on record. Values never are: an entry names the object, not its content. */
export const AUDITED_ACTS = [
  'signIn',
  'signInOffline',
  'signOut',
  'lock',
  'unlock',
  'view',
  'reveal',
  'write',
  'export',
  'print',
  'discard',
] as const;
export type AuditedAct = (typeof AUDITED_ACTS)[number];

/**
 * One link of the hash chain of one installation (DESIGN §6): `_id` is `audit:<installation>:<seq, 10 digits>`;
 * `mac` = HMAC-SHA-256(installation key, canonical JSON of every field but `_id`, `_rev` and `mac`), hex; `prev` is the mac before it, '' for the first.
 */
export const auditSchema = z.looseObject({
  _id: z.string().regex(/^audit:[0-9A-Z]{26}:\d{10}$/),
  type: z.literal('audit'),
  scope: scopeCode,
  schema: z.int().min(1),
  installation: z.string().length(26),
  seq: z.int().min(1),
  at: isoTime,
  clock: z.enum(['trusted', 'unverified']),
  person: z.string().max(80),
  role: roleSchema,
  act: z.enum(AUDITED_ACTS),
  object: z.string().max(120).optional(),
  reason: z.string().max(200).optional(),
  prev: z.string().regex(/^([0-9a-f]{64})?$/),
  mac: z.string().regex(/^[0-9a-f]{64}$/),
});
export type AuditDocument = Readonly<z.infer<typeof auditSchema>>;

export const auditId = (installation: string, seq: number): string =>
  `audit:${installation}:${String(seq).padStart(10, '0')}`;
