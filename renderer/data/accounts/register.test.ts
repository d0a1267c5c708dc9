import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import 'fake-indexeddb/auto';
import { openRegister, type KnownEntry, type Register, type Remembered } from './register.ts';

const SERVER = 'https://grid.example.cn';
const NOW = Date.parse('2026-11-20T01:00:00.000Z');
const INSTALLATION = '01M7V000000000000000000001';

const anEntry = (more: Partial<KnownEntry> = {}): KnownEntry => ({
  key: 's1/wuzimo',
  serverId: 's1',
  server: SERVER,
  account: 'wuzimo',
  displayName: '吴子墨',
  post: '网格员',
  store: 'ggw-0123456789abcdef-01M7V000000000000000000002',
  keyFile: {
    keyId: '01234567',
    kdf: { name: 'argon2id', memoryKiB: 64, passes: 1, lanes: 1, salt: 'AAAA' },
    wrapped: 'AAAA',
    boxed: false,
  },
  offlineDays: 30,
  lastContactMs: NOW,
  latestSeenMs: NOW,
  deviationMs: 0,
  failures: 0,
  lockedUntilMs: null,
  unsent: 7,
  setAside: [],
  ...more,
});
const inJournal = (more: Partial<KnownEntry> = {}): Remembered => ({
  installation: INSTALLATION,
  entry: anEntry(more),
});
const recalling = (...all: readonly Remembered[]) => vi.fn(() => Promise.resolve(all));
const held = () => Promise.reject(new Error('EBUSY'));

const opened: Register[] = [];
async function open(recall?: () => Promise<readonly Remembered[]>): Promise<Register> {
  const register = await openRegister(NOW, recall);
  opened.push(register);
  return register;
}
const deleteRegister = (): Promise<unknown> =>
  new Promise((resolve) => {
    indexedDB.deleteDatabase('ggw-accounts').onsuccess = resolve;
  });

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(() => {
  for (const register of opened.splice(0)) register.close();
  vi.unstubAllGlobals();
});

describe('a register that is gone', () => {
  it('is filled from the journals, with the id of the installation', async () => {
    const register = await open(recalling(inJournal()));
    expect(register.installation).toBe(INSTALLATION);
    expect(await register.list(SERVER)).toEqual([anEntry()]);
  });

  it('is filled by the next start where the journals could not be read, and not left empty', async () => {
    await expect(open(held)).rejects.toThrow('EBUSY');
    const register = await open(recalling(inJournal()));
    expect(register.installation).toBe(INSTALLATION);
    expect(await register.list(SERVER)).toEqual([anEntry()]);
  });

  it('is filled by the next start where the program was killed before it was', async () => {
    const neverAnswers = new Promise<never>(() => undefined);
    await new Promise<void>((asked) => {
      void openRegister(NOW, () => {
        asked();
        return neverAnswers;
      });
    });
    expect(await (await open(recalling(inJournal()))).list(SERVER)).toEqual([anEntry()]);
  });

  it('is filled once, by whichever of two windows is first, and the other takes nothing back', async () => {
    let first: Register | undefined;
    const second = await open(async () => {
      first = await open(recalling(inJournal()));
      await first.save(anEntry({ unsent: 8 }));
      return [{ ...inJournal(), installation: '01M7V00000000000000000000Z' }];
    });
    expect(second.installation).toBe(INSTALLATION);
    expect(await first?.list(SERVER)).toEqual([anEntry({ unsent: 8 })]);
  });

  it('under an open page is filled when it is asked next, also where the journals could not be read at first', async () => {
    const recall = recalling(inJournal());
    const register = await open(recall);
    await deleteRegister();
    recall.mockImplementationOnce(held);
    await expect(register.list(SERVER)).rejects.toThrow('EBUSY');
    expect(await register.list(SERVER)).toEqual([anEntry()]);
  });

  it('knows of several stores of a person the one last in contact', async () => {
    const older = inJournal({ store: 'ggw-0123456789abcdef-01M7V000000000000000000003', lastContactMs: NOW - 1 });
    expect(await (await open(recalling(inJournal(), older))).list(SERVER)).toEqual([anEntry()]);
  });
});

describe('a register of an installed version', () => {
  it('is not filled again: nobody asks the journals', async () => {
    const before = await open();
    await before.save(anEntry({ unsent: 0 }));
    const recall = recalling(inJournal());
    const after = await open(recall);
    expect(recall).not.toHaveBeenCalled();
    expect(after.installation).toBe(before.installation);
    expect(await after.list(SERVER)).toEqual([anEntry({ unsent: 0 })]);
  });

  it('that was written to without its id, as after it was deleted under an open page, keeps what it knows', async () => {
    const before = await open();
    await before.save(anEntry({ unsent: 0 }));
    await withoutId();
    const other = inJournal({ key: 's1/other', account: 'other' });
    const after = await open(recalling(inJournal(), other));
    expect(after.installation).toBe(INSTALLATION);
    expect(await after.list(SERVER)).toEqual([other.entry, anEntry({ unsent: 0 })]);
  });
});

const withoutId = (): Promise<unknown> =>
  new Promise((resolve) => {
    const request = indexedDB.open('ggw-accounts', 1);
    request.onsuccess = () => {
      const transaction = request.result.transaction('installation', 'readwrite');
      transaction.objectStore('installation').delete('id');
      transaction.oncomplete = resolve;
    };
  });
