import { z } from 'zod';
import { fail, ok, type Result } from '../../../shared/lib/result.ts';

export const REVISION_PATTERN = /^[1-9]\d{0,8}-[0-9A-Za-z]{1,64}$/;

/** A document as somebody sent it, CouchDB's own fields set apart from its content. */
export interface PushedDocument {
  readonly id: string;
  readonly rev: string | undefined;
  readonly revisions: { readonly start: number; readonly ids: readonly string[] } | undefined;
  readonly deleted: boolean;
  readonly attachments: Readonly<Record<string, unknown>> | undefined;
  /** What the document says, `_id` included; without revisions and without the client's own memory of one. */
  readonly content: Readonly<Record<string, unknown>> & { readonly _id: string };
}

const couchFields = z
  .object({
    _id: z.string().min(1).max(200),
    _rev: z.string().regex(REVISION_PATTERN).optional(),
    _revisions: z
      .object({
        start: z.int().min(1),
        ids: z
          .array(z.string().regex(/^[0-9A-Za-z]{1,64}$/))
          .min(1)
          .max(5_000),
      })
      .optional(),
    _deleted: z.boolean().optional(),
    _attachments: z.record(z.string(), z.unknown()).optional(),
  })
  .refine(({ _rev, _revisions }) => _revisions === undefined || isHistoryOf(_revisions, _rev), {
    path: ['_revisions'],
  });

/** Two words about one revision must not differ: one is looked at and the other is stored. */
const isHistoryOf = ({ start, ids }: NonNullable<PushedDocument['revisions']>, rev: string | undefined): boolean =>
  ids.length <= start && (rev === undefined || rev === `${start}-${ids[0] ?? ''}`);

/** Sent back by clients that were given them; never content. */
const IGNORED = new Set(['_revs_info', '_conflicts', '_deleted_conflicts', '_local_seq']);

/** Fields as they came, each still of any kind. */
type Sent = Readonly<Record<string, unknown>>;
const isFields = (raw: unknown): raw is Sent => typeof raw === 'object' && raw !== null && !Array.isArray(raw);

/** Sets CouchDB's fields apart; says in CouchDB's words what is wrong with them. */
export function readPushed(raw: unknown): Result<PushedDocument, string> {
  if (!isFields(raw)) return fail('Document must be a JSON object');
  const { _id: id, _rev: given, _revisions: history, _deleted: gone, _attachments: files, rev, ...rest } = raw;
  const parsed = couchFields.safeParse({
    _id: id,
    _rev: given,
    _revisions: history,
    _deleted: gone,
    _attachments: files,
  });
  if (!parsed.success) return fail(`Bad ${parsed.error.issues[0]?.path.join('.') ?? ''}`);
  const { _id, _rev, _revisions, _deleted, _attachments } = parsed.data;
  if (_id.startsWith('_')) return fail('Only reserved document ids may start with underscore.');
  const underscored = Object.keys(rest).filter((field) => field.startsWith('_'));
  const special = underscored.find((field) => !IGNORED.has(field));
  if (special !== undefined) return fail(`Bad special document member: ${special.slice(0, 60)}`);
  const fields =
    underscored.length === 0 ? rest : Object.fromEntries(Object.entries(rest).filter(([field]) => !IGNORED.has(field)));
  const remembered = typeof rev === 'string' && REVISION_PATTERN.test(rev) ? rev : undefined;
  return ok({
    id: _id,
    rev: _rev ?? remembered,
    revisions: _revisions ?? trivialRevisions(_rev),
    deleted: _deleted ?? false,
    attachments: _attachments,
    content: { _id, ...fields },
  });
}

function trivialRevisions(rev: string | undefined): PushedDocument['revisions'] {
  if (rev === undefined) return undefined;
  const dash = rev.indexOf('-');
  return { start: Number(rev.slice(0, dash)), ids: [rev.slice(dash + 1)] };
}

/** Whether a push says that it was made on top of a revision. */
export function descendsFrom(pushed: PushedDocument, rev: string): boolean {
  const { revisions } = pushed;
  if (revisions === undefined) return false;
  const dash = rev.indexOf('-');
  return revisions.ids[revisions.start - Number(rev.slice(0, dash))] === rev.slice(dash + 1);
}
