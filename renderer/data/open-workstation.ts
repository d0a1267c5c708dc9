import type { AreaDocument } from '../../shared/domain/area.ts';
import type { BuildingDocument } from '../../shared/domain/building.ts';
import type { CatalogDocument } from '../../shared/domain/catalog.ts';
import type { CollectionName } from '../../shared/domain/document-types.ts';
import { isoAt } from '../../shared/lib/clock.ts';
import { allOrNone, type OpenedSoFar } from '../../shared/lib/opened-so-far.ts';
import type { Post, StaffDocument } from '../../shared/domain/staff.ts';
import type { Policy } from '../../shared/sync/wire.ts';
import type { Bytes } from '../lib/bytes.ts';
import { isDamaged } from '../lib/idb.ts';
import { takingTurns, type Locks } from '../lib/locks.ts';
import type { PreparePhoto } from '../lib/photo-codec.ts';
import type { Outcome, Workstation } from './api.ts';
import { openAuditChain } from './audit/audit-chain.ts';
import { recorder } from './audit/put-on-record.ts';
import { caseLists } from './cases/case-lists.ts';
import { keptBatchesIn } from './cases/kept-batch.ts';
import { openLostSteps } from './cases/lost-steps.ts';
import { rulesAtHand } from './cases/rules-at-hand.ts';
import { submitDraft } from './cases/submit-draft.ts';
import { caseWriter } from './cases/write-case.ts';
import type { AnchoredClock } from './clock.ts';
import { heldWrites } from './collections/held-writes.ts';
import type { LocalCase } from './collections/local-form.ts';
import { openLocalDatabase, type LocalDatabase } from './collections/open-database.ts';
import { readMany, readOne } from './collections/store-access.ts';
import { openDrafts } from './drafts/drafts.ts';
import { remoteDatabase } from './evidence/remote-database.ts';
import { openSealedDatabase } from './evidence/sealed-database.ts';
import { handoverDesk } from './handover/desk.ts';
import { openHandoverOutbox } from './handover/outbox.ts';
import type { Known } from './live.ts';
import type { Me } from './me.ts';
import { openPhotoStore } from './photos/photo-store.ts';
import { casesIn } from './photos/kept-thumbs.ts';
import { photosApi } from './photos/photos-api.ts';
import { sweepEvidence } from './photos/sweep-evidence.ts';
import { tellPostsChange } from './posts/posts-change.ts';
import { sweepSight } from './posts/sweep-sight.ts';
import { openDisputes } from './records/open-disputes.ts';
import { openRecords } from './records/open-records.ts';
import { reconcileRecords } from './records/reconcile-records.ts';
import type { OpenStore } from './session/open-store.ts';
import { probeOf, readOnlyTrouble, watchDisk, type DiskWatchParts } from './storage/disk-watch.ts';
import { madeAnew, madeOf } from './storage/made-of.ts';
import { openStorage } from './storage/open-storage.ts';
import { collectionDatabases, deleteCollections, hasLost, rememberDatabases } from './storage/store-names.ts';
import { openIndicators } from './indicators/open-indicators.ts';
import { openStock } from './stock/open-stock.ts';
import { catalogLists, wholeCollection } from './record-lists.ts';
import type { Rooms } from './rooms/rooms.ts';
import { askDevices } from './session/session-calls.ts';
import type { Sealer } from './seal/sealer.ts';
import { caseConflictHandler, recordConflictHandler } from './sync/conflict.ts';
import { checkReceipts } from './sync/check-receipts.ts';
import { openLedger } from './sync/ledger.ts';
import { BEGINNING } from './sync/feed.ts';
import { isPushed, lead } from './sync/lead.ts';
import { leadership } from './sync/leadership.ts';
import type { Mending } from './sync/mending.ts';
import { newestAnswered } from './sync/newest-answered.ts';
import { reconcile } from './sync/reconcile.ts';
import type { FeedMemory } from './sync/replicate.ts';
import type { ServerLink } from './sync/server-link.ts';
import { storedCounts } from './sync/stored-counts.ts';
import { statusBoard } from './sync/status.ts';
import { writesApi } from './sync/sync-api.ts';
import { openTray } from './sync/tray.ts';
import { openTries } from './sync/tries.ts';
import { troubled } from './trouble.ts';
import type { WindowsApi } from './windows/api.ts';

