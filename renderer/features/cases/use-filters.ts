import { useMemo, useState } from 'react';
import { mayWrite, sharingPosts } from '../../../shared/access/rights.ts';
import type { ActionContext, ActionResult, ChangeSet } from '../../../shared/actions/change-set.ts';
import { invert } from '../../../shared/actions/invert.ts';
import { renameFilter, shareFilter, withdrawFilter } from '../../../shared/actions/shared-filters.ts';
import type { SharedFilterDocument } from '../../../shared/domain/shared-filter.ts';
import type { Post } from '../../../shared/domain/staff.ts';
import type { Condition } from '../../../shared/stock/query.ts';
import type { Outcome } from '../../data/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { useAction, type Action } from '../../records/use-action.ts';
import { labelsOf } from './filter-words.ts';
import type { Order } from './list-order.ts';
import type { Queue, QueueKey, SavedQueue } from './queues.ts';

/** What stands under a history as where this is from. */
const SOURCE = '事件队列';

export interface SharedQueue extends Queue {
  readonly document: SharedFilterDocument;
  /** Its author, or a colleague of the same place. */
  readonly mayChange: boolean;
}

export interface NewFilter {
  readonly name: string;
  readonly where: readonly Condition[];
  readonly sort?: Order | undefined;
}

export interface Filters {
  /** Undefined until it is known what is shared. Without what was withdrawn, but for the one in hand. */
  readonly shared: readonly SharedQueue[] | undefined;
  /** The places at which the person may share. */
  readonly places: readonly Post[];
  readonly action: Action;
  /** Keeps it on this terminal. */
  readonly keep: (filter: NewFilter) => QueueKey;
  readonly forget: (key: QueueKey) => void;
  /** Shares it with the colleagues of a place; null: it was refused, and `action.trouble` says why. `kept`: the own one that it takes the place of. */
  readonly share: (filter: NewFilter, post: Post, kept?: SavedQueue) => Promise<QueueKey | null>;
  readonly rename: (filter: SharedFilterDocument, name: string) => Promise<boolean>;
  /** The author keeps it for himself. */
  readonly withdraw: (filter: SharedFilterDocument) => Promise<boolean>;
  /** Takes back what was done last. */
  readonly undo: () => Promise<Outcome<unknown>>;
}

/** Of the filters on this terminal. */
interface Change {
  readonly without?: SavedQueue;
  readonly and?: SavedQueue;
}
const changed = (kept: readonly SavedQueue[], { without, and }: Change): readonly SavedQueue[] => [
  ...kept.filter(({ id }) => id !== without?.id),
  ...(and === undefined ? [] : [and]),
];
const takenBack = ({ without, and }: Change): Change => ({
  ...(and === undefined ? {} : { without: and }),
  ...(without === undefined ? {} : { and: without }),
});

/** What was done last, and what on this terminal goes back with it. */
interface Last {
  /** Undefined: on this terminal alone. */
  readonly changes: ChangeSet | undefined;
  readonly withKept: Change | undefined;
}

const keyOf = (id: string): QueueKey => `shared:${id}`;
const savedKey = ({ id }: SavedQueue): QueueKey => `saved:${id}`;
const idIn = (key: string | undefined): string | undefined =>
  key?.startsWith('shared:') === true ? key.slice('shared:'.length) : undefined;

/**
 * The filters a person gave a name: those on this terminal (`kept`), and those that are shared at his place or above it. A hand that is on one of his own stays
 * on it when it becomes a shared one, and the other way (`onMove`).
 */
