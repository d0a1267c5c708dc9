import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { StockSettings } from '../../../shared/stock/projection.ts';
import { base, docs } from '../testing/a-stock.ts';
import { stockHost, type Host } from './host.ts';
import type { FromWorker } from './protocol.ts';
import type { SavedForm } from './saved-form.ts';
import type { StoreReader } from './store-reader.ts';

/*
 * What the worker does with its time while a store goes on changing: the clock is ours, and every answer and every saving cost what the test says.
 */

const ANSWER_MS = 100;
const SAVING_MS = 1_000;
const SETTINGS = {
  today: '2026-11-20',
  isDemonstration: true,
  tags: [],
  placeKinds: [],
  risk: { entries: [], visits: [] },
} as unknown as StockSettings;

let nowMs = 0;
let saves = 0;
let said: FromWorker[] = [];
let written = 0;
let host: Host;

const reader: StoreReader = {
  since: (name, from) => {
    const read = from?.lwt ?? 0;
    if (name !== 'residents' || read >= written) return Promise.resolve({ documents: [], to: from });
    const person = { ...docs.person, _id: base('person', written)._id };
    return Promise.resolve({ documents: [[person._id, person]], to: { id: person._id, lwt: written } });
  },
  byId: () => Promise.resolve([]),
  countSince: () => Promise.resolve(0),
  close: () => Promise.resolve(),
};
const saved: SavedForm = {
  load: () => Promise.resolve(null),
  touch: () => undefined,
  isDirty: () => true,
  save: () => {
    saves += 1;
    nowMs += SAVING_MS;
    return Promise.resolve();
  },
  touchAll: () => undefined,
  close: () => undefined,
};
/** Time goes by in the store's worker, one new person every `everyMs`. */
async function pass(forMs: number, everyMs: number): Promise<void> {
  for (let gone = 0; gone < forMs; gone += everyMs) {
    written += 1;
    host.receive({
      say: 'changed',
      collection: 'residents',
      writes: [{ id: base('person', written)._id, lwt: written }],
    });
    nowMs += everyMs;
    await vi.advanceTimersByTimeAsync(everyMs);
  }
}

beforeEach(async () => {
  vi.useFakeTimers();
  [nowMs, saves, written, said] = [0, 0, 0, []];
  host = stockHost({
    post: (message) => {
      said.push(message);
      if (message.say === 'value') nowMs += ANSWER_MS;
    },
    speller: () => Promise.resolve({ readings: () => [], nameReading: () => [] }),
    openReader: () => reader,
    openSaved: () => saved,
    whenSaver: () => Promise.resolve(),
    nowMs: () => nowMs,
  });
  host.receive({
    say: 'open',
    store: { store: 'x', collections: ['residents'] } as never,
    settings: SETTINGS,
  });
  await vi.advanceTimersByTimeAsync(100);
});
afterEach(() => {
  vi.useRealTimers();
});

it('gives followed answers at once after a rest, and a fifth of the time at most while changes go on', async () => {
  host.receive({
    say: 'follow',
    id: 1,
    question: { ask: 'list', asked: { query: { kind: 'person' }, from: 0, count: 10 } },
  });
  await pass(100, 20);
  const answers = (): number => said.filter(({ say }) => say === 'value').length;
  expect(answers()).toBe(2);
  const from = nowMs;
  await pass(2_500, 20);
  const took = (answers() - 2) * ANSWER_MS;
  expect(took).toBeGreaterThan(250);
  expect(took).toBeLessThanOrEqual((nowMs - from) / 5 + ANSWER_MS);
});

it('gives rows before numbers that were asked for earlier, and forgets numbers that nobody waits for any more', async () => {
  const followed = (id: number, count: number): void => {
    host.receive({
      say: 'follow',
      id,
      question: { ask: 'list', asked: { query: { kind: 'person' }, from: 0, count } },
    });
  };
  followed(1, 0);
  followed(2, 0);
  followed(3, 0);
  followed(4, 10);
  host.receive({ say: 'leave', id: 2 });
  await vi.advanceTimersByTimeAsync(50);
  // Given anew afterwards, as what is followed is; told apart by when each came first.
  const first = new Set(said.flatMap((one) => (one.say === 'value' ? [one.id] : [])));
  expect([...first]).toEqual([4, 1, 3]);
});

it('writes the saved form no oftener than makes it a fiftieth of the time, and at once when the window goes', async () => {
  await pass(120_000, 1_000);
  // After half a minute, and fifty times what it took later.
  expect(saves).toBe(2);
  host.receive({ say: 'save' });
  await vi.advanceTimersByTimeAsync(0);
  expect(saves).toBe(3);
});
