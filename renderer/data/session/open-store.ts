import { agree, NotPutBack, STORE_WAS_LOST, WITHOUT_JOURNAL, type Agreement } from '../journal/agree.ts';
import { openJournal, type Journal } from '../journal/open-journal.ts';
import { isDamaged } from '../../lib/idb.ts';
import type { Remembered } from '../accounts/register.ts';
import { cell, type Known } from '../live.ts';
import { openBoxes, placeOfBox, type Boxes } from '../rooms/boxes.ts';
import { roomsOver, type Rooms } from '../rooms/rooms.ts';
import type { Sealer } from '../seal/sealer.ts';
import type { SessionSettings } from './session-settings.ts';

/** The rooms of a store, after journal and store have been compared. */
export interface OpenStore {
  readonly rooms: Rooms;
  readonly journal: Journal | null;
  readonly agreement: Agreement;
  /** It was here before and is not any more; how many writes had no receipt then, as far as the register knows. */
  readonly lost: { readonly unsent: number } | null;
  /** True from the moment the store is deleted under us: nothing that was not written is written any more. */
  readonly gone: Known<boolean>;
  readonly tellGone: () => void;
  /** Hears of every write that failed for want of room. */
  readonly onFull: (heard: () => void) => unknown;
}

const NOTHING_FOUND: Agreement = { wasEmpty: false, putBack: [], broken: 0 };

type Settings = Pick<SessionSettings, 'journals' | 'locks' | 'onTrouble'>;

/** `remembered` is written at the head of the journal, in clear: what the register knows of this person, so that the password opens the journal when the register is gone. */
export async function openStore(
  settings: Settings,
  store: string,
  sealer: Sealer,
  remembered: Remembered,
  age: 'new' | 'known',
): Promise<OpenStore> {
  const { journals, locks, onTrouble } = settings;
  const name = `${store}-rooms`;
  const gone = cell(false);
  const tellGone = (): void => {
    gone.set(true);
  };
  const boxes = await openOrBegin(name, journals !== null, tellGone, onTrouble);
  const isEmpty = (await boxes.get('memory', 'profile')) === undefined;
  const kept = journals === null ? null : openJournal({ place: journals, store, sealer, locks, onTrouble });
  let agreement = NOTHING_FOUND;
  let journal = kept;
  if (kept !== null) {
    try {
      agreement = await agree(kept, boxes, sealer, remembered);
      if (agreement.broken > 0) onTrouble(`journal: ${agreement.broken} damaged places`, null);
    } catch (error) {
      if (error instanceof NotPutBack) {
        boxes.close();
        await kept.close();
        throw error.cause;
      }
      onTrouble('journal', error);
      journal = null;
    }
  }
  const isLost = age === 'known' && isEmpty;
  if (journal === null) await markWithout(boxes, sealer, isLost);
  const hearing = new Set<() => void>();
  const rooms = roomsOver(
    name,
    boxes,
    sealer,
    journal,
    ({ room, id }) => {
      onTrouble(`broken seal: room ${room}/${id}`, null);
    },
    () => {
      for (const heard of hearing) heard();
    },
  );
  const lost = isLost ? { unsent: remembered.entry.unsent } : null;
  return { rooms, journal, agreement, lost, gone, tellGone, onFull: (heard) => hearing.add(heard) };
}

/** A mark that lies there stays: what it says of the time at which the journal was missed first holds on. */
async function markWithout(boxes: Boxes, sealer: Sealer, isLost: boolean): Promise<void> {
  const { room, id } = WITHOUT_JOURNAL;
  if ((await boxes.get(room, id)) !== undefined) return;
  const sealed = await sealer.seal(placeOfBox(room, id), isLost ? STORE_WAS_LOST : true);
  await boxes.put([{ ...WITHOUT_JOURNAL, sealed }]);
}

/** A database that does not open any more gives way to a new one where there is a journal to fill it from; without one it stays as it is for whoever can save something of it. */
async function openOrBegin(
  name: string,
  hasJournal: boolean,
  onGone: () => void,
  onTrouble: (what: string, error: unknown) => void,
): Promise<Boxes> {
  try {
    return await openBoxes(name, onGone);
  } catch (error) {
    if (!hasJournal || !isDamaged(error)) throw error;
    onTrouble('a store that does not open', error);
    await deleted(name);
    return openBoxes(name, onGone);
  }
}

const deleted = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => {
      resolve();
    };
    request.onerror = () => {
      reject(request.error ?? new Error(`cannot delete ${name}`));
    };
  });
