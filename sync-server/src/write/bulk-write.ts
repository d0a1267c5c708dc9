import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { mayRead } from '../../../shared/access/rights.ts';
import { isHandover } from '../../../shared/domain/handover.ts';
import type { Rulebooks } from '../../../shared/cases/rulebook.ts';
import type { Shelf } from '../../../shared/cases/shelf.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { hasHistory, type ChangeDocument } from '../../../shared/domain/change.ts';
import { migrated } from '../../../shared/migrations/migrate.ts';
import { overlay } from '../../../shared/lib/overlay.ts';
import { ulid } from '../../../shared/lib/ulid.ts';
import type { BulkRow } from '../../../shared/sync/wire.ts';
import type { Database } from '../open-databases.ts';
import type { User } from '../../../shared/domain/staff.ts';
import type { Store, StoredDocument, WriteDocument, WriteRow } from '../store/port.ts';
import { StoreAway } from '../store/store-away.ts';
import type { CaseNumbers } from './case-numbers.ts';
import { followSubjects, hasMoved } from './follow-subjects.ts';
import { graftRevision, type Revisions } from './graft-revision.ts';
import type { Beside, Judge, Judgement, Submission } from './judgement.ts';
import type { KeyLocks } from './key-locks.ts';
import { historyOf, isMadeHere } from './judge-history.ts';
import { mendOwn, mendUnsure } from './mend-branch.ts';
import { readPushed, type PushedDocument } from './pushed-document.ts';

/** After so many lost races somebody writes this document without pause: the pusher is told to try again. */
const MOST_TRIES = 8;
const AGAIN_AFTER_MS = 5;
const NOTHING: ReadonlyMap<string, StoredDocument> = new Map();

export interface Writer {
  readonly database: Database;
  readonly judge: Judge;
  readonly locks: KeyLocks;
  readonly numbers: CaseNumbers;
  readonly clock: Clock;
  /** The rules that cases are judged by. */
  readonly shelf: () => Promise<Shelf>;
  /** Keys beside the ids that must not be worked on at once: the chain an audit link belongs to, the case that another is merged into. */
  readonly alsoLocked: (pushed: PushedDocument) => readonly string[];
  /** People whose care files were left to who brings them (`follow-people.ts`). */
  readonly left: Set<string>;
  /** Hears what became of each document. */
  readonly told: (database: string, rows: readonly BulkRow[]) => void;
}

export interface WriteOptions {
  readonly newEdits: boolean;
  /** Rows bring the document that is in force afterwards. */
  readonly returnsDocs: boolean;
}

type Outcome =
  | { readonly kind: 'stored'; readonly document: StoredDocument }
  | { readonly kind: 'judged'; readonly judgement: Exclude<Judgement, { kind: 'write' }> }
  | { readonly kind: 'invalid'; readonly error: string; readonly reason: string };

/** One row per document sent, in order. What is refused changes nothing; what is stored is on disk and in the feed before the row says so. */
export async function bulkWrite(
  writer: Writer,
  user: User,
  sent: readonly unknown[],
  options: WriteOptions,
): Promise<readonly BulkRow[]> {
  const read = sent.map((raw) => readPushed(raw));
  const rows: (BulkRow | undefined)[] = read.map((one, at) =>
    one.ok ? undefined : { id: idOf(sent[at]), error: 'doc_validation', reason: one.reason },
  );
  // A document twice in one push is two pushes of it, one after the other.
  for (const round of rounds(read.flatMap((one, at) => (one.ok ? [{ at, pushed: one.value }] : [])))) {
    const pushed = round.map((one) => one.pushed);
    const keys = pushed.flatMap((one) => [one.id, ...writer.alsoLocked(one)]);
    const outcomes = await writer.locks.holding(keys, () => writeRound(writer, user, pushed, options));
    round.forEach(({ at, pushed: { id } }, nth) => {
      const outcome = outcomes[nth];
      if (outcome !== undefined) rows[at] = rowOf(id, outcome, options, user);
    });
  }
  const answer = rows.map(
    (row, at): BulkRow => row ?? { id: idOf(sent[at]), error: 'internal_server_error', reason: 'not judged' },
  );
  writer.told(writer.database.name, answer);
  return answer;
}

const idOf = (raw: unknown): string => {
  const id = typeof raw === 'object' && raw !== null && '_id' in raw ? raw._id : '';
  return typeof id === 'string' ? id.slice(0, 200) : '';
};

