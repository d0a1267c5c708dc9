import { thumbIdOf } from '../../../shared/domain/evidence.ts';
import type { SealedDatabase } from '../evidence/sealed-database.ts';
import type { Ledger } from '../sync/ledger.ts';
import { isNeeded } from './photos-of-gone.ts';
import type { PhotoStore } from './photo-store.ts';

/** Own originals are kept for a week after their receipt; the thumbnail stays, the original can be fetched. */
const KEEP_ORIGINAL_MS = 7 * 86_400_000;

/** At every start. Originals here are all our own: of others only thumbnails are kept. `casesHere`: those of them that are on this terminal. */
export async function sweepEvidence(
  evidence: SealedDatabase,
  photos: PhotoStore,
  ledger: Ledger,
  casesHere: (ids: readonly string[]) => Promise<{ readonly has: (id: string) => boolean }>,
  nowMs: number,
): Promise<void> {
  const kept = await evidence.ids('photo:');
  // Thrown away by hand after the server had refused them.
  const discarded = kept.filter((id) => !photos.rows.get().has(id));
  const rows = ledger.rows.get();
  const over = kept.filter((id) => {
    const row = rows.get(id);
    // So old that the ledger only counts it.
    if (row === undefined) return true;
    // Its case lies in the 退回箱: sent anew, it takes its photos along.
    if (row.entry !== undefined && rows.get(row.entry)?.delivery === 'refused') return false;
    return row.receiptAt !== undefined && Date.parse(row.receiptAt) + KEEP_ORIGINAL_MS < nowMs;
  });
  const ownerOf = (id: string): string => photos.rows.get().get(id)?.owner ?? '';
  const here = await casesHere(kept.map(ownerOf));
  // Its case left our sight while it was still on its way.
  const ofGone = kept.filter((id) => !here.has(ownerOf(id)) && !isNeeded(id, ledger));
  const whole = [...new Set([...discarded, ...ofGone])];
  await evidence.drop([...new Set([...over, ...whole, ...whole.map(thumbIdOf)])]);
}
