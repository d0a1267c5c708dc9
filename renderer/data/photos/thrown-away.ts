import { thumbIdOf } from '../../../shared/domain/evidence.ts';
import type { SealedDatabase } from '../evidence/sealed-database.ts';
import { errand } from '../../lib/errand.ts';
import type { Ledger } from '../sync/ledger.ts';

export interface ThrownAwayParts {
  readonly ledger: Pick<Ledger, 'rows'>;
  readonly evidence: Pick<SealedDatabase, 'drop'>;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/**
 * A photo without a receipt that the ledger knows no more was thrown away: by hand with its step, or because a colleague's step came before the one that names it. What was
 * made ready of it for the centre goes too. Gives the way to end it; what a full disk does not let go, goes when there is room again, or at the next start (`sweepEvidence`).
 */
export function dropThrownAway({ ledger, evidence, onTrouble }: ThrownAwayParts): () => Promise<void> {
  const unsent = (): readonly string[] =>
    [...ledger.rows.get().values()].flatMap(({ id, kind, delivery }) =>
      kind === 'photo' && delivery !== 'delivered' ? [id] : [],
    );
  let waiting = unsent();
  const owed = new Set<string>();
  const dropping = errand(
    async () => {
      // Handed in again meanwhile, it is wanted, and what is taken away cannot be put here again.
      for (const id of owed) if (ledger.rows.get().has(id)) owed.delete(id);
      const ids = [...owed];
      await evidence.drop(ids.flatMap((id) => [id, thumbIdOf(id)]));
      for (const id of ids) owed.delete(id);
    },
    (error) => {
      onTrouble('photos thrown away', error);
    },
  );
  const stop = ledger.rows.subscribe(() => {
    const rows = ledger.rows.get();
    const gone = waiting.filter((id) => !rows.has(id));
    waiting = unsent();
    if (gone.length === 0) return;
    for (const id of gone) owed.add(id);
    dropping.run();
  });
  return async () => {
    stop();
    await dropping.end();
  };
}
