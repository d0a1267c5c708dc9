import { WITH_HISTORY } from '../../../shared/domain/change.ts';
import { DOCUMENT_TYPES, type CollectionName } from '../../../shared/domain/document-types.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { isOver, pause } from '../../lib/signals.ts';
import type { AuditChain } from '../audit/audit-chain.ts';
import { auditLoop } from '../audit/audit-push.ts';
import type { AnchoredClock } from '../clock.ts';
import type { HeldWrites } from '../collections/held-writes.ts';
import type { LocalCollection, LocalCollections } from '../collections/open-database.ts';
import { remoteDatabase } from '../evidence/remote-database.ts';
import type { SealedDatabase } from '../evidence/sealed-database.ts';
import { handoverLoop } from '../handover/push-handovers.ts';
import { cell, type Known } from '../live.ts';
import type { Me } from '../me.ts';
import { evidenceLoop } from '../photos/evidence-loop.ts';
import type { PhotoStore } from '../photos/photo-store.ts';
import { dropOwnOfGone } from '../photos/own-of-gone.ts';
import { dropPhotosOf } from '../photos/photos-of-gone.ts';
import { dropThrownAway } from '../photos/thrown-away.ts';
import { carryOutAll, type PendingParts } from '../records/pending.ts';
import { putBackChanges } from '../records/reconcile-records.ts';
import { deviceReports, type DeviceReportParts } from '../session/device-reports.ts';
import type { CheckReceipts } from './check-receipts.ts';
import { counted } from './counted-push.ts';
import type { Mending } from './mending.ts';
import type { NewestAnswered } from './newest-answered.ts';
import type { Counts } from './pull-progress.ts';
import { pullTotals } from './pull-totals.ts';
import { writeWaitingAgain } from './push-again.ts';
import { casePusher } from './push-cases.ts';
import { recordPusher } from './push-records.ts';
import { putBackEntries } from './reconcile.ts';
import { startReplication, type ReplicationParts } from './replicate.ts';
import { Unreachable, type ServerLink } from './server-link.ts';
import type { StatusBoard } from './status.ts';
import type { Tray } from './tray.ts';
import type { Tries } from './tries.ts';
import { lookAfterWhatStays } from './what-stays.ts';

/** Whether records of a collection are edited here and so pushed. */
const isEdited = (name: CollectionName): boolean =>
  WITH_HISTORY.some((type) => DOCUMENT_TYPES[type].collection === name);
export const isPushed = (name: CollectionName): boolean => name === 'cases' || isEdited(name);

export interface LeadParts {
  readonly writing: PendingParts & { readonly collections: LocalCollections };
  readonly history: LocalCollection;
  readonly me: Me & { readonly clock: AnchoredClock };
  readonly link: ServerLink;
  readonly tray: Tray;
  readonly tries: Tries;
  readonly held: HeldWrites;
  readonly answered: NewestAnswered;
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  readonly receipts: CheckReceipts;
  readonly recall: ReplicationParts['recall'];
  readonly remember: ReplicationParts['remember'];
  readonly photos: PhotoStore;
  readonly evidence: SealedDatabase;
  readonly audit: { readonly chain: AuditChain; readonly trail: SealedDatabase };
  readonly mend: Mending;
  readonly board: StatusBoard;
  readonly disputes: DeviceReportParts['disputes'];
  readonly storage: DeviceReportParts['storage'];
  readonly appVersion: string;
  readonly onTrouble: (what: string, error: unknown) => void;
}

export interface Leading {
  /** Looks for news, and for what there is to bring, at once. */
  readonly nudge: () => void;
  readonly nudgeAudit: () => void;
  readonly stop: () => Promise<void>;
}

/** A damaged document that could not be fetched, or was and is not here yet, is asked for again after this. */
const FETCH_AGAIN_MS = 5_000;

