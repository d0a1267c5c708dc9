import { ringBreaker, withRingBroken } from '../../../shared/cases/merge-rings.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { MERGED } from '../index/index-keys.ts';
import type { End } from '../session/ending.ts';
import type { Writer } from '../write/bulk-write.ts';
import { ringFrom } from '../write/judge-merger.ts';

const PAGE = 100;
/** A ring closes with its last merger: those of longer ago were looked at when they came. Longer than a server or a line is away. */
const LOOK_BACK_MS = 3 * 86_400_000;

/** Takes back one merger of every ring that two servers have closed in the same instant (`shared/cases/merge-rings.ts`). Whatever others write at once is looked at next time. */
export async function breakRings({
  database,
  locks,
  clock,
  shelf,
  closing,
}: Pick<Writer, 'database' | 'locks' | 'clock' | 'shelf'> & { readonly closing: Pick<End, 'isOver'> }): Promise<void> {
  const { of: rulebooks } = await shelf();
  const mend = async (ids: readonly string[]): Promise<void> => {
    // As the store has them, not as this server's index does.
    await locks.holding(ids, async () => {
      const stored = await database.current(ids);
      const ring = ids.flatMap((id) => {
        const found = stored.get(id);
        return found === undefined || found._deleted === true ? [] : [found];
      });
      const asCases = ring.map(({ _rev, ...content }) => content as unknown as CaseDocument);
      if (!asCases.every(({ mergedInto }, place) => mergedInto === ids[(place + 1) % ids.length])) return;
      const breaker = ringBreaker(asCases, rulebooks);
      if (breaker === null) return;
      const mended = withRingBroken(breaker.document, breaker.entry, clock.nowMs(), rulebooks);
      const rev = stored.get(breaker.document._id)?._rev;
      if (mended !== null && rev !== undefined) await database.write([{ ...mended, _rev: rev }], { newEdits: true });
    });
  };
  for (let after = isoAt(clock.nowMs() - LOOK_BACK_MS); !closing.isOver();) {
    const rows = await database.index.page(MERGED, after, PAGE);
    for (const { document } of rows) {
      const ring = await ringFrom(document._id, document['mergedInto'], database.index);
      if (ring !== null) await mend(ring);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    ({ after } = last);
  }
}
