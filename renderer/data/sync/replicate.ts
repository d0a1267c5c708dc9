import { replicateRxCollection, type RxReplicationState } from 'rxdb/plugins/replication';
import { Subject } from 'rxjs';
import type { RxReplicationPullStreamItem } from 'rxdb/plugins/core';
import type { CollectionName } from '../../../shared/domain/document-types.ts';
import type { HeldWrites } from '../collections/held-writes.ts';
import type { LocalCollections } from '../collections/open-database.ts';
import { REPLICATION } from '../collections/pulled-marks.ts';
import type { LocalDocument } from '../collections/schemas.ts';
import { isOver, pause, whenOver } from '../../lib/signals.ts';
import { cell, type Known } from '../live.ts';
import { BEGINNING, readFeed, type FeedBatch, type FeedPosition, type Pulled } from './feed.ts';
import { holdsSome, leftBehind } from './left-behind.ts';
import type { NewestAnswered } from './newest-answered.ts';
import type { Pusher } from './bulk-push.ts';
import { positionKeeper } from './position-keeper.ts';
import type { Counts } from './pull-progress.ts';
import { Refused, Unreachable, type ServerLink } from './server-link.ts';

type Checkpoint = FeedPosition;
type Stream = Subject<RxReplicationPullStreamItem<LocalDocument, Checkpoint>>;
type State = RxReplicationState<LocalDocument, Checkpoint>;

/** What is remembered of the feed between starts. */
export interface FeedMemory {
  readonly position: FeedPosition;
  readonly firstPullDone: boolean;
  /** What a first pull that was cut had brought up to the position, by type. */
  readonly got?: Readonly<Record<string, number>>;
}

export interface PullProgress {
  readonly done: boolean;
  /** By type. */
  readonly got: Counts;
}

export interface ReplicationParts {
  readonly collections: LocalCollections;
  /** What the store does not take waits here, and the feed behind it. */
  readonly held: Pick<HeldWrites, 'begin'>;
  /** Stands before the store: what the feed brings must not go behind what the pushes were answered. */
  readonly answered: Omit<NewestAnswered, 'over'>;
  readonly link: ServerLink;
  /** Who delivers what is written here in a collection; `null` where nothing is. */
  readonly pusherOf: (name: CollectionName) => Pusher | null;
  /** The feed itself finds out whether the server is there: it only needs a session. */
  readonly whenSignedIn: (signal: AbortSignal) => Promise<void>;
  /** Writes once more what waits without having been found by the push of this start; the number of documents. */
  readonly writeWaitingAgain: () => Promise<number>;
  readonly remember: (memory: FeedMemory) => Promise<void>;
  readonly recall: () => Promise<FeedMemory | null>;
  /**
   * Before what comes takes the place of what is here: a server put back from a backup lacks what it has acknowledged since, and our copy of that must wait again
   * before the older state covers it. Rejects where the server cannot be asked.
   */
  readonly beforeReplaced: (signal: AbortSignal) => Promise<void>;
  /** Before cases go that are out of our sight: what else lies here of them goes first. */
  readonly beforeGone: (cases: readonly string[]) => Promise<void>;
  readonly onTrouble: (what: string, error: unknown) => void;
}

export interface Replication {
  readonly progress: Known<PullProgress>;
  /** Looks for news at once instead of waiting for the next turn. */
  readonly nudge: () => void;
  /** Gives a document to its collection as if the feed had brought it: what was found damaged is put back so. */
  readonly inject: (collection: CollectionName, document: Pulled) => void;
  /** There is a server to bring something to, and nothing is being brought. */
  readonly isIdle: () => boolean;
  readonly stop: () => Promise<void>;
}

const PUSH_BATCH = 50;
/** Enough batches under way to keep the store busy, few enough to bound the memory. */
const MOST_AHEAD = 2;
/** Backoff while the server is away: quick at first, then every four seconds, so that ten never pass unnoticed. */
const BACKOFF_MS = [500, 1_000, 2_000, 4_000] as const;
const LOOK_MS = 25;
/** RxDB repeats a failed push after this; while the server is away the push itself waits for it (`whenOpen`). */
const RETRY_MS = 500;
const RESTART_MS = 5_000;

