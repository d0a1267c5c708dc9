import { beforeEach, describe, expect, it } from 'vitest';
import { memoryLocks, type Locks } from '../../lib/locks.ts';
import type { Box, BoxChange } from '../rooms/boxes.ts';
import { newKeyFile } from '../seal/key-file.ts';
import type { Sealer } from '../seal/sealer.ts';
import { aFakeFolder, type FakeFolder } from '../testing/fake-folder.ts';
import { openJournal, type Journal } from './open-journal.ts';

const HEAD = { installation: 'T', entry: '甲' };
let folder: FakeFolder;
let sealer: Sealer;
let locks: Locks;

beforeEach(async () => {
  folder = aFakeFolder();
  locks = memoryLocks();
  ({ sealer } = await newKeyFile('geheim', { memoryKiB: 64, passes: 1, lanes: 1 }, null));
});

const aJournal = (): Journal =>
  openJournal({ place: folder.place, store: 'ggw-1', sealer, locks, onTrouble: () => undefined });
/** What a start finds; the journal holds the same afterwards. */
async function found(journal: Journal): Promise<Readonly<Record<string, unknown>> | null> {
  const seen: { boxes: Readonly<Record<string, unknown>> | null } = { boxes: null };
  await journal.agree(HEAD, (frames) => {
    const boxes = [...(frames?.boxes.values() ?? [])];
    if (frames !== null) seen.boxes = Object.fromEntries(boxes.map(({ id, sealed }) => [id, sealed]));
    return Promise.resolve(boxes);
  });
  return seen.boxes;
}
const box = (id: string, sealed: Box['sealed']): BoxChange => ({ room: 'drafts', id, sealed });
const gone = (id: string): BoxChange => ({ room: 'drafts', id, gone: true });
const stored = (): Promise<void> => Promise.resolve();
const onlyFile = (): Uint8Array<ArrayBuffer> => {
  const [bytes, ...others] = [...folder.files.values()];
  if (bytes === undefined || others.length > 0) throw new Error('one file is there');
  return bytes;
};