interface Numbered {
  readonly at: number;
  readonly pushed: PushedDocument;
}

function rounds(items: readonly Numbered[]): readonly (readonly Numbered[])[] {
  const turns = new Map<string, number>();
  const grouped: Numbered[][] = [];
  for (const item of items) {
    const turn = turns.get(item.pushed.id) ?? 0;
    turns.set(item.pushed.id, turn + 1);
    (grouped[turn] ??= []).push(item);
  }
  return grouped;
}

/** Judges against what is in force, writes, and begins again for those whom another server was faster than. */
async function writeRound(
  writer: Writer,
  user: User,
  pushed: readonly PushedDocument[],
  options: WriteOptions,
): Promise<readonly Outcome[]> {
  const outcomes = new Map<PushedDocument, Outcome>();
  let open = pushed;
  for (let tries = 0; open.length > 0 && tries < MOST_TRIES; tries += 1) {
    // The copy that was read may be behind the one that refused.
    if (tries > 1) await pause(AGAIN_AFTER_MS * 2 ** tries);
    const settled = await tryRound(writer, user, open, options);
    for (const [one, outcome] of settled) outcomes.set(one, outcome);
    open = open.filter((one) => !settled.has(one));
  }
  return pushed.map(
    (one) => outcomes.get(one) ?? { kind: 'invalid', error: 'conflict', reason: 'Document update conflict.' },
  );
}

async function tryRound(
  writer: Writer,
  user: User,
  pushed: readonly PushedDocument[],
  options: WriteOptions,
): Promise<ReadonlyMap<PushedDocument, Outcome>> {
  const { database, judge, clock } = writer;
  const nowMs = clock.nowMs();
  const stored = await database.current(pushed.map((one) => one.id));
  const submissions = pushed.map((one): Submission => ({ pushed: one, stored: stored.get(one.id) ?? null }));
  const shelf = await writer.shelf();
  const judgements = await judge(submissions, { user, nowMs, newEdits: options.newEdits, shelf });

  const outcomes = new Map<PushedDocument, Outcome>();
  const toWrite: ToWrite[] = [];
  submissions.forEach((submission, at) => {
    const judgement = judgements[at];
    if (judgement?.kind === 'write') toWrite.push({ submission, judgement });
    else if (judgement !== undefined) outcomes.set(submission.pushed, { kind: 'judged', judgement });
  });
  const numberedWrites = await numbered(writer, toWrite, nowMs);
  const documents = await withRevisions(writer, numberedWrites, options);
  const there = await linesThere(database, judgements);
  const given = new Set<string>();
  const lines = numberedWrites.map((write) => freshLines(linesOf(write, there, user, nowMs), there, given));
  const rows = options.newEdits
    ? await database.store.writeWith(documents.map((document, at) => ({ document, beside: lines[at] ?? [] })))
    : await database.store.write(documents, options);
  const mended = await mendBranches(database, rows, options, shelf.of);
  const later = judgements.flatMap((judgement) =>
    judgement.kind === 'same' ? freshLines(judgement.beside ?? [], there, given) : [],
  );
  // Said once more: whether all that goes with it was done the first time, nobody knows.
  const moved = new Set(
    judgements.flatMap((judgement) => (judgement.kind === 'same' ? followed(null, judgement.inForce) : [])),
  );
  const settle = (submission: Submission, document: StoredDocument): void => {
    for (const id of followed(submission.stored, document)) moved.add(id);
    // Its person may have left meanwhile, or come after it.
    if (document.type === 'careFile' && hasMoved(submission.stored, document))
      writer.left.add(String(document['person']));
    outcomes.set(submission.pushed, { kind: 'stored', document });
  };
  numberedWrites.forEach(({ submission, judgement }, at) => {
    const row = rows[at];
    const whole = mended.get(judgement.content._id);
    if (row?.ok === true && whole !== undefined) {
      // A record that met another is judged again, as one that came a moment later. Of a case that the other has taken out of sight its writer hears what he would have heard alone.
      const told = mayRead(user, whole)
        ? whole
        : ({ ...judgement.content, _rev: row.rev } as unknown as StoredDocument);
      if (whole.type === 'case' || isHeldBy(judgement, options)) settle(submission, told);
    } else if (row?.ok === true) {
      if (!options.newEdits) later.push(...(lines[at] ?? []));
      // What was judged has a type and a place, and now a revision.
      settle(submission, overlay(judgement.content, { _rev: row.rev }) as unknown as StoredDocument);
    } else if (row?.error === 'invalid') {
      outcomes.set(submission.pushed, { kind: 'invalid', error: 'doc_validation', reason: row.reason });
    }
  });
  // After the records and before the answer: whoever is told "stored" finds the history too. A crash before is made good by the push that its sender repeats, having heard nothing.
  if (later.length > 0) await database.store.write(later, { newEdits: true });
  await database.catchUp();
  if (database.name === 'records') await followSubjects(database, moved, { pusher: user, left: writer.left });
  return outcomes;
}