/** RxDB passes on what a handler threw as plain JSON. */
function saysUnreachable(error: { readonly parameters?: unknown }): boolean {
  const { errors = [] } = (error.parameters ?? {}) as { readonly errors?: readonly { readonly name?: string }[] };
  return errors.some(({ name }) => name === 'Unreachable' || name === 'Refused' || name === 'AbortError');
}

/**
 * All collections over one database and one live connection (DESIGN §5): one reader of `_changes` feeds them, RxDB writes and merges.
 * Every collection keeps the position it has written in its own checkpoint; the position from which a start goes on moves only when all have
 * written what they were given, so that a crash at any instant costs a batch twice and never one row.
 */
export async function startReplication(parts: ReplicationParts): Promise<Replication> {
  const { collections, link, pusherOf, whenSignedIn, writeWaitingAgain, answered, remember, recall, onTrouble } = parts;
  const letFall = parts.held.begin();
  answered.forget();
  const ending = new AbortController();
  let nudged = new AbortController();
  const names = Object.keys(collections) as CollectionName[];
  const memory = await recall();
  const progress = cell<PullProgress>({
    done: memory?.firstPullDone ?? false,
    got: new Map(Object.entries(memory?.got ?? {})),
  });

  const startAgain = async (state: State): Promise<void> => {
    await pause(RESTART_MS, ending.signal);
    // What stands against it is told where it stood against it the first time.
    if (!isOver(ending.signal)) await state.start().catch(() => undefined);
  };

  const streams = new Map<CollectionName, Stream>();
  const states = new Map<CollectionName, State>();
  const pushing: State[] = [];
  const ready: Promise<FeedPosition | undefined>[] = [];
  for (const name of names) {
    const stream: Stream = new Subject();
    const pusher = pusherOf(name);
    let asked: (checkpoint: FeedPosition | undefined) => void = () => undefined;
    ready.push(new Promise((resolve) => (asked = resolve)));
    const state: State = replicateRxCollection<LocalDocument, Checkpoint>({
      replicationIdentifier: REPLICATION,
      collection: collections[name],
      live: true,
      // Our own lock decides who leads; and a window out of sight still delivers.
      waitForLeadership: false,
      toggleOnDocumentVisible: false,
      retryTime: RETRY_MS,
      pull: {
        stream$: stream.asObservable(),
        // The feed is read elsewhere: RxDB only tells here how far this collection has come.
        handler: (checkpoint) => {
          asked(checkpoint);
          return Promise.resolve({ documents: [], checkpoint });
        },
      },
      ...(pusher === null
        ? {}
        : {
            push: {
              batchSize: PUSH_BATCH,
              handler: async (rows) => {
                const masters = await pusher.push(rows, ending.signal);
                answered.note(masters);
                return masters;
              },
            },
          }),
    });
    state.error$.subscribe((error) => {
      // That the server is away or says no is told elsewhere, and RxDB tries again.
      if (!isOver(ending.signal) && !saysUnreachable(error)) onTrouble(`replication of ${name}`, error);
      // Its own tables could not be opened or noted, as on a full disk; nothing would ever come of this collection again.
      if (error.code === 'RC_START') void startAgain(state);
    });
    streams.set(name, stream);
    states.set(name, state);
    if (pusher !== null) pushing.push(state);
  }

  /** The order of the last batch that a collection was given, and the one it has written. */
  const given = new Map<CollectionName, number>();
  const writtenOrder = (name: CollectionName): number => {
    const checkpoint = states.get(name)?.internalReplicationState?.lastCheckpointDoc.down?.checkpointData as
      FeedPosition | undefined;
    return checkpoint?.order ?? 0;
  };
  const allWritten = (upTo: number): boolean =>
    [...given].every(([name, order]) => writtenOrder(name) >= Math.min(order, upTo));

  const hand = async (batch: FeedBatch): Promise<void> => {
    const cases = batch.documents.get('cases') ?? [];
    await parts.beforeGone(cases.filter(({ _deleted }) => _deleted).map(({ _id }) => _id));
    const got = new Map(progress.get().got);
    for (const [name, documents] of batch.documents) {
      if (documents.length === 0) continue;
      given.set(name, batch.position.order);
      for (const { type } of documents) got.set(type, (got.get(type) ?? 0) + 1);
      streams.get(name)?.next({ documents: [...documents], checkpoint: batch.position });
    }
    if (!progress.get().done) progress.set({ done: false, got });
    if (batch.unreadable.length > 0) onTrouble(`unreadable documents: ${batch.unreadable.join(' ')}`, null);
  };

  const inject: Replication['inject'] = (name, document) => {
    const order = Math.max(given.get(name) ?? 0, writtenOrder(name), 1);
    streams.get(name)?.next({ documents: [document], checkpoint: { seq: '', order } });
  };

  /** Waits until it holds. False: the server went away meanwhile. */
  const whileThere = async (holds: () => boolean): Promise<boolean> => {
    while (!holds()) {
      if (isOver(ending.signal) || !link.contact.get().online || link.halted.get() !== null) return false;
      await pause(LOOK_MS, ending.signal);
    }
    return true;
  };

  const isAtRest = (): boolean =>
    pushing.every((state) => state.internalReplicationState?.events.active.up.getValue() !== true);
  let isUnsentFound = false;
  /**
   * What was left unsent at the last end is pushed before anything pulled is handed on: RxDB passes over a pulled document that has local changes, because
   * the push will bring what the server holds; but at the start both run at once, and the answer to the push may be older than what was passed over.
   * Then what it has not found goes too. False: the server went away meanwhile.
   */
  const unsentGoFirst = async (): Promise<boolean> => {
    const isPushed = (): boolean =>
      pushing.every((state) => state.internalReplicationState?.firstSyncDone.up.getValue() ?? false);
    if (!(await whileThere(isPushed))) return false;
    if (isUnsentFound) return true;
    const isAgain = (await writeWaitingAgain()) > 0;
    isUnsentFound = true;
    return !isAgain || whileThere(isAtRest);
  };

  let keptSeq = memory?.position.seq ?? BEGINNING;
  const keeper = positionKeeper(
    allWritten,
    async ({ position, caughtUp, got }) => {
      const firstPullDone = progress.get().done || caughtUp;
      await remember({ position, firstPullDone, ...(firstPullDone ? {} : { got: Object.fromEntries(got) }) });
      keptSeq = position.seq;
      if (firstPullDone && !progress.get().done) progress.set({ ...progress.get(), done: true });
    },
    (error) => {
      onTrouble('feed: remembering how far it is written', error);
    },
    ending.signal,
  );
  const keep = (position: FeedPosition, caughtUp: boolean): void => {
    if (position.seq === keptSeq && (progress.get().done || !caughtUp)) return;
    keeper.handed({ position, caughtUp, got: progress.get().got });
  };

  /** A walk that takes the place of what is here: the ids that came with it, and whether it is over. */
  let replacing: { readonly came: Set<string>; readonly isOver: (batch: FeedBatch) => boolean } | null = null;
  const beginAsTold = (): void => {
    replacing = { came: new Set(), isOver: ({ replaces }) => replaces === 'no' };
    answered.forget();
  };
  /** From the beginning over what is here already: of what has left since that came nobody tells. Read once more, the beginning is that of another walk. */
  const beginAnew = (): void => {
    replacing = { came: new Set(), isOver: ({ replaces, caughtUp }) => replaces === 'no' && caughtUp };
  };
  /** Where the feed stands is not remembered meanwhile: cut off, the walk and its count begin again. */
  const replaced = async (batch: FeedBatch): Promise<FeedPosition> => {
    if (replacing === null) return batch.position;
    const { came, isOver: isWalkOver } = replacing;
    for (const id of batch.unreadable) came.add(id);
    for (const { _id, _deleted } of [...batch.documents.values()].flat()) if (!_deleted) came.add(_id);
    if (!isWalkOver(batch)) return batch.position;
    // What came before the walk may still be on its way into the store, where nobody would look for it again.
    if (!(await whileThere(() => allWritten(batch.position.order)))) throw new Unreachable('gone at the end of a walk');
    const documents = await leftBehind({ collections, link, signal: ending.signal }, came);
    const position = { ...batch.position, order: batch.position.order + 1 };
    await hand({ position, documents, caughtUp: batch.caughtUp, unreadable: [], replaces: 'no' });
    replacing = null;
    return position;
  };

  const read = async (): Promise<void> => {
    // On a full disk some of them never come so far; the end does not wait for that.
    const checkpoints = await Promise.race([Promise.all(ready), whenOver(ending.signal).then(() => null)]);
    if (checkpoints === null) return;
    // A collection ahead of what is remembered only sees some rows again; orders must go on above the highest.
    const highest = Math.max(memory?.position.order ?? 0, ...checkpoints.map((checkpoint) => checkpoint?.order ?? 0));
    let position: FeedPosition = { seq: memory?.position.seq ?? BEGINNING, order: highest };
    let failures = 0;
    let caughtUp = false;
    let isAnyHere = position.seq === BEGINNING && (await holdsSome(collections));
    while (!isOver(ending.signal)) {
      const turn = AbortSignal.any([ending.signal, nudged.signal]);
      try {
        await whenSignedIn(ending.signal);
        const batch = await readFeed(link, position, caughtUp, turn);
        failures = 0;
        if (!(await unsentGoFirst())) {
          await pause(BACKOFF_MS[0], ending.signal);
          continue;
        }
        if (batch.replaces === 'begins') {
          await parts.beforeReplaced(ending.signal);
          beginAsTold();
        } else if (position.seq === BEGINNING && isAnyHere) beginAnew();
        await hand(batch);
        // Its order is used up, whatever comes: read once more it may bring more, which must not count as written because the first reading of it was.
        position = { seq: position.seq, order: batch.position.order };
        position = await replaced(batch);
        // Without waiting for news as long as the walk is not said to be over.
        caughtUp = batch.caughtUp && replacing === null;
        if (replacing === null) keep(position, caughtUp);
        // Not further ahead of the store than a few batches. Never waited for while the server counts as away: RxDB holds back what is pulled
        // until a running push has ended, and the push waits for the server that only this loop can find again.
        while (!allWritten(position.order - MOST_AHEAD) && link.contact.get().online && !isOver(ending.signal)) {
          await pause(LOOK_MS, ending.signal);
        }
      } catch (error) {
        if (isOver(nudged.signal)) nudged = new AbortController();
        // Nudged: asked at once, and without waiting, so that an answer says whether the server is there.
        caughtUp = false;
        if (isOver(turn)) continue;
        if (!(error instanceof Unreachable || error instanceof Refused)) onTrouble('feed', error);
        // A position the server no longer knows: begin anew; everything that is here already is recognised.
        if (error instanceof Refused && error.status === 400) {
          position = { seq: BEGINNING, order: position.order };
          isAnyHere = true;
          if (!progress.get().done) progress.set({ done: false, got: new Map() });
        }
        await pause(
          BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? 4_000,
          AbortSignal.any([ending.signal, nudged.signal]),
        );
        failures += 1;
      }
    }
  };
  // Another request found the server gone: the open one may hang for half a minute on a dead line, so it is asked anew.
  const stopHearing = link.contact.subscribe(() => {
    if (!link.contact.get().online) nudged.abort();
  });
  const reading = read().catch((error: unknown) => {
    onTrouble('feed', error);
  });

  return {
    progress,
    nudge: () => {
      nudged.abort();
    },
    inject,
    isIdle: () => isUnsentFound && isAtRest() && link.contact.get().online && link.halted.get() === null,
    stop: async () => {
      stopHearing();
      ending.abort();
      await reading;
      await keeper.rest();
      // First each knows that it ends, then nothing is held any more: what ends by that is not taken for written.
      for (const state of states.values()) state.internalReplicationState?.events.canceled.next(true);
      letFall();
      await Promise.all([...states.values()].map((state) => state.cancel()));
    },
  };
}
