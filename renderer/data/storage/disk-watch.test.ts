import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { diskWords, watchDisk, type DiskSpace, type DiskWatch } from './disk-watch.ts';

const MB = 1024 * 1024;
let space: DiskSpace | null;
let isFull: boolean;
let watch: DiskWatch;

beforeEach(async () => {
  vi.useFakeTimers();
  space = { freeBytes: 50_000 * MB, totalBytes: 100_000 * MB };
  isFull = false;
  watch = await watchDisk({
    space: () => Promise.resolve(space),
    probe: () => (isFull ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : Promise.resolve()),
    onTrouble: () => {
      throw new Error('no trouble here');
    },
  });
});
afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

const isReadOnly = (): boolean => watch.state.get().isReadOnly;

describe('a disk', () => {
  it('that is nearly full makes the workstation read only within a minute, and opens it by itself', async () => {
    expect(isReadOnly()).toBe(false);
    space = { freeBytes: 410 * MB, totalBytes: 100_000 * MB };
    await vi.advanceTimersByTimeAsync(60_000);
    expect(isReadOnly()).toBe(true);
    expect(diskWords(watch.state.get())).toBe('磁盘只剩 0.4 GB');
    // A little more than closed it is not enough: it would close again with the next photo.
    space = { freeBytes: 520 * MB, totalBytes: 100_000 * MB };
    await vi.advanceTimersByTimeAsync(10_000);
    expect(isReadOnly()).toBe(true);
    space = { freeBytes: 700 * MB, totalBytes: 100_000 * MB };
    await vi.advanceTimersByTimeAsync(10_000);
    expect(isReadOnly()).toBe(false);
  });

  it('that is small is measured by its size', async () => {
    space = { freeBytes: 100 * MB, totalBytes: 1_000 * MB };
    await watch.check();
    expect(isReadOnly()).toBe(false);
    space = { freeBytes: 40 * MB, totalBytes: 1_000 * MB };
    await watch.check();
    expect(isReadOnly()).toBe(true);
  });

  it('that refused a write counts as full whatever its figures say, until something can be written again', async () => {
    isFull = true;
    watch.noteFull();
    expect(isReadOnly()).toBe(true);
    expect(diskWords(watch.state.get())).toBe('磁盘满了');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(isReadOnly()).toBe(true);
    isFull = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(isReadOnly()).toBe(false);
  });

  it('of which nobody knows the size is not full', async () => {
    space = null;
    await watch.check();
    expect(isReadOnly()).toBe(false);
  });
});
