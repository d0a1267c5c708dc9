import { z } from 'zod';

/**
 * A backup is one gzip file. Inside are lines of JSON; the bytes of an attachment follow the line of its document, raw, one after the other, then a line break.
 *
 *   {"head":{…}}
 *   {"database":"records"}
 *   {"document":{…},"attachments":[{"name":…,"length":…}]}
 *   {"end":"records","sequence":12345}
 *   … evidence, audit, system …
 *   {"foot":{"records":{"documents":…,"sum":…},…}}
 *
 * A document that was written to while the backup ran may stand in it twice: the later one counts.
 */
export const BACKUP_FORMAT = 'grid-workstation-backup';
export const BACKUP_VERSION = 1;

/** `system` last: its counters are then never behind the numbers of the cases. */
export const PARTS = ['records', 'evidence', 'audit', 'system'] as const;
export type Part = (typeof PARTS)[number];

const part = z.enum(PARTS);
const checksum = z.object({ documents: z.int().min(0), sum: z.string().regex(/^[0-9a-f]{64}$/) });

export const headLine = z.object({
  head: z.looseObject({
    format: z.literal(BACKUP_FORMAT),
    version: z.int(),
    at: z.iso.datetime(),
    serverId: z.string(),
  }),
});
export type BackupHead = z.infer<typeof headLine>['head'];

export const databaseLine = z.object({ database: part });
export const documentLine = z.object({
  document: z.looseObject({
    _id: z.string(),
    _rev: z.string(),
    type: z.string().optional(),
    scope: z.string().optional(),
  }),
  attachments: z
    .array(z.object({ name: z.string(), content_type: z.string(), length: z.int().min(0), digest: z.string() }))
    .optional(),
});
export type DocumentLine = z.infer<typeof documentLine>;
export const endLine = z.object({ end: part, sequence: z.int() });
export const footLine = z.object({ foot: z.record(part, checksum) });
export type BackupFoot = z.infer<typeof footLine>['foot'];

/** The file is not a whole backup; words for people. */
export class DamagedBackup extends Error {}