export interface WorkstationParts {
  readonly me: Me & { readonly clock: AnchoredClock };
  readonly policy: Policy;
  readonly offlineSignIn: boolean;
  /** Names every local database of this store. */
  readonly store: string;
  readonly sealer: Sealer;
  readonly rooms: Rooms;
  readonly opened: OpenStore;
  readonly diskSpace: DiskWatchParts['space'];
  readonly reopen: Workstation['reopen'];
  readonly mend: Mending;
  readonly link: ServerLink;
  readonly locks: Locks;
  readonly preparePhoto: PreparePhoto;
  readonly multiInstance: boolean;
  readonly only?: readonly CollectionName[];
  readonly auditInstallation: string;
  readonly auditKey: Bytes;
  readonly appVersion: string;
  readonly signInAgain: (password: string) => Promise<Outcome<void>>;
  readonly nextPosts: Known<readonly Post[] | null>;
  readonly windows: WindowsApi;
  readonly onUnsent: (count: number) => void;
  readonly onTrouble: (what: string, error: unknown) => void;
  /** Runs when everything else is closed. */
  readonly onClosed: () => Promise<void>;
}

const FEED = 'feed';

/** Opens an unsealed store. What stands open already when something cannot be opened, as on a full disk, is closed again: the next attempt begins anew. */
export function openWorkstation(parts: WorkstationParts): Promise<Workstation> {
  return allOrNone(
    (opened) => {
      opened.also(parts.onClosed);
      return putTogether(parts, opened);
    },
    (failure) => {
      parts.onTrouble('closing what was opened', failure);
    },
  );
}

