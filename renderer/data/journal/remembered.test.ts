import { describe, expect, it } from 'vitest';
import { memoryLocks } from '../../lib/locks.ts';
import type { Bytes } from '../../lib/bytes.ts';
import { aFakeFolder } from '../testing/fake-folder.ts';
import { newBeginning } from './frames.ts';
import type { JournalFile, JournalPlace } from './journal-file.ts';
import { takingTurnsAt } from './open-journal.ts';
import { remembered } from './remembered.ts';

const head = (account: string) => ({
  installation: '01M7V000000000000000000001',
  entry: {
    ...{ key: `s1/${account}`, serverId: 's1', server: '', account, displayName: account, post: '网格员' },
    store: `ggw-${account}`,
    keyFile: {
      keyId: '01234567',
      kdf: { name: 'argon2id', memoryKiB: 64, passes: 1, lanes: 1, salt: 'AAAA' },
      ...{ wrapped: 'AAAA', boxed: false },
    },
    ...{ offlineDays: 30, lastContactMs: 1, latestSeenMs: 1, deviationMs: 0, failures: 0, lockedUntilMs: null },
    ...{ unsent: 0, setAside: [] },
  },
});

/** Journals of two people; one says nothing any more, or cannot be read. */
async function aPlace(first: Bytes, read?: JournalFile['read']): Promise<JournalPlace> {
  const { place } = aFakeFolder();
  await place.file('ggw-a').replace(first);
  await place.file('ggw-b').replace(newBeginning(head('b')));
  if (read === undefined) return place;
  return { ...place, file: (store) => (store === 'ggw-a' ? { ...place.file(store), read } : place.file(store)) };
}

describe('whom the journals know', () => {
  it('are those whose heads can be read; a damaged one is passed over', async () => {
    const both = await aPlace(newBeginning(head('a')));
    expect(await remembered(both, memoryLocks())).toEqual([head('a'), head('b')]);
    const damaged = await aPlace(newBeginning({ nobody: true }));
    expect(await remembered(damaged, memoryLocks())).toEqual([head('b')]);
  });

  it('is not said while one of them is held by another program: who is missing would be taken for new', async () => {
    const held = await aPlace(newBeginning(head('a')), () => Promise.reject(new Error('EBUSY')));
    await expect(remembered(held, memoryLocks())).rejects.toThrow('EBUSY');
  });

  it('waits for what another window is writing', async () => {
    const place = await aPlace(newBeginning(head('a')));
    const locks = memoryLocks();
    const writing = takingTurnsAt(
      'ggw-a',
      locks,
    )(async () => {
      await Promise.resolve();
      await place.file('ggw-a').replace(newBeginning(head('later')));
    });
    expect(await remembered(place, locks)).toEqual([head('later'), head('b')]);
    await writing;
  });
});
