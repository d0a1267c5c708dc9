import { refolded } from '../../../shared/cases/fold.ts';
import { FINAL_STATES, type CaseDocument } from '../../../shared/domain/case.ts';
import { sameJson } from '../../../shared/lib/canonical-json.ts';
import { ofType } from '../index/index-keys.ts';
import type { End } from '../session/ending.ts';
import type { StoredDocument } from '../store/port.ts';
import type { SystemDocuments } from '../store/system-documents.ts';
import type { Writer } from '../write/bulk-write.ts';
import type { FollowedRulebooks } from './follow-rulebooks.ts';

const PAGE = 100;

/** By which tables the open cases were folded last: all of them (`after` null), or those up to a key of the index. */
type Refolded = Readonly<{ mark: string; after: string | null }>;
const REFOLDED = 'rules:refolded';

const isOpen = ({ _deleted, state }: StoredDocument): boolean =>
  _deleted !== true && !FINAL_STATES.has(state as CaseDocument['state']);

/**
 * Folds the open cases anew when a table that they are timed by has changed: their deadlines follow a calendar or a rulebook that was published, without waiting for
 * the next entry, and the feed carries them. Once for all servers, since how far it came lies in the store: whoever stops in the middle, that or another server goes on.
 * Two at once write the same, and the second finds it written.
 */
export function refoldCases({
  database,
  locks,
  system,
  rules,
  closing,
}: Pick<Writer, 'database' | 'locks'> & {
  readonly system: Pick<SystemDocuments, 'read' | 'update'>;
  readonly rules: Pick<FollowedRulebooks, 'present'>;
  readonly closing: Pick<End, 'isOver'>;
}): () => Promise<void> {
  /** The mark that is known here to be done: no news costs no reading. */
  let done = '';

  const refold = (id: string): Promise<void> =>
    locks.holding([id], async () => {
      const stored = (await database.current([id])).get(id);
      if (stored === undefined || !isOpen(stored)) return;
      const { _rev, ...content } = stored;
      const before = content as unknown as CaseDocument;
      const after = refolded(before, (await rules.present()).shelf.of);
      // Refused: somebody wrote in the same instant, by the tables as they are now.
      if (!sameJson(before, after)) await database.write([{ ...after, _rev }], { newEdits: true });
    });

  return async () => {
    const { mark } = await rules.present();
    if (mark === done) return;
    const kept = await system.read<Refolded>(REFOLDED);
    const isSame = kept?.mark === mark;
    if (!(isSame && kept.after === null)) {
      for (let after = (isSame ? kept.after : null) ?? ''; ;) {
        const rows = await database.index.page(ofType('case'), after, PAGE);
        for (const { document } of rows) {
          if (closing.isOver()) return;
          if (isOpen(document)) await refold(document._id);
        }
        const last = rows.at(-1);
        const isLast = last === undefined || rows.length < PAGE;
        const reached: Refolded = { mark, after: isLast ? null : last.after };
        await system.update<Refolded>(REFOLDED, () => reached);
        if (isLast) break;
        ({ after } = last);
        // Published again meanwhile: from the beginning, at the next look.
        if ((await rules.present()).mark !== mark) return;
      }
    }
    done = mark;
  };
}