/** What only the leading window does: everything that goes to the centre and comes from it, until it ends. */
export async function lead(parts: LeadParts, ending: AbortSignal): Promise<Leading> {
  const { writing, me, link, tray, tries, receipts, photos, evidence, mend, board, onTrouble } = parts;
  const { collections, rooms, ledger, handovers } = writing;
  const { clock } = me;
  const { whenSignedIn, whenOpen } = link;
  // Another window may have ended in the middle of an act.
  await parts
    .inTurn(() => carryOutAll(writing))
    .catch((error: unknown) => {
      // A full disk: whoever looks after what stays carries it out. To lead comes first.
      onTrouble('acts cut off', error);
    });
  const forCase = counted(casePusher({ link, ledger, tray, handovers, clock, whenOpen }), tries);
  const forRecord = counted(recordPusher({ ...writing, link, tray, clock, history: parts.history, whenOpen }), tries);
  const replication = await startReplication({
    collections,
    held: parts.held,
    answered: parts.answered,
    link,
    pusherOf: (name) => (name === 'cases' ? forCase : isEdited(name) ? forRecord : null),
    whenSignedIn,
    writeWaitingAgain: () => writeWaitingAgain(collections, ledger),
    remember: parts.remember,
    recall: parts.recall,
    beforeReplaced: async (signal) => {
      const checked = await receipts.run(signal);
      if (!checked.ok) throw new Unreachable('receipts cannot be compared');
    },
    beforeGone: (cases) => dropPhotosOf({ cases: collections.cases, ledger, evidence }, cases),
    onTrouble,
  });
  const center = remoteDatabase(link, 'evidence');
  const photoLoop = evidenceLoop({ link, rooms, photos, evidence, center, ledger, tray, tries, clock }, onTrouble);
  const pull = replication.progress;
  const stopDropping = dropOwnOfGone({ cases: collections.cases, photos, ledger, evidence, pull, onTrouble });
  const stopThrowing = dropThrownAway({ ledger, evidence, onTrouble });
  const handing = handoverLoop({ link, outbox: handovers, tries, clock, onTrouble });
  const audit = auditLoop(link, { ...parts.audit, center: remoteDatabase(link, 'audit') }, onTrouble);

  /** Until it is done: what was taken away damaged is nowhere else on this terminal. */
  const fetchAgain = async (): Promise<void> => {
    while (!isOver(ending)) {
      try {
        await whenOpen(ending);
        if (await mend.refetch(replication.inject, ending)) return;
      } catch (error) {
        if (!isOver(ending) && !(error instanceof Unreachable)) onTrouble('mending', error);
      }
      await pause(FETCH_AGAIN_MS, ending);
    }
  };
  let fetching: Promise<void> = Promise.resolve();
  const refetch = (): void => {
    fetching = fetching.then(fetchAgain);
  };
  mend.start({ ...writing, tray, clock, link, nowIso: () => isoAt(clock.nowMs()), call: refetch });
  refetch();

  const nudge = (): void => {
    replication.nudge();
    photoLoop.nudge();
    handing.nudge();
    audit.nudge();
  };
  const never: Known<Counts | null> = cell<Counts | null>(null);
  const totals = replication.progress.get().done ? never : pullTotals(link, ending, onTrouble);
  board.lead(replication.progress, totals, nudge);
  const reports = deviceReports(
    {
      ...{ link, me, ledger, tray, chain: parts.audit.chain },
      disputes: parts.disputes,
      storage: parts.storage,
      appVersion: parts.appVersion,
    },
    onTrouble,
  );
  const checking = receipts.daily(ending, onTrouble);
  const looking = lookAfterWhatStays(
    {
      ledger,
      putBack: () =>
        parts.inTurn(async () => {
          await putBackEntries({ rooms, cases: collections.cases, ledger, isBroken: mend.isBroken });
          await carryOutAll(writing);
          await putBackChanges(writing);
        }),
      isIdle: replication.isIdle,
      writeAgain: () => writeWaitingAgain(collections, ledger),
      onTrouble,
    },
    ending,
  );
  return {
    nudge,
    nudgeAudit: audit.nudge,
    stop: async () => {
      board.follow();
      await Promise.all([
        photoLoop.stop(),
        stopDropping(),
        stopThrowing(),
        handing.stop(),
        audit.stop(),
        replication.stop(),
        fetching,
        checking,
        looking,
        reports.stop(),
      ]);
    },
  };
}
