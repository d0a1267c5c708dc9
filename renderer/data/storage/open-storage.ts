import { cell } from '../live.ts';
import type { PhotoStore } from '../photos/photo-store.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Agreement } from '../journal/agree.ts';
import type { OpenStore } from '../session/open-store.ts';
import type { Ledger } from '../sync/ledger.ts';
import type { DiskWatch } from './disk-watch.ts';
import type { Repair, StorageApi, StorageState } from './api.ts';

const REPAIR = 'repair';

/** What came back, counted as people count: writes and drafts. Photos are writes of their own. */
const isCounted = ({ room }: Agreement['putBack'][number]): boolean => room === 'writes' || room === 'drafts';

/** Rows that wait although what they stand for is nowhere: a photo without its bytes, an entry or edit that no start could put back. */
async function missingAfter(
  rooms: Rooms,
  ledger: Ledger,
  photos: PhotoStore,
  putBack: Agreement['putBack'],
): Promise<number> {
  const withBytes = new Set(await rooms.ids('originals'));
  const lost = putBack.filter(({ room, id }) => {
    if (room !== 'writes') return false;
    const row = ledger.rows.get().get(id);
    if (row === undefined) return true;
    return row.kind === 'photo' && row.delivery === 'queued' && !(withBytes.has(id) && photos.rows.get().has(id));
  });
  return lost.length;
}

export interface StorageParts {
  readonly rooms: Rooms;
  readonly ledger: Ledger;
  readonly photos: PhotoStore;
  readonly opened: Pick<OpenStore, 'agreement' | 'journal' | 'lost' | 'gone'>;
  readonly disk: Pick<DiskWatch, 'state'>;
  /** A collection's database was gone. */
  readonly hasLost: boolean;
  readonly nowIso: () => string;
}

/** Called once everything that a start puts right has been put right: then the figures are true. */
export async function openStorage(parts: StorageParts): Promise<StorageApi> {
  const { rooms, ledger, photos, opened, hasLost, nowIso } = parts;
  const { agreement, journal, lost, gone } = opened;
  const { putBack } = agreement;
  if (lost !== null || hasLost) {
    // A lost collection leaves the rooms as they were: what waited in it came back from beside the ledger.
    const waiting = [...ledger.rows.get().values()].filter(({ delivery }) => delivery === 'queued').length;
    const repair: Repair = {
      at: nowIso(),
      found: lost === null ? waiting : putBack.filter(isCounted).length,
      missing: lost !== null && journal === null ? lost.unsent : await missingAfter(rooms, ledger, photos, putBack),
    };
    await rooms.write([{ room: 'memory', id: REPAIR, value: repair }]);
  }
  // Written above, now or at an earlier start.
  const repair = ((await rooms.read('memory', REPAIR)) as Repair | undefined) ?? null;
  const state = cell<StorageState>({ journal: journal?.kind ?? 'none', persisted: await isPersisted(), repair });
  return {
    state,
    gone,
    disk: parts.disk.state,
    readOn: async () => {
      await rooms.write([{ room: 'memory', id: REPAIR, gone: true }]);
      state.set({ ...state.get(), repair: null });
    },
  };
}

/** Asks the browser not to clear our data when the disk runs low. It may refuse; said on the page, and all works the same. */
async function isPersisted(): Promise<boolean> {
  if (typeof navigator === 'undefined' || !('storage' in navigator)) return false;
  return (await navigator.storage.persisted()) || (await navigator.storage.persist());
}
