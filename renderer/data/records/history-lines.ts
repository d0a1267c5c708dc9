import { historyTypeOf, type ChangeEntry } from '../../../shared/domain/change.ts';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import { asLocalRecord, type LocalRecord } from '../collections/local-form.ts';
import type { LocalCollection } from '../collections/open-database.ts';
import { changeOne, Unreadable } from '../collections/store-access.ts';

/**
 * An edit leaves its record with the receipt, and its line in the history comes with the feed a moment later, or tomorrow, if the cable is pulled out just now.
 * Until then the line stands here as the server writes it; being without a revision it is asked for by the next push and gives way to the server's.
 */
export async function putLines(
  history: LocalCollection,
  record: LocalRecord,
  entries: readonly ChangeEntry[],
  takenAt: string,
): Promise<void> {
  const { _id: subject, scope, audience, provenance } = record;
  const type = historyTypeOf(record.type);
  for (const entry of entries) {
    const _id = `change:${entry.id}`;
    const line = { ...entry, _id, type, scope, audience, provenance, schema: CURRENT_FORM, subject, takenAt };
    try {
      await changeOne<LocalRecord>(history, _id, (there) => (there === null ? asLocalRecord(line, []) : null), 'line');
    } catch (error) {
      // It is there, damaged, and comes anew from the centre.
      if (!(error instanceof Unreadable)) throw error;
    }
  }
}
