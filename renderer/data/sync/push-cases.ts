import { z } from 'zod';
import type { CaseDocument, LogEntry } from '../../../shared/domain/case.ts';
import { projectFold, foldLog } from '../../../shared/cases/fold.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { REFUSALS, type Refusal } from '../../../shared/sync/refusal.ts';
import { bulkRow, type BulkRow } from '../../../shared/sync/wire.ts';
import type { TrustedClock } from '../api.ts';
import { toServer, tombstone, type LocalCase } from '../collections/local-form.ts';
import type { LocalDocument } from '../collections/schemas.ts';
import { localForm, type Pulled } from './feed.ts';
import type { Ledger } from './ledger.ts';
import { Refused, Unreachable, type ServerLink } from './server-link.ts';
import type { Tray } from './tray.ts';

export interface PushRow {
  readonly assumedMasterState?: Pulled;
  readonly newDocumentState: Pulled;
}

export interface CasePusher {
  /**
   * Delivers what is new in the rows. Gives back, for every row that was sent, what the server holds now: RxDB takes it as the state to merge with,
   * so that stamps, number and revision are here at once and a refused entry gives way. Throws only when the server is not to be reached.
   */
  readonly push: (rows: readonly PushRow[], signal: AbortSignal) => Promise<Pulled[]>;
}

export interface CasePusherParts {
  readonly link: ServerLink;
  readonly ledger: Ledger;
  readonly tray: Tray;
  readonly clock: TrustedClock;
  /** Resolves when there is a server and a session; rejects when `signal` says stop. */
  readonly whenOpen: (signal: AbortSignal) => Promise<void>;
}

/** What became of one pushed document. */
type Answer =
  { readonly kind: 'held'; readonly document: Pulled } | { readonly kind: 'refused'; readonly refusal: Refusal };

/** The server takes none of its own faults for an answer: after this many tries the write goes to the 退回箱, where it is safe and in nobody's way. */
const MOST_FAULTS = 3;
const FAULT: Refusal = {
  code: 'server-fault',
  why: '中心处理这一步时出错',
  fix: '过一会儿重送；还不行就把代码告诉信息员。',
};

const asCase = (document: Pulled): LocalCase => document as unknown as LocalCase;
const allDocs = z.looseObject({
  rows: z.array(z.looseObject({ doc: z.looseObject({ _id: z.string() }).nullish() })),
});

/** Whether what we hold is what the server was last known to hold; without that note nobody would notice what has changed there since. */
const isFounded = ({ assumedMasterState, newDocumentState }: PushRow): boolean =>
  newDocumentState._deleted || (assumedMasterState !== undefined && assumedMasterState.rev === newDocumentState.rev);

const isUnsent = (entry: LogEntry): boolean => entry.stamp === undefined;

