import { expect, it } from 'vitest';
import { ending } from '../session/ending.ts';
import type { SourceItem } from './change-source.ts';
import type { Position } from './position.ts';
import { waitingRoom, type Concern, type WaitingRoom } from './waiting-room.ts';

const at = (own: number): Position => ({ own, subjects: 0 });
const LONG_MS = 60_000;

/** A source in memory; reading answers when the test says so. */
function aSource() {
  const items: SourceItem[] = [];
  const listeners = new Set<() => void>();
  let gate: Promise<void> = Promise.resolve();
  let broken = false;
  return {
    head: () => at(items.length),
    read: async (after: Position, limit: number) => {
      const until = items.length;
      await gate;
      if (broken) throw new Error('the store is away');
      const read = items.slice(after.own, Math.min(until, after.own + limit));
      return { items: read, reached: at(after.own + read.length) };
    },
    onStep: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    write: (scope: string, fallen: readonly string[] = []) => {
      const document = { _id: `case:${String(items.length)}`, _rev: '1-a', type: 'case', scope, audience: [] } as never;
      items.push({ id: `case:${String(items.length)}`, document, fallen, position: at(items.length + 1) });
      for (const listener of listeners) listener();
    },
    hold: (): (() => void) => {
      let open = (): void => undefined;
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return open;
    },
    spoil: () => {
      broken = true;
    },
  };
}

let askedOf = 0;
const under = (prefix: string): Concern => ({
  stretches: [`s!case!${prefix}`],
  mayConcern: ({ document, fallen }) => {
    askedOf += 1;
    return document?.scope.startsWith(prefix) === true || fallen.some((key) => key.startsWith(`s!case!${prefix}`));
  },
});

interface Told {
  reason?: string;
  position?: Position;
}
function sits(room: WaitingRoom, from: number, concern: Concern, ms = LONG_MS, stop = ending()) {
  const told: Told = {};
  const done = room.wait(at(from), concern, stop, ms).then((waited) => Object.assign(told, waited));
  return { told, done, stop };
}
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

it('wakes whom a step concerns, where he stood; asks nobody else; and tells the others, once they go, how far it looked for them', async () => {
  const source = aSource();
  const room = waitingRoom(source);
  const [mine, other, all, left] = ['310115005035001', '310115005035002', '310115', '310115006'].map((prefix) =>
    sits(room, 0, under(prefix)),
  );
  askedOf = 0;
  source.write('310115005035001');
  await settle();
  expect([mine?.told, all?.told]).toEqual([
    { reason: 'news', position: at(0) },
    { reason: 'news', position: at(0) },
  ]);
  expect(askedOf).toBe(2);
  source.write('310115005035003', ['s!case!310115006!case:1']);
  await settle();
  expect(left?.told).toEqual({ reason: 'news', position: at(1) });
  expect(other?.told).toEqual({});
  other?.stop.end();
  await other?.done;
  expect(other?.told).toEqual({ reason: 'over', position: at(2) });
});

it('wakes at once who has not read everything, and ends at once for who is told to stop', async () => {
  const source = aSource();
  const room = waitingRoom(source);
  source.write('310115');
  const late = sits(room, 0, under('9'));
  const stopped = ending();
  stopped.end();
  const gone = sits(room, 1, under('9'), LONG_MS, stopped);
  const short = sits(room, 1, under('9'), 1);
  await Promise.all([late.done, gone.done, short.done]);
  expect([late.told.reason, gone.told.reason, short.told.reason]).toEqual(['news', 'over', 'over']);
});

it('misses nothing that is written while a step is being read, for who came then neither', async () => {
  const source = aSource();
  const room = waitingRoom(source);
  const first = sits(room, 0, under('1'));
  const open = source.hold();
  source.write('9');
  // Stands beyond what the room has looked at.
  const came = sits(room, 1, under('2'));
  source.write('2');
  source.write('1');
  open();
  await settle();
  expect(came.told).toEqual({ reason: 'news', position: at(1) });
  expect(first.told.reason).toBe('news');
  expect(first.told.position?.own).toBeLessThanOrEqual(2);
});

it('wakes everybody when the source cannot be read, and goes on for who comes after', async () => {
  const source = aSource();
  const room = waitingRoom(source);
  const one = sits(room, 0, under('1'));
  const anything = sits(room, 0, { stretches: null, mayConcern: () => true });
  source.spoil();
  source.write('9');
  await Promise.all([one.done, anything.done]);
  expect([one.told, anything.told]).toEqual([
    { reason: 'news', position: at(0) },
    { reason: 'news', position: at(0) },
  ]);
});

it('finds who comes again, whether his place was kept meanwhile or not', async () => {
  const source = aSource();
  const room = waitingRoom(source);
  const [mine, kept] = [under('1'), under('2')];
  for (const concern of [mine, kept]) await sits(room, 0, concern, 0).done;
  // More than are kept: of those that nobody waits at, the oldest goes.
  const others = Array.from({ length: 1_000 }, () => sits(room, 0, under('3'), 0).done);
  await Promise.all(others);
  const [again, alsoAgain] = [sits(room, 0, mine), sits(room, 0, kept)];
  source.write('1');
  await again.done;
  expect([again.told, alsoAgain.told]).toEqual([{ reason: 'news', position: at(0) }, {}]);
  source.write('2');
  await alsoAgain.done;
  expect(alsoAgain.told).toEqual({ reason: 'news', position: at(1) });
});

it('asks everybody of whom anything may be the business', async () => {
  const source = aSource();
  const room = waitingRoom(source);
  const evidence = sits(room, 0, { stretches: null, mayConcern: ({ id }) => id === 'case:1' });
  source.write('9');
  await settle();
  expect(evidence.told).toEqual({});
  source.write('9');
  await evidence.done;
  expect(evidence.told).toEqual({ reason: 'news', position: at(1) });
});
