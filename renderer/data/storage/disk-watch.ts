import type { Rooms } from '../rooms/rooms.ts';
import { isFull } from '../../lib/idb.ts';
import { cell, type Known } from '../live.ts';
import type { Trouble } from '../values.ts';
import type { DiskState } from './api.ts';

/** Bytes on the disk that holds the store; in a browser what it lets us use. */
export interface DiskSpace {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** With less room than this the workstation only reads: what waits can still be delivered and receipted, and the machine still breathes. */
export const DISK_RULE = {
  leastBytes: 500 * 1024 * 1024,
  /** Of a small disk or a small allowance less is enough. */
  leastShare: 0.05,
  /** It opens again with so much more than closed it, so that it does not open and close by turns. */
  reopenFactor: 1.2,
  checkMs: 60_000,
  checkFullMs: 10_000,
} as const;

export interface DiskWatch {
  readonly state: Known<DiskState>;
  /** A write failed for want of room, whatever the figures say. */
  readonly noteFull: () => void;
  readonly check: () => Promise<void>;
  readonly stop: () => void;
}

const PROBE = 'probe';
/** About what an act with a small photo needs. */
const PROBE_BYTES = 256 * 1024;

/** Writes that much, and takes it away again. */
export const probeOf = (rooms: Rooms) => async (): Promise<void> => {
  await rooms.write([{ room: 'memory', id: PROBE, bytes: new Uint8Array(PROBE_BYTES) }]);
  await rooms.write([{ room: 'memory', id: PROBE, gone: true }]);
};

export interface DiskWatchParts {
  /** `null`: nobody knows. */
  readonly space: () => Promise<DiskSpace | null>;
  /** Writes something and takes it away again; fails when there is no room. */
  readonly probe: () => Promise<void>;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** Watches the room on the disk: at once, every minute, and more often while there is too little. */
export async function watchDisk({ space, probe, onTrouble }: DiskWatchParts): Promise<DiskWatch> {
  const state = cell<DiskState>({ isReadOnly: false, freeBytes: null });
  let wasFull = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  const hasRoom = async (): Promise<boolean> => {
    try {
      await probe();
      return true;
    } catch (error) {
      if (!isFull(error)) onTrouble('disk: probe', error);
      return false;
    }
  };
  const check = async (): Promise<void> => {
    const now = await space();
    const { isReadOnly } = state.get();
    const least = now === null ? 0 : Math.min(DISK_RULE.leastBytes, now.totalBytes * DISK_RULE.leastShare);
    const isLow = now !== null && now.freeBytes < least * (isReadOnly ? DISK_RULE.reopenFactor : 1);
    if (wasFull && !isLow && (await hasRoom())) wasFull = false;
    const freeBytes = now?.freeBytes ?? null;
    const next = { isReadOnly: isLow || wasFull, freeBytes };
    if (next.isReadOnly !== isReadOnly || freeBytes !== state.get().freeBytes) state.set(next);
  };
  const again = (): void => {
    clearTimeout(timer);
    if (isOver) return;
    timer = setTimeout(
      () => {
        void check()
          .catch((error: unknown) => {
            onTrouble('disk', error);
          })
          .finally(again);
      },
      state.get().isReadOnly ? DISK_RULE.checkFullMs : DISK_RULE.checkMs,
    );
  };
  await check();
  again();
  return {
    state,
    check,
    noteFull: () => {
      if (isOver) return;
      wasFull = true;
      state.set({ ...state.get(), isReadOnly: true });
      again();
    },
    stop: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
}

/** What the browser lets us use. Its figure may be larger than the disk's; then the first write that fails tells. */
export async function browserSpace(): Promise<DiskSpace | null> {
  if (typeof navigator === 'undefined' || !('storage' in navigator)) return null;
  const { quota, usage } = await navigator.storage.estimate();
  return quota === undefined || usage === undefined ? null : { freeBytes: quota - usage, totalBytes: quota };
}

const GIGABYTE = 1024 ** 3;

/** 磁盘只剩 0.4 GB */
export const diskWords = ({ freeBytes }: DiskState): string =>
  freeBytes === null || freeBytes >= GIGABYTE ? '磁盘满了' : `磁盘只剩 ${(freeBytes / GIGABYTE).toFixed(1)} GB`;

export const readOnlyTrouble = (disk: DiskState): Trouble => ({
  code: 'read-only',
  what: `${diskWords(disk)}，已转为只读，这一步没有写下。`,
  safe: '已写的都在，没送达的接着送。',
  next: '清出空间后会自动恢复，再做一次。',
});
