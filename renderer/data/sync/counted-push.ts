import type { LocalCase, LocalRecord } from '../collections/local-form.ts';
import type { Pusher, PushRow } from './bulk-push.ts';
import type { Tries } from './tries.ts';

/** The rows of the ledger that a pushed document stands for: entries without a stamp, edits without a receipt. */
function idsOf({ newDocumentState }: PushRow): readonly string[] {
  if (newDocumentState._deleted) return [];
  const { log = [], changes = [] } = newDocumentState as unknown as Partial<LocalCase & LocalRecord>;
  return [...log.filter(({ stamp }) => stamp === undefined), ...changes].map(({ id }) => id);
}

/** A pusher of which it is known how often it got no answer. */
export const counted = ({ push }: Pusher, tries: Tries): Pusher => ({
  push: (rows, signal) => tries.during(rows.flatMap(idsOf), signal, () => push(rows, signal)),
});
