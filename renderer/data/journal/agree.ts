import type { Box, BoxChange, Boxes, RoomName } from '../rooms/boxes.ts';
import { placeOfBox } from '../rooms/boxes.ts';
import { SealBroken, type Sealer } from '../seal/sealer.ts';
import type { Frames } from './frames.ts';
import type { Journal } from './open-journal.ts';
import { belongs, JOURNALLED } from './what-is-kept.ts';

/** What a start found when it compared journal and store. */
export interface Agreement {
  /** The store knew nobody: it was deleted, or never was. */
  readonly wasEmpty: boolean;
  /** Boxes the journal had and the store lacked, or had in an older form; by room. They are in the store now. */
  readonly putBack: readonly Box[];
  /** Frames in the middle of the journal that did not open. */
  readonly broken: number;
}

/** Lies in the store while it is written without a journal: what the journal says then is old. */
export const WITHOUT_JOURNAL = { room: 'memory', id: 'without-journal' } as const;
/** Its value where the store had been lost when the journal could not be read: what the journal holds and the store never had since is not old but all there is. */
export const STORE_WAS_LOST = 'store-was-lost';

/** The store did not take what only the journal holds. Whoever went on without the journal would have the next start make it anew from a store that lacks it. */
export class NotPutBack extends Error {
  override readonly name = 'NotPutBack';
}

/**
 * The integrity check of a start (DESIGN §5, point 11). Every write goes into the journal first, so the journal is never behind: what it has and the store lacks is put back, what
 * it saw go goes, in one transaction. A journal that is not there, or was not kept for a while, is made from the store.
 */
export async function agree(journal: Journal, boxes: Boxes, sealer: Sealer, head: unknown): Promise<Agreement> {
  const result: { agreement: Agreement } = { agreement: { wasEmpty: false, putBack: [], broken: 0 } };
  const mark = await boxes.get(WITHOUT_JOURNAL.room, WITHOUT_JOURNAL.id);
  const isOld = mark !== undefined;
  const wasLost = isOld && (await saysLost(sealer, mark));
  await journal.agree(head, async (found) => {
    const wasEmpty = (await boxes.get('memory', 'profile')) === undefined;
    const usable: Frames | null = isOld && !wasEmpty ? null : found;
    const beside = usable === null && wasLost && found !== null ? await lackingIn(boxes, found, isInAnyForm) : [];
    const putBack = usable === null ? beside : await lackingIn(boxes, usable);
    const gone = usable === null ? [] : await stillIn(boxes, usable);
    if (putBack.length + gone.length > 0) await putIn(boxes, [...putBack, ...gone]);
    result.agreement = { wasEmpty, putBack, broken: found?.broken ?? 0 };
    return usable === null || usable.broken > 0 ? fromStore(boxes, sealer) : usable.boxes.values();
  });
  // Once the new one is written: before, the old one would be taken at its word by the next start.
  if (isOld) await boxes.put([{ ...WITHOUT_JOURNAL, gone: true }]);
  return result.agreement;
}

async function saysLost(sealer: Sealer, { room, id, sealed }: Box): Promise<boolean> {
  try {
    return (await sealer.open(placeOfBox(room, id), sealed)) === STORE_WAS_LOST;
  } catch (error) {
    if (error instanceof SealBroken) return false;
    throw error;
  }
}

async function putIn(boxes: Boxes, changes: readonly BoxChange[]): Promise<void> {
  try {
    await boxes.put(changes);
  } catch (cause) {
    throw new NotPutBack('the store does not take what the journal holds', { cause });
  }
}

/** Of the boxes of a journal those that the store has otherwise, or not at all. */
async function lackingIn(boxes: Boxes, { boxes: found }: Frames, isThere = isSame): Promise<readonly Box[]> {
  const there = await Promise.all([...found.values()].map(({ room, id }) => boxes.get(room, id)));
  return [...found.values()].filter((box, index) => !isThere(box, there[index]));
}

/** What a write took away, cut off between journal and store. */
async function stillIn(boxes: Boxes, { gone }: Frames): Promise<readonly BoxChange[]> {
  const there = await Promise.all(gone.map(({ room, id }) => boxes.get(room, id)));
  return there.flatMap((box) => (box === undefined ? [] : [{ room: box.room, id: box.id, gone: true }]));
}

const isInAnyForm = (_box: Box, there: Box | undefined): boolean => there !== undefined;

function isSame(a: Box, b: Box | undefined): boolean {
  if (b === undefined || typeof a.sealed !== typeof b.sealed) return false;
  if (typeof a.sealed === 'string' || typeof b.sealed === 'string') return a.sealed === b.sealed;
  const [one, other] = [a.sealed, b.sealed];
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/** Everything in the store that belongs into a journal. */
async function fromStore(boxes: Boxes, sealer: Sealer): Promise<readonly Box[]> {
  const isWaiting = async ({ room, id, sealed }: Box): Promise<boolean> => {
    try {
      const row = (await sealer.open(placeOfBox(room, id), sealed)) as { readonly delivery?: unknown };
      return row.delivery !== 'delivered';
    } catch (error) {
      if (error instanceof SealBroken) return false;
      throw error;
    }
  };
  const withBytes = new Set(await boxes.ids('originals'));
  const all = await Promise.all(
    JOURNALLED.map(async (room: RoomName) => {
      const own = (await boxes.all(room)).filter(({ id, sealed }) => belongs(room, id, sealed.length));
      if (room === 'photos') return own.filter(({ id }) => withBytes.has(id));
      if (room !== 'writes') return own;
      const waiting = await Promise.all(own.map(isWaiting));
      return own.filter((_, index) => waiting[index]);
    }),
  );
  return all.flat();
}
