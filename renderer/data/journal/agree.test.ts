import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryLocks } from '../../lib/locks.ts';
import { openBoxes, type Boxes } from '../rooms/boxes.ts';
import { roomsOver, type Change, type Rooms } from '../rooms/rooms.ts';
import { newKeyFile } from '../seal/key-file.ts';
import type { Sealer } from '../seal/sealer.ts';
import { aFakeFolder, type FakeFolder } from '../testing/fake-folder.ts';
import { agree, type Agreement } from './agree.ts';
import { openJournal } from './open-journal.ts';

let sealer: Sealer;
let folder: FakeFolder;
let name: string;
let counter = 0;
const open: Rooms[] = [];

/** A start: journal and store are compared. `dies`: after so many steps of journal and store the process is gone. */
async function aStart(dies = Infinity): Promise<{ rooms: Rooms; agreement: Agreement; steps: () => number }> {
  const boxes = await openBoxes(name);
  const journal = openJournal({
    place: folder.place,
    store: name,
    sealer,
    locks: memoryLocks(),
    onTrouble: () => undefined,
  });
  const agreement = await agree(journal, boxes, sealer, { entry: 'who' });
  const lived = { steps: 0 };
  const step = (): void => {
    if (lived.steps >= dies) throw new Error('killed');
    lived.steps += 1;
  };
  folder.onStep = step;
  const mortal: Boxes = {
    ...boxes,
    put: async (changes) => {
      step();
      await boxes.put(changes);
      step();
    },
  };
  const rooms = roomsOver(name, mortal, sealer, journal, () => {
    throw new Error('nothing is broken here');
  });
  open.push(rooms);
  return { rooms, agreement, steps: () => lived.steps };
}
/** The process is gone: what it had open is not closed properly, and nothing of it runs on. */
function die(): void {
  folder.onStep = () => undefined;
  const after = aFakeFolder();
  for (const [file, bytes] of folder.files) after.files.set(file, bytes.slice());
  folder = after;
  for (const rooms of open.splice(0)) rooms.close();
}
const contents = async (rooms: Rooms): Promise<unknown> => ({
  drafts: Object.fromEntries(await rooms.readAll('drafts')),
  writes: Object.fromEntries(await rooms.readAll('writes')),
  photo: [...((await rooms.readBytes('originals', 'p')) ?? [])],
});

beforeEach(async () => {
  name = `agree-${String((counter += 1))}`;
  folder = aFakeFolder();
  ({ sealer } = await newKeyFile('geheim', { memoryKiB: 64, passes: 1, lanes: 1 }, null));
});
afterEach(die);

const FIRST: readonly Change[] = [
  { room: 'memory', id: 'profile', value: { user: '甲' } },
  { room: 'drafts', id: 'd', value: '第一稿' },
  { room: 'writes', id: 'w', value: { delivery: 'queued' } },
];
const SECOND: readonly Change[] = [
  { room: 'drafts', id: 'd', gone: true },
  { room: 'drafts', id: 'e', value: '第二稿' },
  { room: 'originals', id: 'p', bytes: Uint8Array.of(1, 2, 3) },
];

describe('journal and store', () => {
  it('agree after a kill at every step of a write: all of it or nothing of it', async () => {
    const outcomes = new Set<string>();
    for (let dies = 0; ; dies += 1) {
      name = `agree-${String((counter += 1))}`;
      folder = aFakeFolder();
      const first = await aStart();
      await first.rooms.write(FIRST);
      const before = JSON.stringify(await contents(first.rooms));
      die();
      const second = await aStart(dies);
      const isWritten = await second.rooms.write(SECOND).then(
        () => true,
        () => false,
      );
      die();
      const { rooms, agreement } = await aStart();
      const store = JSON.stringify(await contents(rooms));
      expect(agreement.wasEmpty).toBe(false);
      // Lost from here on: the journal alone holds the same.
      die();
      name = `agree-${String((counter += 1))}`;
      const other = folder.files;
      folder = aFakeFolder();
      for (const [file, bytes] of other) folder.files.set(file.replace(/^agree-\d+/, name), bytes);
      const again = await aStart();
      expect(JSON.stringify(await contents(again.rooms))).toBe(store);
      expect(again.agreement).toMatchObject({ wasEmpty: true });
      die();
      outcomes.add(store === before ? 'nothing' : 'all');
      if (store !== before) expect(store).toContain('第二稿');
      // What was said to be written is there.
      if (isWritten) {
        expect(store).not.toBe(before);
        break;
      }
    }
    expect([...outcomes]).toEqual(['nothing', 'all']);
  });

  it('agree on a row with its receipt: it needs no second copy', async () => {
    const { rooms } = await aStart();
    await rooms.write(FIRST);
    await rooms.write([{ room: 'writes', id: 'w', value: { delivery: 'delivered' } }]);
    die();
    name = `agree-${String((counter += 1))}`;
    const files = folder.files;
    folder = aFakeFolder();
    for (const [file, bytes] of files) folder.files.set(file.replace(/^agree-\d+/, name), bytes);
    const again = await aStart();
    expect(again.agreement.putBack.map(({ room, id }) => `${room}/${id}`)).toEqual(['memory/profile', 'drafts/d']);
  });

  it('does not believe a journal that was not kept for a while', async () => {
    const { rooms } = await aStart();
    await rooms.write(FIRST);
    die();
    // A start without a journal: it is marked, and something is written.
    const boxes = await openBoxes(name);
    await boxes.put([{ room: 'memory', id: 'without-journal', sealed: '' }]);
    const without = roomsOver(name, boxes, sealer, null, () => undefined);
    await without.write(SECOND);
    without.close();
    const { rooms: after, agreement } = await aStart();
    expect(agreement.putBack).toEqual([]);
    expect(await after.ids('drafts')).toEqual(['e']);
    // From here on it is kept again.
    die();
    expect((await aStart()).agreement.putBack).toEqual([]);
  });
});