/**
 * What was just written and met another server's, as it is in force now: under revisions of its own, or where the store is not sure of it. Evidence and audit never
 * change: of two that meet, both say the same, or one is judged again.
 */
async function mendBranches(
  { name, store }: Database,
  rows: readonly WriteRow[],
  { newEdits }: WriteOptions,
  rulebooks: Rulebooks,
): Promise<ReadonlyMap<string, StoredDocument>> {
  const mended = new Map<string, StoredDocument>();
  for (const row of rows) {
    if (!row.ok) continue;
    const isMet = row.isUnsure === true || (!newEdits && name === 'records');
    if (!isMet) continue;
    const mend: Mend = (of, id, rev) => (newEdits ? mendUnsure : mendOwn)(of, id, rev, rulebooks);
    const document = (await mend(store, row.id, row.rev)) ?? (await confirmedAlone(store, row, mend));
    if (document !== null) mended.set(row.id, document);
  }
  return mended;
}

type Mend = (store: Store, id: string, rev: string) => Promise<StoredDocument | null>;

/** Nobody else's was seen beside it: most copies take it now, or it is on too few and those may be lost. Then it is said again, and nothing is done twice. */
async function confirmedAlone(
  store: Store,
  { id, rev, isUnsure }: Extract<WriteRow, { ok: true }>,
  mend: Mend,
): Promise<StoredDocument | null> {
  if (isUnsure !== true) return null;
  if ((await store.confirm?.(id, rev)) !== true) throw new StoreAway('a write lies on too few copies');
  // What those had that it was asked of is seen now.
  return mend(store, id, rev);
}

/** What lies under the ids of the lines that were brought. */
async function linesThere(
  database: Database,
  judgements: readonly Judgement[],
): Promise<ReadonlyMap<string, StoredDocument>> {
  const lines = judgements
    .flatMap((judgement) => ('beside' in judgement ? (judgement.beside ?? []) : []))
    .filter((line) => !isMadeHere(line));
  return lines.length === 0 ? NOTHING : database.current(lines.map(({ _id }) => _id));
}

const isThere = (line: ChangeDocument, there: ReadonlyMap<string, StoredDocument>): boolean => {
  const other = there.get(line._id) as unknown as ChangeDocument | undefined;
  return other !== undefined && other.subject === line.subject && other.by.id === line.by.id;
};

/** The lines of a write. One that is there already was said of an earlier edit: of what is changed now it tells nothing. */
function linesOf(
  { submission: { stored }, judgement: { beside = [], content } }: ToWrite,
  there: ReadonlyMap<string, StoredDocument>,
  user: User,
  nowMs: number,
): Beside {
  if (stored === null || !beside.some((line) => isThere(line, there))) return beside;
  const fresh = beside.filter((line) => !isMadeHere(line) && !isThere(line, there));
  return historyOf(migrated(stored), content, fresh, user, nowMs);
}

/** The lines that are not there yet. An id that is used for another record, there or in this very push (`given`): the line is kept under an id of ours. */
function freshLines(
  lines: readonly ChangeDocument[],
  there: ReadonlyMap<string, StoredDocument>,
  given: Set<string>,
): ChangeDocument[] {
  return lines.flatMap((line) => {
    if (isThere(line, there)) return [];
    const isTaken = there.has(line._id) || given.has(line._id);
    given.add(line._id);
    return [isTaken ? { ...line, _id: `change:${ulid(Date.parse(line.takenAt), Math.random)}` } : line];
  });
}

