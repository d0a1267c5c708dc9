import { z } from 'zod';
import { ULID_PATTERN } from '../lib/ulid.ts';
import { scopeCode } from './codes.ts';

/** Keys of persons and departments, e.g. `person:01J…`, `dept:roads`. Written from the fold, at most 8. */
export const audienceKey = z.string().regex(/^(person|dept):[A-Za-z0-9-]{1,40}$/);

export const isoTime = z.iso.datetime();

/** `<type>:<ULID>`, made on the client. */
export const documentId = (type: string) =>
  z.string().refine((id) => id.startsWith(`${type}:`) && ULID_PATTERN.test(id.slice(type.length + 1)), {
    message: `expected ${type}:<ULID>`,
  });

/** Where a record came from and who stands for it. */
export const provenance = z.looseObject({
  createdAt: isoTime,
  createdBy: z.string().max(80),
  createdDevice: z.string().max(80),
  /** 巡查, 12345, 导入, … in the words of the source. */
  source: z.string().max(80),
  updatedAt: isoTime.optional(),
  updatedBy: z.string().max(80).optional(),
  verifiedAt: isoTime.optional(),
});

/**
 * What every document of `/records` has (DESIGN §3). Loose everywhere: unknown fields from a newer version survive a round trip.
 * `rev` is the client's memory of the server's revision; the server never stores it.
 */
export const baseFields = {
  scope: scopeCode,
  audience: z.array(audienceKey).max(8).optional(),
  schema: z.int().min(1),
  provenance,
} as const;

/** The least a row of any database has: enough to decide who may see it. */
export interface Placed {
  readonly _id: string;
  readonly type: string;
  readonly scope: string;
  readonly audience?: readonly string[] | undefined;
}
