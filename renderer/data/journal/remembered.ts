import { z } from 'zod';
import { knownEntrySchema, type Remembered } from '../accounts/register.ts';
import type { Locks } from '../../lib/locks.ts';
import { readBeginning } from './frames.ts';
import type { JournalPlace } from './journal-file.ts';
import { takingTurnsAt } from './open-journal.ts';

const headSchema = z.looseObject({ installation: z.string(), entry: knownEntrySchema });
/** A head is a few hundred bytes for a person, and some for each store that was set aside. */
const HEAD_BYTES = 64 * 1024;

/** Whom the journals of this machine know: their heads lie in clear, as the register does. A damaged one is passed over. Throws where one cannot be read at present, as when another program holds it. */
export async function remembered(place: JournalPlace | null, locks: Locks): Promise<readonly Remembered[]> {
  if (place === null) return [];
  const heads: Remembered[] = [];
  for (const store of await place.stores()) {
    const bytes = await takingTurnsAt(store, locks)(() => place.file(store).read(HEAD_BYTES));
    const parsed = headSchema.safeParse(bytes === null ? null : readBeginning(bytes)?.head);
    if (parsed.success) heads.push(parsed.data);
  }
  return heads;
}