export function casePusher({ link, ledger, tray, clock, whenOpen }: CasePusherParts): CasePusher {
  const faults = new Map<string, number>();
  const isRefused = (entry: LogEntry): boolean => ledger.rows.get().get(entry.id)?.delivery === 'refused';
  const unsentOf = (row: PushRow): readonly LogEntry[] =>
    row.newDocumentState._deleted
      ? []
      : asCase(row.newDocumentState).log.filter((entry) => isUnsent(entry) && !isRefused(entry));

  const bulk = async (documents: readonly LocalCase[], signal: AbortSignal): Promise<readonly BulkRow[]> =>
    link.ask(z.array(bulkRow), '/records/_bulk_docs?returns=docs', {
      method: 'POST',
      json: { docs: documents.map((document) => toServer(document as unknown as LocalDocument)) },
      signal,
      timeoutMs: 60_000,
    });

  const read = async (row: BulkRow): Promise<Answer> => {
    const held = row.document === undefined ? null : localForm(row.document, 'case');
    if (held !== null && (row.ok === true || row.error === 'conflict')) {
      // The receipt first, then the document: after a crash between the two the push is repeated and says the same.
      const { _rev } = row.document ?? { _rev: '' };
      await ledger.settle(asCase(held), _rev);
      return { kind: 'held', document: held };
    }
    if (row.refusal !== undefined) return { kind: 'refused', refusal: row.refusal };
    if (row.error === 'forbidden' || row.error === 'doc_validation') {
      return { kind: 'refused', refusal: { ...REFUSALS.shape, code: row.error } };
    }
    throw new Unreachable(`_bulk_docs gave no verdict on ${row.id}`);
  };

  /** The request as a whole was refused or failed: each document alone, so that one bad one holds up nobody. */
  const alone = async (document: LocalCase, signal: AbortSignal): Promise<Answer> => {
    try {
      const [row] = await bulk([document], signal);
      if (row === undefined) throw new Unreachable('_bulk_docs answered without a row');
      return await read(row);
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 401 || error.status === 429) throw error;
      if (error.status === 413) return { kind: 'refused', refusal: REFUSALS.tooLarge };
      if (error.status < 500) return { kind: 'refused', refusal: REFUSALS.shape };
      const tries = (faults.get(document._id) ?? 0) + 1;
      faults.set(document._id, tries);
      if (tries < MOST_FAULTS) throw error;
      faults.delete(document._id);
      return { kind: 'refused', refusal: FAULT };
    }
  };

  const withLog = (document: LocalCase, log: readonly LogEntry[]): LocalCase => ({ ...document, log: [...log] });

  /** Sends the new entries one after the other on what the server holds, so that exactly those refused go to the 退回箱. */
  const entryByEntry = async (row: PushRow, first: Refusal, signal: AbortSignal): Promise<Pulled> => {
    const pushed = asCase(row.newDocumentState);
    const entries = unsentOf(row);
    let held: Pulled | null = row.assumedMasterState ?? null;
    for (const entry of entries) {
      const base = held === null || held._deleted ? null : asCase(held);
      const document = withLog(base ?? pushed, [...(base?.log ?? []), entry]);
      // A case that begins with something else than a report is no case; the first entry of a new one decides.
      const possible = base !== null || projectFold(foldLog([entry])) !== null;
      const answer: Answer =
        entries.length === 1 || !possible ? { kind: 'refused', refusal: first } : await alone(document, signal);
      if (answer.kind === 'held') held = answer.document;
      else await tray.putEntry(entry, serverForm(pushed), answer.refusal, isoAt(clock.nowMs()));
    }
    return held ?? tombstone(row.newDocumentState);
  };

  return {
    push: async (rows, signal) => {
      const sent = rows.filter((row) => unsentOf(row).length > 0);
      const unfounded = rows.filter((row) => !sent.includes(row) && !isFounded(row));
      if (sent.length + unfounded.length === 0) return [];
      await whenOpen(signal);
      const current = unfounded.length === 0 ? [] : await currentOf(unfounded, signal);
      if (sent.length === 0) return current;
      const documents = sent.map((row) => {
        const document = asCase(row.newDocumentState);
        return withLog(
          document,
          document.log.filter((entry) => !isUnsent(entry) || !isRefused(entry)),
        );
      });
      const answers = await answersTo(documents, signal);
      const masters: Pulled[] = [...current];
      for (const [index, row] of sent.entries()) {
        const answer = answers[index];
        if (answer === undefined) throw new Unreachable('_bulk_docs answered with too few rows');
        masters.push(answer.kind === 'held' ? answer.document : await entryByEntry(row, answer.refusal, signal));
      }
      return masters;
    },
  };

  /** What the server holds now of documents that we hold without knowing whether it is the same. */
  async function currentOf(rows: readonly PushRow[], signal: AbortSignal): Promise<Pulled[]> {
    const keys = rows.map((row) => row.newDocumentState._id);
    const call = { method: 'POST', json: { keys }, signal } as const;
    const answer = await link.ask(allDocs, '/records/_all_docs?include_docs=true', call);
    const held = new Map(
      answer.rows.flatMap(({ doc }) => (doc === undefined || doc === null ? [] : [[doc._id, doc] as const])),
    );
    return rows.flatMap(({ newDocumentState }) => {
      const doc = held.get(newDocumentState._id);
      const local = doc === undefined ? tombstone(newDocumentState) : localForm(doc, 'case');
      return local === null || local.rev === newDocumentState.rev ? [] : [local];
    });
  }

  async function answersTo(documents: readonly LocalCase[], signal: AbortSignal): Promise<readonly Answer[]> {
    try {
      const rows = await bulk(documents, signal);
      const byId = new Map(rows.map((row) => [row.id, row]));
      return await Promise.all(
        documents.map((document) => {
          const row = byId.get(document._id);
          if (row === undefined) throw new Unreachable(`_bulk_docs left out ${document._id}`);
          return read(row);
        }),
      );
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 401) throw error;
      const answers: Answer[] = [];
      for (const document of documents) answers.push(await alone(document, signal));
      return answers;
    }
  }
}

/** As the tray keeps it: without our own fields. */
function serverForm(document: LocalCase): CaseDocument {
  const { unsent: _ours, rev: _memory, ...rest } = document;
  return rest;
}