/** Whose hand-overs may lie elsewhere than it does: a subject that came or moved; of a hand-over its subject, which may have moved while it was judged. */
function followed(before: StoredDocument | null, after: StoredDocument): readonly string[] {
  if (isHandover(after.type)) return [String(after['subject'])];
  return hasMoved(before, after) ? [after._id] : [];
}

/** An ordinary write of a record with history: its edit is in force, or kept beside it to be decided on. */
const isHeldBy = ({ content }: ToWrite['judgement'], { newEdits }: WriteOptions): boolean =>
  newEdits && hasHistory(String(content['type']));

interface ToWrite {
  readonly submission: Submission;
  readonly judgement: Extract<Judgement, { kind: 'write' }>;
}

/** New cases get their numbers when everything else about them is decided. */
async function numbered(writer: Writer, toWrite: readonly ToWrite[], nowMs: number): Promise<readonly ToWrite[]> {
  const isNew = ({ submission, judgement }: ToWrite): boolean =>
    judgement.content['type'] === 'case' && submission.stored === null;
  const scopes = toWrite.filter(isNew).map(({ judgement }) => String(judgement.content['scope']));
  if (scopes.length === 0) return toWrite;
  const numbers = [...(await writer.numbers.take(scopes, nowMs))];
  return toWrite.map((one) => {
    const number = isNew(one) ? numbers.shift() : undefined;
    if (number === undefined) return one;
    const content = { ...one.judgement.content, number };
    return { ...one, judgement: { ...one.judgement, content } };
  });
}

/** With `new_edits` on top of what is in force; without, under the pusher's own revision, or behind it where the server changed the content. */
async function withRevisions(
  writer: Writer,
  toWrite: readonly ToWrite[],
  { newEdits }: WriteOptions,
): Promise<readonly WriteDocument[]> {
  return Promise.all(
    toWrite.map(async ({ submission: { pushed, stored }, judgement }): Promise<WriteDocument> => {
      const content: WriteDocument =
        judgement.attachments === undefined
          ? judgement.content
          : { ...judgement.content, _attachments: judgement.attachments };
      if (newEdits) return stored === null ? content : overlay(content, { _rev: stored._rev });
      if (judgement.content['type'] === 'case') {
        return graftRevision(
          judgement.content,
          pushed,
          stored === null ? null : await history(writer.database, stored),
        );
      }
      if (pushed.rev === undefined || pushed.revisions === undefined)
        return graftRevision(judgement.content, pushed, null);
      return { ...content, _rev: pushed.rev, _revisions: pushed.revisions };
    }),
  );
}

async function history(
  database: Database,
  stored: StoredDocument,
): Promise<{ document: StoredDocument; revisions: Revisions }> {
  const opened = await database.store.open(stored._id, { rev: stored._rev, revisions: true });
  const revisions = opened?.['_revisions'] as Revisions | undefined;
  const dash = stored._rev.indexOf('-');
  return {
    document: stored,
    revisions: revisions ?? { start: Number(stored._rev.slice(0, dash)), ids: [stored._rev.slice(dash + 1)] },
  };
}

function rowOf(id: string, outcome: Outcome, { returnsDocs }: WriteOptions, user: User): BulkRow {
  switch (outcome.kind) {
    case 'stored':
      return stored(id, outcome.document, returnsDocs, user);
    case 'invalid':
      return { id, error: outcome.error, reason: outcome.reason };
    case 'judged':
      break;
  }
  const { judgement } = outcome;
  switch (judgement.kind) {
    case 'same':
      return stored(id, judgement.inForce, returnsDocs, user);
    case 'conflict':
      return {
        id,
        error: 'conflict',
        reason: 'Document update conflict.',
        ...(returnsDocs ? { document: judgement.inForce } : {}),
      };
    case 'refused':
      return { id, error: 'forbidden', reason: judgement.refusal.why, refusal: { ...judgement.refusal } };
  }
}

/**
 * What its sender may not see (a hand-over that was put with its subject) is acknowledged and not described: a revision is a hash over the place too, and its
 * height would say whether somebody has been at it.
 */
function stored(id: string, document: StoredDocument, returnsDocs: boolean, user: User): BulkRow {
  const isHidden = isHandover(document.type) && !mayRead(user, document);
  if (isHidden) return { id, ok: true, rev: `1-${createHash('md5').update(id).digest('hex')}` };
  return { id, ok: true, rev: document._rev, ...(returnsDocs ? { document } : {}) };
}
