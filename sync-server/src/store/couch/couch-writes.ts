import { setTimeout as pause } from 'node:timers/promises';
import { assert } from '../../../../shared/lib/assert.ts';
import { StoreAway } from '../store-away.ts';
import type { WriteDocument, WriteRow } from '../port.ts';
import { currentDocuments, enc } from './couch-documents.ts';
import type { CouchHttp } from './couch-http.ts';

/** Bytes of attachments in one request: more goes in several. */
export const MOST_BYTES = 24 * 1_024 * 1_024;

interface Answered {
  readonly ok?: boolean;
  readonly rev?: string;
  /** It lies on some copies, and not on most of them. */
  readonly accepted?: boolean;
  readonly error?: string;
  readonly reason?: string;
}

function rowOf(id: string, rev: string | undefined, answer: unknown): WriteRow {
  const row = answer as Answered;
  if (row.error === undefined) {
    const isUnsure = row.accepted === true ? { isUnsure: true as const } : {};
    return { ok: true, id, rev: row.rev ?? rev ?? '', ...isUnsure };
  }
  if (row.error === 'conflict') return { ok: false, id, error: 'conflict', reason: row.reason ?? '' };
  // A shard that is away speaks for its documents alone.
  if (/timeout|internal|unknown|unavailable|error/.test(row.error))
    throw new StoreAway(`a write is answered with ${row.error}`);
  return { ok: false, id, error: 'invalid', reason: row.reason ?? row.error };
}

/** Under a revision that is brought along CouchDB does not know when the bytes came: with that revision. */
const revposOf = ({ _rev: rev }: WriteDocument): object =>
  rev === undefined ? {} : { revpos: Number.parseInt(rev, 10) };

const inBase64 = ({ _attachments: attachments, ...document }: WriteDocument): object =>
  attachments === undefined
    ? document
    : {
        ...document,
        _attachments: Object.fromEntries(
          Object.entries(attachments).map(([name, one]) => [
            name,
            { ...one, ...revposOf(document), data: one.data.toString('base64') },
          ]),
        ),
      };

export const bytesOf = ({ _attachments: attachments = {} }: WriteDocument): number =>
  Object.values(attachments).reduce((sum, { data }) => sum + data.length, 1_000);

/** One request: a row per document, in order. */
export async function writePiece(
  http: CouchHttp,
  documents: readonly WriteDocument[],
  newEdits: boolean,
): Promise<readonly WriteRow[]> {
  const body = { docs: documents.map(inBase64), new_edits: newEdits };
  const answer = await http.write('/_bulk_docs', { method: 'POST', body, expected: [417] });
  const answers = answer.body as readonly { readonly id?: string }[];
  if (newEdits) {
    assert(answers.length === documents.length, 'CouchDB answers every document');
    const rows = documents.map(({ _id, _rev }, at) => rowOf(_id, _rev, answers[at]));
    return onTopOfTombstones(http, documents, rows);
  }
  // Only what failed is named, and of what lies on too few copies nothing but that there is some.
  const failed = new Map(answers.map((row) => [row.id, row]));
  const isAccepted = answer.status === 202 ? { accepted: true } : {};
  return documents.map(({ _id, _rev }) => rowOf(_id, _rev, failed.get(_id) ?? isAccepted));
}

const CONFIRM_AFTER_MS = [0, 100, 400, 1_000] as const;

/** Puts a revision that some copies have down on all of them, as a replicator would; whether most of them have it then. */
export async function confirmed(http: CouchHttp, id: string, rev: string): Promise<boolean> {
  const { status, body } = await http.read(`/${enc(id)}?rev=${enc(rev)}&revs=true&attachments=true`, {
    expected: [404],
  });
  if (status === 404) return false;
  for (const ms of CONFIRM_AFTER_MS) {
    await pause(ms);
    const answer = await http.read('/_bulk_docs', { method: 'POST', body: { docs: [body], new_edits: false } });
    if (answer.status === 201) return true;
  }
  return false;
}

/** CouchDB takes nothing on top of a tombstone that names it, and anything that names none: what it refused for that is written so. */
async function onTopOfTombstones(
  http: CouchHttp,
  documents: readonly WriteDocument[],
  rows: readonly WriteRow[],
): Promise<readonly WriteRow[]> {
  const isRefused = ({ _rev, _deleted }: WriteDocument, at: number): boolean =>
    rows[at]?.ok === false && rows[at].error === 'conflict' && _rev !== undefined && _deleted !== true;
  const refused = documents.filter(isRefused);
  if (refused.length === 0) return rows;
  const inForce = await currentDocuments(
    http,
    refused.map(({ _id }) => _id),
  );
  const onTop = refused.filter(({ _id, _rev }) => {
    const there = inForce.get(_id);
    return there?._deleted === true && there._rev === _rev;
  });
  if (onTop.length === 0) return rows;
  const written = await writePiece(
    http,
    onTop.map(({ _rev, ...document }) => document),
    true,
  );
  return rows.map((row, at) => written[onTop.indexOf(documents[at] as WriteDocument)] ?? row);
}
