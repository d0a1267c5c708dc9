import type { CaseDocument, LogEntry } from '../../../shared/domain/case.ts';
import { projectFold, foldLog } from '../../../shared/cases/fold.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import type { Refusal } from '../../../shared/sync/refusal.ts';
import type { TrustedClock } from '../api.ts';
import { isOfFormerPost, isOutOfSight, wasOurs, type HandoverOutbox } from '../handover/outbox.ts';
import { tombstone, type LocalCase } from '../collections/local-form.ts';
import { bulkPush, isFounded, type Answer, type Pusher, type PushRow } from './bulk-push.ts';
import type { Pulled } from './feed.ts';
import type { Ledger } from './ledger.ts';
import { Unreachable, type ServerLink } from './server-link.ts';
import type { Tray } from './tray.ts';

export interface CasePusherParts {
  readonly link: ServerLink;
  readonly ledger: Ledger;
  readonly tray: Tray;
  readonly handovers: HandoverOutbox;
  readonly clock: TrustedClock;
  /** Resolves when there is a server and a session; rejects when `signal` says stop. */
  readonly whenOpen: (signal: AbortSignal) => Promise<void>;
}

const asCase = (document: Pulled): LocalCase => document as unknown as LocalCase;
const isUnsent = (entry: LogEntry): boolean => entry.stamp === undefined;

export function casePusher({ link, ledger, tray, handovers, clock, whenOpen }: CasePusherParts): Pusher {
  const isRefused = (entry: LogEntry): boolean => ledger.stateOf(entry.id) === 'refused';
  const unsentOf = (row: PushRow): readonly LogEntry[] =>
    row.newDocumentState._deleted
      ? []
      : asCase(row.newDocumentState).log.filter((entry) => isUnsent(entry) && !isRefused(entry));
  /** Entries that are safe elsewhere (退回箱, handed over) and still in their case: a crash came between the two. What the server holds takes their place. */
  const carriesFallen = ({ newDocumentState }: PushRow): boolean =>
    !newDocumentState._deleted && asCase(newDocumentState).log.some((entry) => isUnsent(entry) && isRefused(entry));
  // The server merges logs whatever they were made upon: both answers bring a log with the stamps it gave.
  const { alone, answersTo, currentOf, newsOf } = bulkPush<LocalCase>(link, async (_sent, answer) => {
    if (answer.kind !== 'refused') await ledger.settle(asCase(answer.document), answer.rev);
  });

  const withLog = (document: LocalCase, log: readonly LogEntry[]): LocalCase => ({ ...document, log: [...log] });

  /** The case has left our sight: what was done to it by right goes to whoever keeps it now. False: it is in sight, so that the refusal is about what was done. */
  const handOver = async (pushed: LocalCase, entries: readonly LogEntry[], signal: AbortSignal): Promise<boolean> => {
    const [held] = await currentOf([pushed], signal);
    if (held?._deleted !== true || !entries.every((entry) => wasOurs(pushed, entry))) return false;
    for (const entry of entries) await handovers.putEntry(entry, serverForm(pushed), pushed.rev === undefined);
    return true;
  };

  /** Sends the new entries one after the other on what the server holds, so that exactly those refused go to the 退回箱. */
  const entryByEntry = async (row: PushRow, first: Refusal, signal: AbortSignal): Promise<Pulled> => {
    const pushed = asCase(row.newDocumentState);
    const entries = unsentOf(row);
    // Of a new case nothing is anywhere else: its post over, it goes to whoever has the place now.
    const hasLeft = isOutOfSight(first) || isOfFormerPost(first);
    if (hasLeft && (await handOver(pushed, entries, signal))) return tombstone(row.newDocumentState);
    let held: Pulled | null = row.assumedMasterState ?? null;
    for (const entry of entries) {
      const base = held === null || held._deleted ? null : asCase(held);
      const document = withLog(base ?? pushed, [...(base?.log ?? []), entry]);
      // A case that begins with something else than a report is no case; the first entry of a new one decides.
      const possible = base !== null || projectFold(foldLog([entry])) !== null;
      const answer: Answer =
        entries.length === 1 || !possible ? { kind: 'refused', refusal: first } : await alone(document, signal);
      if (answer.kind !== 'refused') held = answer.document;
      else await tray.putEntry(entry, serverForm(pushed), answer.refusal, isoAt(clock.nowMs()));
    }
    return held ?? tombstone(row.newDocumentState);
  };

  return {
    push: async (rows, signal) => {
      const sent = rows.filter((row) => unsentOf(row).length > 0);
      const unsent = rows.filter((row) => !sent.includes(row));
      const stale = unsent.filter(carriesFallen);
      const unfounded = unsent.filter((row) => !stale.includes(row) && !isFounded(row));
      if (sent.length + unfounded.length + stale.length === 0) return [];
      await whenOpen(signal);
      const current = [...(await newsOf(unfounded, signal))];
      const masters = await currentOf(
        stale.map(({ newDocumentState }) => newDocumentState),
        signal,
      );
      current.push(...masters.filter((document) => document !== null));
      if (sent.length === 0) return current;
      const documents = sent.map((row) => {
        const document = asCase(row.newDocumentState);
        return withLog(
          document,
          document.log.filter((entry) => !isUnsent(entry) || !isRefused(entry)),
        );
      });
      const answers = await answersTo(documents, signal);
      for (const [index, row] of sent.entries()) {
        const answer = answers[index];
        if (answer === undefined) throw new Unreachable('_bulk_docs answered with too few rows');
        current.push(answer.kind === 'refused' ? await entryByEntry(row, answer.refusal, signal) : answer.document);
      }
      return current;
    },
  };
}

/** As the tray keeps it: without our own fields. */
export function serverForm(document: LocalCase): CaseDocument {
  const { unsent: _ours, rev: _memory, ...rest } = document;
  return rest;
}
