import { placeKeys, stretchesWith } from '../index/index-keys.ts';
import type { End } from '../session/ending.ts';
import type { ChangeSource, SourceItem } from './change-source.ts';
import { isAt, type Position } from './position.ts';

/** Items looked at in one go; more are a backlog, for which everybody is woken. */
const MOST_AT_ONCE = 500;

export interface Waited {
  readonly reason: 'news' | 'over';
  /** Everything up to here has been looked at and is none of the waiter's business: he goes on from here. */
  readonly position: Position;
}

/** What somebody waits for. */
export interface Concern {
  /** The stretches of the index in which everything lies that may concern him, the same object whenever he comes; null: anything may. */
  readonly stretches: readonly string[] | null;
  /** Asked only of what lies in them. */
  readonly mayConcern: (item: SourceItem) => boolean;
}

/**
 * Where those wait who have read everything. A step is read once, and only who it may concern is even asked: of a thousand who wait a usual write concerns ten,
 * and those are found by where the document stands.
 */
export interface WaitingRoom {
  /** Resolves when something after the position may concern the waiter, when the time is up, or when he is to stop. */
  readonly wait: (from: Position, concern: Concern, stop: End, ms: number) => Promise<Waited>;
}

interface Waiter {
  readonly concern: Concern;
  readonly wake: () => void;
}

/** Everybody who waits for the same stretches: a person's are some forty. */
interface Place {
  readonly stretches: readonly string[];
  readonly waiters: Set<Waiter>;
}

/** The stretch of those of whom anything may be the business. */
const ANYTHING: readonly string[] = [''];
/** Who is answered comes again in a moment: so many places are kept meanwhile, some twenty writes' worth, and are not taken apart and put together each time. */
const MOST_EMPTY = 200;

export function waitingRoom(source: Pick<ChangeSource, 'head' | 'read' | 'onStep'>): WaitingRoom {
  /** Everybody who stands where the room has looked up to. */
  const places = new Map<readonly string[], Place>();
  const byStretch = new Map<string, Set<Place>>();
  /** The one that has been empty longest comes first. */
  const empty = new Set<Place>();
  /** Who came while a step was being read stands beyond it: he is woken and looks himself. */
  const beyond = new Set<Waiter>();
  let waiting = 0;
  /** Up to here every step was looked at for those in step. */
  let looked = source.head();
  let isLooking = false;

  const newPlace = (stretches: readonly string[]): Place => {
    const place: Place = { stretches, waiters: new Set() };
    places.set(stretches, place);
    for (const stretch of stretches) {
      const there = byStretch.get(stretch);
      if (there === undefined) byStretch.set(stretch, new Set([place]));
      else there.add(place);
    }
    return place;
  };
  const takeApart = (place: Place): void => {
    places.delete(place.stretches);
    empty.delete(place);
    for (const stretch of place.stretches) {
      const there = byStretch.get(stretch);
      there?.delete(place);
      if (there?.size === 0) byStretch.delete(stretch);
    }
  };
  const placeOf = ({ concern }: Waiter): Place => {
    const stretches = concern.stretches ?? ANYTHING;
    return places.get(stretches) ?? newPlace(stretches);
  };
  const enter = (waiter: Waiter): void => {
    const place = placeOf(waiter);
    place.waiters.add(waiter);
    empty.delete(place);
  };
  const leave = (waiter: Waiter): void => {
    if (beyond.delete(waiter)) return;
    const place = placeOf(waiter);
    place.waiters.delete(waiter);
    if (place.waiters.size > 0) return;
    empty.add(place);
    if (empty.size <= MOST_EMPTY) return;
    const [oldest] = empty;
    if (oldest !== undefined) takeApart(oldest);
  };

  const concernedBy = (items: readonly SourceItem[]): ReadonlySet<Waiter> => {
    const concerned = new Set<Waiter>();
    for (const item of items) {
      const keys = item.document === null ? item.fallen : [...placeKeys(item.document), ...item.fallen];
      for (const stretch of [...ANYTHING, ...keys.flatMap(stretchesWith)])
        for (const { waiters } of byStretch.get(stretch) ?? [])
          for (const waiter of waiters) if (waiter.concern.mayConcern(item)) concerned.add(waiter);
    }
    return concerned;
  };
  const lookOnce = async (): Promise<void> => {
    const { items, reached } = await source.read(looked, MOST_AT_ONCE);
    // Both woken before the room moves on: they go on from where they stand, and read the step themselves.
    for (const waiter of [...concernedBy(items), ...beyond]) waiter.wake();
    looked = reached;
  };
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    try {
      while (waiting > 0 && !isAt(looked, source.head())) await lookOnce();
    } catch {
      // The store cannot be read now: whoever is woken meets that himself, and says so.
      for (const waiter of [...places.values()].flatMap(({ waiters }) => [...waiters])) waiter.wake();
      for (const waiter of [...beyond]) waiter.wake();
    } finally {
      isLooking = false;
    }
  };
  source.onStep(() => {
    void look();
  });

  return {
    wait: (from, concern, stop, ms) =>
      new Promise((resolve) => {
        if (stop.isOver()) {
          resolve({ reason: 'over', position: from });
          return;
        }
        if (!isAt(from, source.head())) {
          resolve({ reason: 'news', position: from });
          return;
        }
        // Alone: nobody looked meanwhile.
        if (waiting === 0 && !isLooking) looked = source.head();
        const enteredAt = looked;
        const isBeyond = !isAt(looked, from);
        const over = (reason: Waited['reason']): void => {
          waiting -= 1;
          leave(waiter);
          clearTimeout(timer);
          unstop();
          // In step with the room, unless it has not moved since, or he stands beyond it.
          resolve({ reason, position: isBeyond || looked === enteredAt ? from : looked });
        };
        const stopped = (): void => {
          over('over');
        };
        const waiter: Waiter = {
          concern,
          wake: () => {
            over('news');
          },
        };
        const timer = setTimeout(stopped, ms);
        const unstop = stop.whenOver(stopped);
        waiting += 1;
        if (isBeyond) beyond.add(waiter);
        else enter(waiter);
      }),
  };
}
