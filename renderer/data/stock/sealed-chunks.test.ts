import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import { aesGcmSealer } from '../seal/sealer.ts';
import { openSealedChunks, type SealedChunks } from './sealed-chunks.ts';

const VALUES = [['case:1', 'one']] as const;
const CHECKPOINTS = { cases: { id: 'case:1', lwt: 5 } };
const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
const chunksOf = (name: string): SealedChunks<string> => openSealedChunks<string>(name, aesGcmSealer(key, 'chunks'), 1);

async function loaded(chunks: SealedChunks<string>): Promise<readonly [unknown, readonly string[]]> {
  const values: string[] = [];
  const from = await chunks.load((some) => values.push(...some));
  return [from, values];
}

afterEach(() => vi.restoreAllMocks());

it('keeps what it is given for the next start', async () => {
  const first = chunksOf('kept');
  expect(await loaded(first)).toEqual([null, []]);
  first.touch('case:1');
  await first.save(VALUES, CHECKPOINTS);
  first.close();
  expect(await loaded(chunksOf('kept'))).toEqual([CHECKPOINTS, ['one']]);
});

it('that cannot be made on a full disk is made once there is room', async () => {
  const full = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  const chunks = chunksOf('full');
  await expect(loaded(chunks)).rejects.toThrow('full');
  chunks.touchAll();
  await expect(chunks.save(VALUES, CHECKPOINTS)).rejects.toThrow('full');
  full.mockRestore();
  expect(chunks.isDirty()).toBe(true);
  await chunks.save(VALUES, CHECKPOINTS);
  expect(await loaded(chunks)).toEqual([CHECKPOINTS, ['one']]);
  chunks.close();
});
