import { z } from 'zod';
import { REFUSALS, type Refusal } from '../../../shared/sync/refusal.ts';
import { bulkRow, type BulkRow } from '../../../shared/sync/wire.ts';
import { toServer, tombstone } from '../collections/local-form.ts';
import type { LocalDocument } from '../collections/schemas.ts';
import { typeOfId } from '../../../shared/domain/document-types.ts';
import { localForm, type Pulled } from './feed.ts';
import { Refused, Unreachable, type ServerLink } from './server-link.ts';

/** A row as RxDB gives it to a push. */
export interface PushRow {
  readonly assumedMasterState?: Pulled;
  readonly newDocumentState: Pulled;
}

export interface Pusher {
  /**
   * Delivers what is new in the rows. Gives back, for every row that was sent, what the server holds now: RxDB takes it as the state to merge with,
   * so that stamps, number and revision are here at once and a refused entry gives way. Throws only when the server is not to be reached.
   */
  readonly push: (rows: readonly PushRow[], signal: AbortSignal) => Promise<Pulled[]>;
}

/** What became of one pushed document. `outrun`: somebody was faster, nothing of ours was taken. */
export type Answer =
  | { readonly kind: 'held'; readonly document: Pulled; readonly rev: string }
  | { readonly kind: 'outrun'; readonly document: Pulled; readonly rev: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export interface BulkPush<D extends LocalDocument> {
  /** One answer per document, in order. */
  readonly answersTo: (documents: readonly D[], signal: AbortSignal) => Promise<readonly Answer[]>;
  readonly alone: (document: D, signal: AbortSignal) => Promise<Answer>;
  /** What the server holds now, in local form; a tombstone where it has nothing for us, `null` where it cannot be read. */
  readonly currentOf: (documents: readonly LocalDocument[], signal: AbortSignal) => Promise<readonly (Pulled | null)[]>;
  /** Of the unfounded rows those that differ, as the server has them. */
  readonly newsOf: (rows: readonly PushRow[], signal: AbortSignal) => Promise<readonly Pulled[]>;
}

/** The server takes none of its own faults for an answer: after this many tries the write goes to the 退回箱, where it is safe and in nobody's way. */
const MOST_FAULTS = 3;
const FAULT: Refusal = {
  code: 'server-fault',
  why: '中心处理这一步时出错',
  fix: '过一会儿重送；还不行就把代码告诉信息员。',
};

const allDocs = z.looseObject({
  rows: z.array(z.looseObject({ doc: z.looseObject({ _id: z.string() }).nullish() })),
});

/** Documents of `/records` by ids, those that are not there or not for us left out. */
export async function documentsOf(
  link: ServerLink,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, { readonly _id: string; readonly [field: string]: unknown }>> {
  const call = { method: 'POST', json: { keys }, signal } as const;
  const { rows } = await link.ask(allDocs, '/records/_all_docs?include_docs=true', call);
  return new Map(rows.flatMap(({ doc }) => (doc === undefined || doc === null ? [] : [[doc._id, doc] as const])));
}

/** Whether what we hold is what the server was last known to hold; without that note nobody would notice what has changed there since. */
export const isFounded = ({ assumedMasterState, newDocumentState }: PushRow): boolean =>
  newDocumentState._deleted || (assumedMasterState !== undefined && assumedMasterState.rev === newDocumentState.rev);

function verdictOf(row: BulkRow): Answer {
  const held = row.document === undefined ? null : localForm(row.document, typeOfId(row.id));
  if (held !== null && (row.ok === true || row.error === 'conflict')) {
    return { kind: row.ok === true ? 'held' : 'outrun', document: held, rev: row.document?._rev ?? '' };
  }
  if (row.refusal !== undefined) return { kind: 'refused', refusal: row.refusal };
  if (row.error === 'forbidden' || row.error === 'doc_validation') {
    return { kind: 'refused', refusal: { ...REFUSALS.shape, code: row.error } };
  }
  throw new Unreachable(`_bulk_docs gave no verdict on ${row.id}`);
}

/** Of the request, not of who sends it: another one may be taken. */
const isOfRequest = (error: unknown): error is Refused => error instanceof Refused && error.status !== 401;
const isFault = (error: unknown): error is Refused => error instanceof Refused && error.status >= 500;

/**
 * Pushes documents with one request, and where the request as a whole is refused or fails, each document alone, so that one bad one holds up nobody.
 * `heard` is called with every answer before it is given back: receipts first, then the document, so that after a crash between the two the push is repeated and says the same.
 */
export function bulkPush<D extends LocalDocument>(
  link: ServerLink,
  heard: (sent: D, answer: Answer) => Promise<void>,
): BulkPush<D> {
  const faults = new Map<string, number>();
  const bulk = async (documents: readonly D[], signal: AbortSignal): Promise<readonly BulkRow[]> =>
    link.ask(z.array(bulkRow), '/records/_bulk_docs?returns=docs', {
      method: 'POST',
      json: { docs: documents.map(toServer) },
      signal,
      timeoutMs: 60_000,
    });
  const read = async (sent: D, row: BulkRow | undefined): Promise<Answer> => {
    if (row === undefined) throw new Unreachable(`_bulk_docs left out ${sent._id}`);
    faults.delete(sent._id);
    const answer = verdictOf(row);
    await heard(sent, answer);
    return answer;
  };

  const alone = async (document: D, signal: AbortSignal): Promise<Answer> => {
    try {
      const [row] = await bulk([document], signal);
      return await read(document, row);
    } catch (error) {
      if (!isOfRequest(error)) throw error;
      if (error.status === 413) return { kind: 'refused', refusal: REFUSALS.tooLarge };
      if (!isFault(error)) return { kind: 'refused', refusal: REFUSALS.shape };
      const tries = (faults.get(document._id) ?? 0) + 1;
      faults.set(document._id, tries);
      if (tries < MOST_FAULTS) throw error;
      return { kind: 'refused', refusal: FAULT };
    }
  };

  /** Each has its try, also behind one at which the server had a fault: what that one lacks is said in the end. */
  const oneByOne = async (documents: readonly D[], signal: AbortSignal): Promise<readonly Answer[]> => {
    const answers: Answer[] = [];
    const atFault: Refused[] = [];
    for (const document of documents) {
      try {
        answers.push(await alone(document, signal));
      } catch (error) {
        if (!isFault(error)) throw error;
        atFault.push(error);
      }
    }
    if (atFault[0] !== undefined) throw atFault[0];
    return answers;
  };

  const currentOf: BulkPush<D>['currentOf'] = async (documents, signal) => {
    const ids = documents.map(({ _id }) => _id);
    const held = await documentsOf(link, ids, signal);
    return documents.map((document) => {
      const doc = held.get(document._id);
      return doc === undefined ? tombstone(document) : localForm(doc, typeOfId(doc._id));
    });
  };

  return {
    alone,
    answersTo: async (documents, signal) => {
      try {
        const rows = await bulk(documents, signal);
        const byId = new Map(rows.map((row) => [row.id, row]));
        return await Promise.all(documents.map((document) => read(document, byId.get(document._id))));
      } catch (error) {
        if (!isOfRequest(error)) throw error;
        return oneByOne(documents, signal);
      }
    },
    currentOf,
    newsOf: async (rows, signal) => {
      if (rows.length === 0) return [];
      const documents = rows.map(({ newDocumentState }) => newDocumentState);
      const current = await currentOf(documents, signal);
      return current.filter(
        (document, index) => document !== null && (document._deleted || document.rev !== documents[index]?.rev),
      ) as readonly Pulled[];
    },
  };
}