describe('a journal', () => {
  it('gives back what was put and not taken away, texts and bytes, after any restart', async () => {
    const journal = aJournal();
    expect(await found(journal)).toBeNull();
    await journal.write([box('a', 'one'), box('b', Uint8Array.of(1, 2, 3))], stored);
    await journal.write([box('a', 'two'), box('c', 'x')], stored);
    await journal.write([gone('c')], stored);
    expect(await found(aJournal())).toEqual({ a: 'two', b: Uint8Array.of(1, 2, 3) });
    expect(await found(aJournal())).toEqual({ a: 'two', b: Uint8Array.of(1, 2, 3) });
  });

  it('recognises a torn tail at every byte, and loses nothing before it', async () => {
    const journal = aJournal();
    await found(journal);
    await journal.write([box('a', 'whole')], stored);
    const whole = onlyFile().length;
    await journal.write([box('a', 'torn'), box('b', 'torn too')], stored);
    const bytes = onlyFile();
    const [name = ''] = [...folder.files.keys()];
    for (let length = whole; length < bytes.length; length += 1) {
      folder.files.clear();
      folder.files.set(name, bytes.slice(0, length));
      expect([length, await found(aJournal())]).toEqual([length, { a: 'whole' }]);
    }
  });

  it('reads on behind a damaged place, and does not open a frame that stands elsewhere', async () => {
    const journal = aJournal();
    await found(journal);
    const ends = [onlyFile().length];
    for (const id of ['a', 'b', 'c']) {
      await journal.write([box(id, id)], stored);
      ends.push(onlyFile().length);
    }
    const bytes = onlyFile();
    const [name = ''] = [...folder.files.keys()];
    const spoiled = bytes.slice();
    spoiled.fill(0, (ends[1] ?? 0) + 2, (ends[1] ?? 0) + 30);
    folder.files.set(name, spoiled);
    expect(await found(aJournal())).toEqual({ a: 'a', c: 'c' });
    // An older frame put once more at the end: it was not written for that place.
    folder.files.clear();
    folder.files.set(name, bytes);
    await journal.write([box('a', 'newer')], stored);
    const [longer] = [...folder.files.values()];
    folder.files.set(name, Uint8Array.of(...(longer ?? []), ...bytes.slice(ends[0], ends[1])));
    expect(await found(aJournal())).toEqual({ a: 'newer', b: 'b', c: 'c' });
  });

  it('opens under no other key, and says nothing in clear', async () => {
    const journal = aJournal();
    await found(journal);
    await journal.write([box('a', 'geheimnis')], stored);
    expect(new TextDecoder('latin1').decode(onlyFile())).not.toContain('geheimnis');
    ({ sealer } = await newKeyFile('anders', { memoryKiB: 64, passes: 1, lanes: 1 }, null));
    expect(await found(aJournal())).toEqual({});
  });

  it('takes back what the store refused, and goes on', async () => {
    const journal = aJournal();
    await found(journal);
    await journal.write([box('a', 'kept')], stored);
    const refused = journal.write([box('a', 'refused')], () => Promise.reject(new Error('the store is full')));
    await expect(refused).rejects.toThrow('the store is full');
    await journal.write([box('b', 'after')], stored);
    expect(await found(aJournal())).toEqual({ a: 'kept', b: 'after' });
  });

  it('writes nothing into the store when the disk is full, and leaves nothing half written', async () => {
    const journal = aJournal();
    await found(journal);
    await journal.write([box('a', 'kept')], stored);
    folder.room = onlyFile().length + 20;
    const told: string[] = [];
    const writing = journal.write([box('b', 'too long for what is left')], () => {
      told.push('store');
      return stored();
    });
    await expect(writing).rejects.toThrow(expect.objectContaining({ name: 'QuotaExceededError' }) as Error);
    expect(told).toEqual([]);
    folder.room = Infinity;
    await journal.write([box('c', 'room again')], stored);
    expect(await found(aJournal())).toEqual({ a: 'kept', c: 'room again' });
  });

  it('is one for two windows that write in turn, whoever writes it anew', async () => {
    const [one, other] = [aJournal(), aJournal()];
    await found(one);
    await one.write([box('a', '1')], stored);
    await other.write([box('b', '2')], stored);
    await one.compact();
    await Promise.all([
      other.write([box('c', '3')], stored),
      one.write([box('d', '4')], stored),
      other.write([gone('a')], stored),
    ]);
    expect(await found(aJournal())).toEqual({ b: '2', c: '3', d: '4' });
  });

  it('has on the disk what it says is written, whenever the power goes', async () => {
    const journal = aJournal();
    await found(journal);
    await journal.write([box('a', 'one')], stored);
    await journal.write([box('b', 'two')], stored);
    folder = folder.leftWith('nothing');
    expect(await found(aJournal())).toEqual({ a: 'one', b: 'two' });
  });

  it.each(['all', 'nothing', 'last'] as const)(
    'holds the old or the new whole, at whatever step writing it anew is cut off, with %s of what was not flushed',
    async (unflushed) => {
      for (let steps = 0; ; steps += 1) {
        folder = aFakeFolder();
        const journal = aJournal();
        await found(journal);
        await journal.write([box('a', 'one'), box('b', 'two')], stored);
        const left = { steps };
        folder.onStep = () => {
          if (left.steps === 0) throw new Error('killed');
          left.steps -= 1;
        };
        const isDone = await journal.compact().then(
          () => true,
          () => false,
        );
        folder.onStep = () => undefined;
        // Nobody closes files in a process that was killed.
        folder = folder.leftWith(unflushed);
        expect([steps, await found(aJournal())]).toEqual([steps, { a: 'one', b: 'two' }]);
        if (isDone) break;
      }
    },
  );

  it('is made anew from the store when somebody cleared it away', async () => {
    const journal = aJournal();
    await journal.agree(HEAD, () => Promise.resolve([{ room: 'drafts', id: 'a', sealed: 'in the store' }]));
    folder.files.clear();
    await journal.write([box('b', 'new')], stored);
    expect(await found(aJournal())).toEqual({ a: 'in the store', b: 'new' });
  });
});