/** Puts the parts together: reads as the list of what an open workstation is. */
async function putTogether(parts: WorkstationParts, opened: OpenedSoFar): Promise<Workstation> {
  const { me, store, sealer, rooms, mend, link, locks, preparePhoto, multiInstance, onTrouble } = parts;
  const ledger = await openLedger(rooms, me.clock.nowMs());
  const tray = await openTray(rooms, ledger);
  const tries = openTries();
  const outbox = await openHandoverOutbox(rooms, ledger, tray, me.clock.nowMs());
  const rules = rulesAtHand();
  const forCases = caseConflictHandler((entryId) => ledger.stateOf(entryId) === 'refused', rules.of);
  const forRecords = recordConflictHandler(ledger.stateOf);
  const pullAnew = (): Promise<void> => rooms.write([{ room: 'memory', id: FEED, gone: true }, madeAnew()]);
  let lost = await hasLost(rooms, await collectionDatabases(store));
  if (lost) await pullAnew();
  let noteFull = (): void => undefined;
  const held = heldWrites({
    onFull: () => {
      noteFull();
    },
    onTrouble,
  });
  const answered = newestAnswered();
  const openCollections = (): Promise<LocalDatabase> =>
    openLocalDatabase({
      name: store,
      sealer,
      onBroken: mend.report,
      onGone: parts.opened.tellGone,
      layers: [answered.over, held.over],
      multiInstance,
      conflictHandlerOf: (name) => (name === 'cases' ? forCases : forRecords),
      ...(parts.only === undefined ? {} : { only: parts.only }),
    });
  const database = await openCollections().catch(async (error: unknown) => {
    if (!isDamaged(error)) throw error;
    // What waits in them lies beside the ledger too, the rest comes from the server once more.
    onTrouble('collections that do not open', error);
    lost = true;
    await pullAnew();
    await deleteCollections(store);
    return openCollections();
  });
  opened.also(database.close);
  opened.also(mend.idle);
  await rememberDatabases(rooms, await collectionDatabases(store));
  const { collections } = database;
  const photos = await openPhotoStore(rooms, me, preparePhoto);
  const drafts = await openDrafts(rooms, photos, me);
  // Not while another window is between the ledger and the case of a write.
  const inTurn = takingTurns(locks, `ggw-write-${store}`);
  const { clock } = me;
  const writing = { collections, rooms, ledger, handovers: outbox, isBroken: mend.isBroken };
  await inTurn(async () => {
    await reconcile({ rooms, cases: collections.cases, ledger, photos, isBroken: mend.isBroken });
    await reconcileRecords(writing);
  });
  const disk = await watchDisk({
    space: parts.diskSpace,
    probe: probeOf(rooms),
    onTrouble,
  });
  opened.also(disk.stop);
  noteFull = disk.noteFull;
  parts.opened.onFull(noteFull);
  /** Nothing new is begun on a disk that is nearly full; what is under way goes on. */
  const withRoom = async <T>(act: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const state = disk.state.get();
    return state.isReadOnly ? troubled(readOnlyTrouble(state)) : act();
  };
  const storage = await openStorage({
    rooms,
    ledger,
    photos,
    opened: parts.opened,
    disk,
    hasLost: lost,
    nowIso: () => isoAt(me.clock.nowMs()),
  });
  const brokenIn = (place: string): void => {
    onTrouble(`broken seal: ${place}`, null);
  };
  const evidence = await openSealedDatabase(`${store}-evidence`, 'evidence', sealer, brokenIn);
  opened.also(evidence.close);
  const trail = await openSealedDatabase(`${store}-audit`, 'audit', sealer, brokenIn);
  opened.also(trail.close);
  const recall = async (): Promise<FeedMemory | null> =>
    ((await rooms.read('memory', FEED)) as FeedMemory | undefined) ?? null;
  const remember = (memory: FeedMemory): Promise<void> => rooms.write([{ room: 'memory', id: FEED, value: memory }]);
  const posts = await tellPostsChange(rooms, (onPage) =>
    inTurn(async () => {
      // Its place was given under the posts before: were they his again before the feed has gone on, the centre would take for here what goes now.
      const memory = await recall();
      if (memory !== null) await remember({ ...memory, position: { ...memory.position, seq: BEGINNING } });
      await sweepSight({ collections, isPushed, ledger, outbox, evidence, onPage }, me.user);
    }),
  );
  await drafts.sweep();

  const chain = await openAuditChain(rooms, parts.auditInstallation, parts.auditKey, me, locks);
  const lists = caseLists(collections.cases, tray.items);
  opened.also(lists.close);
  const writer = caseWriter({ cases: collections.cases, rooms, ledger, photos, me, rules, inTurn });
  const center = remoteDatabase(link, 'evidence');
  const here = casesIn(collections.cases);
  const reader = photosApi({ rooms, photos, evidence, cases: here, center, ledger, link, onTrouble });
  opened.also(reader.close);
  const isFirstPullDone = (await recall())?.firstPullDone ?? false;
  // Before that a case that is not here may still be on its way.
  const casesHere = (ids: readonly string[]) =>
    isFirstPullDone ? readMany<LocalCase>(collections.cases, ids) : Promise.resolve(new Set(ids));
  await sweepEvidence(evidence, photos, ledger, casesHere, clock.nowMs());
  const board = statusBoard(`${store}-status`, link, ledger, tries, me.clock, isFirstPullDone);
  opened.also(board.close);

  let nudgeAll = (): void => {
    board.nudgeLeader();
  };
  let nudgeAudit = (): void => undefined;

  const receipts = await checkReceipts({ ...writing, link, tray, evidence, clock, inTurn });
  const disputes = await openDisputes({ collections, rooms, me, onTrouble });
  opened.also(disputes.close);

  const leader = leadership(`ggw-lead-${store}`, locks, async (ending) => {
    const leading = await lead(
      {
        ...{
          writing,
          me,
          link,
          tray,
          tries,
          held,
          answered,
          inTurn,
          receipts,
          recall,
          remember,
          photos,
          evidence,
          mend,
          onTrouble,
        },
        history: collections.history,
        audit: { chain, trail },
        board,
        disputes: disputes.open,
        storage: storage.state,
        appVersion: parts.appVersion,
      },
      ending,
    );
    nudgeAll = leading.nudge;
    nudgeAudit = leading.nudgeAudit;
    return leading.stop;
  });
  opened.also(leader.stop);
  const closing = new AbortController();
  opened.also(() => {
    closing.abort();
  });

  const tellUnsent = (): void => {
    parts.onUnsent(ledger.counts().queued);
  };
  opened.also(ledger.rows.subscribe(tellUnsent));
  tellUnsent();

  const record = recorder(
    chain,
    clock,
    () => {
      nudgeAudit();
    },
    onTrouble,
  );
  const audit = record.put;
  opened.also(
    disk.state.subscribe(() => {
      if (!disk.state.get().isReadOnly) void record.settle();
    }),
  );
  opened.also(record.settle);
  const audited = async <T>(outcome: Outcome<T>, objectOf: (value: T) => string): Promise<Outcome<T>> => {
    if (outcome.ok) await audit('write', objectOf(outcome.value));
    return outcome;
  };
  const lostSteps = await openLostSteps(collections.cases, rooms, me, rules.of, onTrouble);
  opened.also(lostSteps.close);
  const shownDisputes = { disputes: disputes.open, merged: disputes.merged };
  const records = openRecords({ ...writing, me, inTurn, audit, disputes: shownDisputes });
  const handovers = handoverDesk({ me, rulebooks: rules.of, collections, outbox, records, writer });
  const writes = writesApi({
    rooms,
    ledger,
    tries,
    tray,
    photos,
    drafts,
    evidence,
    writer,
    me,
    records,
    caseHere: (id) => readOne<LocalCase>(collections.cases, id),
    audit,
  });
  const catalogs = wholeCollection<CatalogDocument>(collections.catalogs);
  opened.also(rules.follow(catalogs));
  const catalogTables = catalogLists(catalogs, me.clock, rooms);
  const areas = wholeCollection<AreaDocument>(collections.areas);
  const buildings = wholeCollection<BuildingDocument>(collections.buildings);
  const made = { store, sealer, madeOf: await madeOf(rooms) };
  const stock = openStock({
    ...made,
    collections,
    areas,
    catalogs: catalogTables,
    ...{ clock, policy: parts.policy, user: me.user },
    onTrouble,
  });
  opened.also(stock.close);
  const indicators = openIndicators({ ...made, cases: collections.cases, catalogs, rooms, onTrouble });
  opened.also(indicators.close);

  const closeAll = async (): Promise<void> => {
    const failures: unknown[] = [];
    await opened.close((error) => failures.push(error));
    // Of a store that was deleted under us not everything can be put down any more; what matters lies in the journal.
    if (parts.opened.gone.get()) for (const error of failures) onTrouble('closing what is gone', error);
    else if (failures.length > 0) throw failures[0];
  };
  let closed: Promise<void> | undefined;

  return {
    user: me.user,
    terminal: me.terminal,
    policy: parts.policy,
    offlineSignIn: parts.offlineSignIn,
    cases: {
      ...{ open: lists.open, changedSince: lists.changedSince, one: lists.one, many: lists.many },
      ...keptBatchesIn(rooms),
      lost: lostSteps.live,
      seenLost: lostSteps.seen,
      act: async (id, act, post, data, fresh) =>
        audited(await withRoom(() => writer.act(id, act, post, data, fresh)), () => id),
      takeIn: async (id, post, finding, data) =>
        audited(await withRoom(() => writer.begin(id, 'report', post, { ...data, finding }, [])), () => id),
      submitDraft: async (id, post) =>
        audited(await withRoom(() => submitDraft(drafts, writer, id, post)), ({ caseId }) => caseId),
    },
    // The words somebody is typing are small and are kept as long as it goes; photos are not.
    drafts: { ...drafts.api, addPhoto: (id, photo) => withRoom(() => drafts.api.addPhoto(id, photo)) },
    photos: reader,
    areas,
    buildings,
    staff: wholeCollection<StaffDocument>(collections.staff),
    catalogs: catalogTables,
    rulebooks: rules.of,
    controlOn: rules.controlOn,
    records: {
      ...records,
      commit: (changes) => withRoom(() => records.commit(changes)),
      undo: (batch) => withRoom(() => records.undo(batch)),
      restore: (subject, change, fields) => withRoom(() => records.restore(subject, change, fields)),
    },
    handovers,
    stock,
    indicators,
    sync: {
      status: board.status,
      stored: storedCounts(collections, onTrouble),
      receiptsChecked: receipts.last,
      checkReceipts: () => receipts.run(closing.signal),
      queued: writes.queued,
      refused: writes.refused,
      receipts: writes.receipts,
      whereIs: writes.whereIs,
      resend: (id, amended) => withRoom(() => writes.resend(id, amended)),
      reportAnew: (id) => withRoom(() => writes.reportAnew(id)),
      discard: writes.discard,
      syncNow: () => {
        nudgeAll();
        return Promise.resolve();
      },
      signInAgain: parts.signInAgain,
    },
    clock: me.clock,
    devices: () => askDevices(link),
    storage,
    posts: { next: parts.nextPosts, change: posts.change, readOn: posts.readOn },
    windows: parts.windows,
    reopen: parts.reopen,
    audit,
    close: () => (closed ??= closeAll()),
  };
}
