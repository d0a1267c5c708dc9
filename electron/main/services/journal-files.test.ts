import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { journalFiles, type JournalFiles } from './journal-files.ts';

const STORE = 'ggw-0123456789abcdef-01M7V000000000000000000001';

let folder = '';
let files: JournalFiles;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journals-'));
  files = journalFiles(join(folder, 'journals'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});
const bytes = (...all: number[]): Uint8Array => Uint8Array.from(all);
const onDisk = (): number[] => [...readFileSync(join(folder, 'journals', `${STORE}.ggwj`))];

/** What all open files do: to look on, or to fail for them. */
async function everyFile(): Promise<FileHandle> {
  const file = await open(folder, 'r');
  await file.close();
  return Object.getPrototypeOf(file) as FileHandle;
}

describe('the journal of a store', () => {
  it('is not there at first, and is what was put there whole', async () => {
    expect(await files.stores()).toEqual([]);
    expect(await files.read(STORE)).toBeNull();
    expect(await files.append(STORE, bytes(), 0, bytes(1))).toBe(false);
    await files.replace(STORE, bytes(1, 2, 3));
    expect(await files.stores()).toEqual([STORE]);
    expect(await files.read(STORE)).toEqual(bytes(1, 2, 3));
    expect(await files.read(STORE, 2)).toEqual(bytes(1, 2));
    expect(readdirSync(join(folder, 'journals'))).toEqual([`${STORE}.ggwj`]);
  });

  it('grows at its end only, and only when it is the one that was meant', async () => {
    await files.replace(STORE, bytes(7, 7, 1));
    expect(await files.append(STORE, bytes(7, 7), 3, bytes(2, 3))).toBe(true);
    expect(await files.append(STORE, bytes(7, 7), 3, bytes(9))).toBe(false);
    expect(await files.append(STORE, bytes(8, 8), 5, bytes(9))).toBe(false);
    expect(onDisk()).toEqual([7, 7, 1, 2, 3]);
    await files.cut(STORE, 4);
    expect(onDisk()).toEqual([7, 7, 1, 2]);
  });

  it('takes calls one after the other, as they come', async () => {
    await files.replace(STORE, bytes(0));
    const written = await Promise.all([1, 2, 3, 4].map((at) => files.append(STORE, bytes(0), at, bytes(at))));
    expect(written).toEqual([true, true, true, true]);
    expect(onDisk()).toEqual([0, 1, 2, 3, 4]);
  });

  it('passes over a new file that a power cut left half written', async () => {
    await files.replace(STORE, bytes(1));
    writeFileSync(join(folder, 'journals', `${STORE}.ggwj.new`), 'half');
    expect(await files.read(STORE)).toEqual(bytes(1));
    expect(await files.stores()).toEqual([STORE]);
    await files.replace(STORE, bytes(2));
    expect(onDisk()).toEqual([2]);
  });

  it('is not looked for in what somebody put beside it', async () => {
    await files.replace(STORE, bytes(1));
    for (const name of [`${STORE} - 副本.ggwj`, 'notes.ggwj', `${STORE}.ggwj.bak`])
      writeFileSync(join(folder, 'journals', name), 'copy');
    expect(await files.stores()).toEqual([STORE]);
  });

  it('says that it is written when the disk has it, the new file before it takes the place of the old', async () => {
    await files.replace(STORE, bytes(1));
    const file = await everyFile();
    const said: string[] = [];
    for (const verb of ['datasync', 'sync'] as const) {
      const original: () => Promise<void> = Reflect.get(file, verb);
      vi.spyOn(file, verb).mockImplementation(function (this: FileHandle) {
        said.push(`${verb} ${onDisk().join('')}`);
        return Reflect.apply(original, this, []);
      });
    }
    await files.append(STORE, bytes(1), 1, bytes(2));
    await files.cut(STORE, 1);
    await files.replace(STORE, bytes(3));
    expect(said).toEqual(['datasync 12', 'datasync 1', 'sync 1', ...(process.platform === 'win32' ? [] : ['sync 3'])]);
  });

  it('cuts off what a full disk took half of, and goes on when there is room', async () => {
    await files.replace(STORE, bytes(0));
    const takesHalf = (half: Uint8Array): Promise<never> => {
      appendFileSync(join(folder, 'journals', `${STORE}.ggwj`), half.subarray(0, 1));
      return Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
    };
    vi.spyOn(await everyFile(), 'write').mockImplementationOnce(takesHalf as unknown as FileHandle['write']);
    await expect(files.append(STORE, bytes(0), 1, bytes(8, 9))).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(onDisk()).toEqual([0]);
    expect(await files.append(STORE, bytes(0), 1, bytes(1))).toBe(true);
    expect(onDisk()).toEqual([0, 1]);
  });
});
