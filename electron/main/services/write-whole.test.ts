import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { journalFiles } from './journal-files.ts';
import { writeChosen } from './write-chosen.ts';
import { writeWhole } from './write-whole.ts';

vi.mock(import('node:fs/promises'), async (original) => {
  const real = await original();
  return { ...real, open: vi.fn(real.open), rename: vi.fn(real.rename) };
});

const trouble = (code: string): Error => Object.assign(new Error(code), { code });
const bytes = (text: string): Uint8Array => Buffer.from(text);

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whole-'));
  file = join(folder, '台账.csv');
});
afterEach(() => {
  vi.useRealTimers();
  vi.mocked(open).mockReset();
  vi.mocked(rename).mockReset();
  rmSync(folder, { recursive: true, force: true });
});

describe('on Windows, where an antivirus looks at files', () => {
  it('a journal is replaced as soon as its files are let go', async () => {
    const files = journalFiles(folder, 'win32');
    await files.replace('a', bytes('old'));
    vi.mocked(open).mockRejectedValueOnce(trouble('EACCES'));
    vi.mocked(rename).mockRejectedValueOnce(trouble('EPERM')).mockRejectedValueOnce(trouble('EBUSY'));
    await files.replace('a', bytes('new'));
    expect(readFileSync(join(folder, 'a.ggwj'), 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['a.ggwj']);
  });

  it('a journal that is held for a moment is read and grows all the same', async () => {
    const files = journalFiles(folder, 'win32');
    await files.replace('a', bytes('a'));
    vi.mocked(open).mockRejectedValueOnce(trouble('EBUSY'));
    expect(await files.append('a', bytes('a'), 1, bytes('b'))).toBe(true);
    vi.mocked(open).mockRejectedValueOnce(trouble('EPERM'));
    expect(Buffer.from((await files.read('a')) ?? []).toString()).toBe('ab');
  });

  it('gives up after some seconds, and leaves the old file alone', async () => {
    writeFileSync(file, 'old');
    vi.mocked(rename).mockImplementation(() => Promise.reject(trouble('EPERM')));
    vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] });
    const began = Date.now();
    const over = vi.fn();
    const written = writeWhole(file, bytes('new'), { platform: 'win32' }).finally(over);
    written.catch(() => undefined);
    while (over.mock.calls.length === 0) {
      await new Promise(setImmediate);
      if (vi.getTimerCount() > 0) await vi.advanceTimersToNextTimerAsync();
    }
    await expect(written).rejects.toMatchObject({ code: 'EPERM' });
    expect(Date.now() - began).toBeGreaterThan(4_000);
    expect(Date.now() - began).toBeLessThan(8_000);
    expect(readdirSync(folder)).toEqual(['台账.csv']);
    expect(readFileSync(file, 'utf8')).toBe('old');
  });
});

describe('a file that takes the place of another', () => {
  it.each([
    ['linux', 'EPERM'],
    ['win32', 'ENOSPC'],
  ] as const)('on %s does not wait for what does not pass (%s)', async (platform, code) => {
    vi.mocked(rename).mockRejectedValueOnce(trouble(code));
    await expect(writeWhole(file, bytes('new'), { platform })).rejects.toMatchObject({ code });
    expect(rename).toHaveBeenCalledTimes(1);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a file that the person chose', () => {
  it('stays what it was: a link to another, readable for its owner alone', async () => {
    const link = join(folder, 'link.csv');
    writeFileSync(file, 'old', { mode: 0o600 });
    symlinkSync(file, link);
    await writeChosen(link, bytes('new'));
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(['link.csv', '台账.csv']);
  });

  it('is written in its place where its folder takes no other', async () => {
    writeFileSync(file, 'old');
    vi.mocked(open).mockRejectedValueOnce(trouble('EACCES'));
    await writeChosen(file, bytes('new'));
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(rename).not.toHaveBeenCalled();
  });
});
