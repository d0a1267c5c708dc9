import { mayWrite } from '../../../shared/access/rights.ts';
import type { AnyRecord, ChangeSet, Edit } from '../../../shared/actions/change-set.ts';
import { fieldChanges } from '../../../shared/actions/field-changes.ts';
import type { Actor } from '../../../shared/domain/case.ts';
import type { ChangeEntry } from '../../../shared/domain/change.ts';
import { isUnder } from '../../../shared/domain/codes.ts';
import { assert } from '../../../shared/lib/assert.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { RECORD_SCHEMAS } from '../../../shared/domain/record-schemas.ts';
import { REFUSALS, type Refusal } from '../../../shared/sync/refusal.ts';
import { newUlid } from '../../lib/random.ts';
import type { Outcome, Trouble } from '../api.ts';
import { recordOf, type LocalRecord } from '../collections/local-form.ts';
import { readOne } from '../collections/store-access.ts';
import type { Me } from '../me.ts';
import type { Planned } from '../rooms/mirror.ts';
import { cutOff, done, NOT_HERE, storeTrouble, troubled } from '../trouble.ts';
import { actsInOrder } from './acts-in-order.ts';
import { fieldInWords } from './in-words.ts';
import { same } from './lists.ts';
import { carryOut, carryOutAll, collectionOf, putDown, type PendingAct, type PendingParts } from './pending.ts';
import { sourceChanges } from './sources.ts';

/** What an entry says beside what the act itself says. */
export type Told = Partial<Pick<ChangeEntry, 'undoes'>>;

export interface Committed {
  readonly batch: string;
  readonly subjects: readonly string[];
}

export interface ChangeCommitter {
  /** `replaced`: what the act takes the place of (a row of the 退回箱): goes as the act is put down. */
  readonly commit: (changes: ChangeSet, told?: Told, replaced?: readonly Planned[]) => Promise<Outcome<Committed>>;
}

export interface CommitterParts extends PendingParts {
  readonly me: Me;
}

const NOTHING = '没有写下任何东西。';
const CHANGED: Trouble = {
  code: 'changed',
  what: '这条资料刚刚被改过，和你看到的不一样了。',
  safe: NOTHING,
  next: '看一下现在的内容，再做一次。',
};
const refusedBy = ({ code, why, fix }: Refusal): Trouble => ({
  code,
  what: `${why}。`,
  safe: NOTHING,
  next: fix,
});

/**
 * Commits what an action gave back. Everything is judged before anything is written; then the whole act and its rows in the ledger go down in one transaction,
 * then the records, then the act's box goes. A crash between leaves the box, and the next start carries it out.
 */
export function changeCommitter(parts: CommitterParts): ChangeCommitter {
  const { collections, me } = parts;
  const momentOf = actsInOrder();

  /** What stands against an edit, in words; `null` when nothing does. */
  const against = async ({ before, after }: Edit): Promise<Trouble | null> => {
    const now = await readOne<LocalRecord>(collectionOf(collections, after.type), after._id);
    if (now === null && before !== null) return NOT_HERE;
    if (!same(now === null ? null : recordOf(now), before === null ? null : recordOf(before))) return CHANGED;
    const verdict = mayWrite(me.user, before, after);
    if (verdict !== 'allowed') return refusedBy(REFUSALS[verdict]);
    const parsed = RECORD_SCHEMAS[after.type].safeParse(after);
    if (parsed.success) return null;
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    return refusedBy({
      ...REFUSALS.shape,
      why: `${REFUSALS.shape.why}（${fieldInWords(where)}）`,
      fix: '把它补全或改对再存，其余的不用重填。',
    });
  };

  /** The post that gives the right, as the entry names it. */
  const actorFor = (record: AnyRecord): Actor => {
    const { id, displayName: name, posts } = me.user;
    const post = posts.find(({ scope }) => isUnder(record.scope, scope)) ?? posts[0];
    assert(post !== undefined, 'who may write has a post');
    return { id, name, post };
  };

  const plan = (changes: ChangeSet, edits: readonly Edit[], told: Told): PendingAct => {
    const nowMs = momentOf(me.clock.nowMs());
    const batch = newUlid(nowMs);
    const writes = edits.map(({ before, after, settles }) => {
      const sources = sourceChanges(before, after);
      const entry: ChangeEntry = {
        id: newUlid(nowMs),
        act: changes.act,
        by: actorFor(before ?? after),
        device: me.terminal,
        at: isoAt(nowMs),
        clock: me.clock.verified() ? 'trusted' : 'unverified',
        source: changes.source,
        ...(changes.reason === undefined ? {} : { reason: changes.reason }),
        batch,
        fields: [...fieldChanges(before, after)],
        ...(sources.length === 0 ? {} : { sources: [...sources] }),
        ...(settles === undefined ? {} : { settles }),
        ...told,
      };
      return { before, after, entry };
    });
    return { batch, title: changes.title, writes };
  };

  return {
    commit: async (changes, told = {}, replaced = []) => {
      const edits = changes.edits
        .map((edit) => ({
          ...edit,
          before: edit.before === null ? null : recordOf(edit.before),
          after: recordOf(edit.after),
        }))
        // A decision for what stands changes nothing, and neither does taking it back: both are lines of the history.
        .filter(({ before, after, settles }) => settles !== undefined || !same(before, after));
      assert(new Set(edits.map(({ after }) => after._id)).size === edits.length, 'an act names each record once');
      try {
        // One that was cut off comes before whatever is made upon it.
        await carryOutAll(parts);
        for (const edit of edits) {
          const trouble = await against(edit);
          if (trouble !== null) return troubled(trouble);
        }
        const act = plan(changes, edits, told);
        await putDown(parts, act, replaced);
        try {
          await carryOut(parts, act);
        } catch (error) {
          return troubled(cutOff(error));
        }
        return done({ batch: act.batch, subjects: edits.map(({ after }) => after._id) });
      } catch (error) {
        return troubled(storeTrouble(error));
      }
    },
  };
}