export function useFilters(
  kept: readonly SavedQueue[],
  onKept: (filters: readonly SavedQueue[]) => void,
  inHand: string | undefined,
  onMove: (key: QueueKey) => void,
): Filters {
  const { user, records } = useWorkstation();
  const action = useAction();
  const [last, setLast] = useState<Last>();
  const effective = useLive(useMemo(() => records.of('sharedFilter', 'list', 'cases'), [records]));
  const idInHand = idIn(inHand);
  // Nothing is taken out of a hand: one that is withdrawn while it is looked at stays until its reader goes elsewhere.
  const one = useLive(
    useMemo(() => (idInHand === undefined ? undefined : records.one('sharedFilter', idInHand)), [records, idInHand]),
  );
  const places = useMemo(() => sharingPosts(user), [user]);
  const documents = useMemo(() => {
    if (effective === undefined) return undefined;
    if (idInHand === undefined || effective.some(({ _id }) => _id === idInHand)) return effective;
    return one === undefined ? undefined : [...effective, ...(one === null ? [] : [one])];
  }, [effective, idInHand, one]);
  const shared = useMemo(() => {
    if (documents === undefined) return undefined;
    const labels = labelsOf(documents);
    return documents.map((document): SharedQueue => {
      const { _id, name, where, sort } = document;
      const mayChange = document.state !== 'void' && mayWrite(user, document, document) === 'allowed';
      return { key: keyOf(_id), label: labels.get(_id) ?? name, where, sort, document, mayChange };
    });
  }, [documents, user]);

  const contextBy = (post: Post): ActionContext => {
    const context = action.context(SOURCE);
    return { ...context, by: { ...context.by, post } };
  };
  const follow = ({ edits }: ChangeSet, withKept: Change | undefined): void => {
    if (withKept === undefined) return;
    onKept(changed(kept, withKept));
    const { without, and } = withKept;
    const itsKey = edits[0] && keyOf(edits[0].after._id);
    if (without !== undefined && inHand === savedKey(without) && itsKey !== undefined) onMove(itsKey);
    if (and !== undefined && inHand === itsKey) onMove(savedKey(and));
  };
  const run = async (result: ActionResult, withKept?: Change): Promise<boolean> => {
    if ((await action.run(result)) === null || !result.ok) return false;
    setLast({ changes: result.value, withKept });
    follow(result.value, withKept);
    return true;
  };
  const all = effective ?? [];
  /** Who writes at a place does it by the post that he has there. */
  const postAt = ({ scope }: SharedFilterDocument): Post =>
    places.find((post) => post.scope === scope) ?? action.context().by.post;
  return {
    shared,
    places,
    action,
    keep: ({ name, where }) => {
      const own = { id: crypto.randomUUID(), name, where };
      onKept([...kept, own]);
      return savedKey(own);
    },
    forget: (key) => {
      const gone = kept.find((one) => savedKey(one) === key);
      if (gone === undefined) return;
      const withKept = { without: gone };
      onKept(changed(kept, withKept));
      setLast({ changes: undefined, withKept });
      action.setDone({ batch: key, words: `已删除筛选“${gone.name}”。` });
    },
    share: async ({ name, where, sort }, post, instead) => {
      const input = { list: 'cases', name, where, ...(sort === undefined ? {} : { sort }) } as const;
      const result = shareFilter(all, input, contextBy(post));
      if (!(await run(result, instead && { without: instead })) || !result.ok) return null;
      const [edit] = result.value.edits;
      return edit === undefined ? null : keyOf(edit.after._id);
    },
    rename: (filter, name) => run(renameFilter(all, { filter: filter._id, name }, contextBy(postAt(filter)))),
    withdraw: (filter) => {
      const own = { id: crypto.randomUUID(), name: filter.name, where: filter.where };
      const result = withdrawFilter(all, { filter: filter._id }, contextBy(postAt(filter)));
      return run(result, filter.sharedBy.id === user.id ? { and: own } : undefined);
    },
    undo: async () => {
      if (last === undefined) return { ok: true, value: undefined };
      const withKept = last.withKept && takenBack(last.withKept);
      if (last.changes === undefined) {
        onKept(changed(kept, withKept ?? {}));
        return { ok: true, value: undefined };
      }
      const outcome = await records.commit(invert(last.changes));
      if (outcome.ok) follow(last.changes, withKept);
      return outcome;
    },
  };
}
