import { planAllows, readPlan } from '../../../shared/access/read-plan.ts';
import type { Placed } from '../../../shared/domain/base-document.ts';
import { typesOf, type CollectionName } from '../../../shared/domain/document-types.ts';
import type { User } from '../../../shared/domain/staff.ts';
import type { LocalCase, LocalRecord } from '../collections/local-form.ts';
import type { LocalCollections } from '../collections/open-database.ts';
import type { LocalDocument } from '../collections/schemas.ts';
import { letGo, readSince, type ReadTo } from '../collections/store-access.ts';
import type { SealedDatabase } from '../evidence/sealed-database.ts';
import type { HandoverOutbox } from '../handover/outbox.ts';
import { keptPhotosOf } from '../photos/photos-of-gone.ts';
import type { Ledger } from '../sync/ledger.ts';
import { serverForm } from '../sync/push-cases.ts';
import { stateAfter } from '../sync/push-records.ts';

/** Of one page. */
export interface Swept {
  /** Cases and records that are no longer here, their history not counted. */
  readonly gone: number;
  readonly handedOver: number;
}

export interface SweepParts {
  readonly collections: LocalCollections;
  /** Whether what is written in a collection is pushed. What is only read is left to the feed: RxDB would not take it back. */
  readonly isPushed: (name: CollectionName) => boolean;
  readonly ledger: Ledger;
  readonly outbox: HandoverOutbox;
  readonly evidence: SealedDatabase;
  /** Hears of every page that is done. */
  readonly onPage: (swept: Swept) => Promise<void>;
}

const PAGE = 500;

/**
 * Takes away what these posts do not show: by the same plan as the server's (`readPlan`), document by document, without asking anybody. What was written there and not
 * delivered goes into the tray first, so that at every instant an edit is in its document or in the tray. May be repeated at any point.
 */
export async function sweepSight(parts: SweepParts, user: User): Promise<void> {
  const { collections, isPushed, evidence, ledger, onPage } = parts;
  const plan = readPlan(user, typesOf('records'));
  for (const name of (Object.keys(collections) as CollectionName[]).filter(isPushed)) {
    for (let from: ReadTo | undefined; ;) {
      const { changes, to } = await readSince<LocalDocument>(collections[name], from, PAGE);
      const out = [...changes.values()].filter(
        (document) => document !== null && !planAllows(plan, document as Placed),
      ) as readonly LocalDocument[];
      let handedOver = 0;
      for (const document of out) handedOver += await handOver(parts, document);
      const cases = out.filter(({ type }) => type === 'case') as unknown as readonly LocalCase[];
      await evidence.drop(cases.flatMap((one) => keptPhotosOf(one, ledger)));
      await letGo(
        collections[name],
        out.map(({ _id }) => _id),
      );
      if (out.length > 0) await onPage({ gone: name === 'history' ? 0 : out.length, handedOver });
      if (changes.size < PAGE) break;
      from = to;
    }
  }
}

/** Everything in it that has no receipt; how much that is. */
async function handOver({ ledger, outbox }: SweepParts, document: LocalDocument): Promise<number> {
  const isWaiting = ({ id }: { readonly id: string }): boolean => ledger.stateOf(id) === 'waiting';
  if (document.type === 'case') {
    const held = document as unknown as LocalCase;
    const waiting = held.log.filter((entry) => entry.stamp === undefined && isWaiting(entry));
    for (const entry of waiting) await outbox.putEntry(entry, serverForm(held), held.rev === undefined);
    return waiting.length;
  }
  const record = document as LocalRecord;
  let count = 0;
  // A catalogue that was put down by an older version has no edits at all.
  const { changes = [] } = record as Partial<LocalRecord>;
  for (const [nth, change] of changes.entries()) {
    if (!isWaiting(change)) continue;
    await outbox.putChange(change, stateAfter(record, nth));
    count += 1;
  }
  return count;
}
