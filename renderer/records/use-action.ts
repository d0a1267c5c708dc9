import { useCallback, useMemo, useState } from 'react';
import type { ActionContext, ActionResult } from '../../shared/actions/change-set.ts';
import type { SourceEntry } from '../../shared/domain/catalog.ts';
import { personKey, type Post, type User } from '../../shared/domain/staff.ts';
import { isoAt } from '../../shared/lib/clock.ts';
import { mayWriteType } from '../../shared/access/rights.ts';
import type { Trouble, Workstation } from '../data/api.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { newUlid } from '../lib/random.ts';
import { heldRisks } from './hold-risks.ts';
import { offeredSources } from './offered-sources.ts';
import { WHEREABOUTS_WORDS } from './whereabouts-words.ts';
import { shanghaiDay } from '../lib/shanghai-time.ts';

/** What was just done, to be said where it was done; `batch` takes it back. */
export interface Done {
  readonly batch: string;
  readonly words: string;
  /** What was done without the centre: said with where it is by now, in the place of `words`. */
  readonly savedHere?: string;
}

/** What was done, said as it stands: without the centre it is saved here, and says so until it has arrived. */
export const doneWords = (batch: string, what: string, isOnline: boolean): Done =>
  isOnline
    ? { batch, words: `${what}，已存。` }
    : { batch, words: `${what}，${WHEREABOUTS_WORDS.here}`, savedHere: what };

/** Where what is typed at a desk comes from, unless the person says otherwise. */
export const USUAL_SOURCE = '走访';

/** The post by which somebody keeps the ledger: the widest of those that may write residents, else the first. */
export function keepingPost(user: User): Post {
  const keeping = user.posts
    .filter((post) => mayWriteType({ ...user, posts: [post] }, 'person'))
    .toSorted((one, two) => one.scope.length - two.scope.length);
  const post = keeping[0] ?? user.posts[0];
  if (post === undefined) throw new Error('assumed: everybody signed in holds a post');
  return post;
}

/** What acts need beside documents, as of now. */
export function contextOf(
  workstation: Workstation,
  sources: readonly SourceEntry[],
  source: string,
  reason?: string,
): ActionContext {
  const { user, terminal, clock } = workstation;
  const nowMs = clock.nowMs();
  const by = {
    id: user.id,
    name: user.displayName,
    key: personKey(user.id),
    device: terminal,
    post: keepingPost(user),
  };
  return {
    today: shanghaiDay(nowMs),
    nowIso: isoAt(nowMs),
    newId: (type) => `${type}:${newUlid(nowMs)}`,
    newKey: () => newUlid(nowMs),
    by,
    source,
    ...(reason === undefined || reason.trim() === '' ? {} : { reason: reason.trim() }),
    sources,
  };
}

export interface Action {
  readonly today: string;
  readonly source: string;
  readonly setSource: (source: string) => void;
  /** Those that are offered. */
  readonly sources: readonly SourceEntry[];
  readonly context: (source?: string, reason?: string) => ActionContext;
  /** Commits what an act gave. `null`: it was not possible, and `trouble` says why. */
  readonly run: (result: ActionResult) => Promise<Done | null>;
  readonly done: Done | null;
  /** Shows what somebody else did (a dialog's `onDone`). */
  readonly setDone: (done: Done) => void;
  readonly trouble: Trouble | null;
  readonly isBusy: boolean;
  /** How often an act was refused because what it began from had changed meanwhile: `useGathered` and `useOpened` read it again. */
  readonly rereads: number;
  readonly clear: () => void;
}

/** What a dialog began from is read again (`rereads`), and what was typed is carried over to it. */
const CHANGED: Trouble = {
  code: 'changed',
  what: '这条资料刚刚被改过，和你看到的不一样了。',
  safe: '没有写下任何东西，你填的都在。',
  next: '现在的内容已经读来，看一下，再办一次。',
};
const refusalOf = (result: ActionResult & { readonly ok: false }): Trouble => ({
  code: result.reason.code,
  what: result.reason.why,
  safe: '没有改动任何东西。',
  next: result.reason.fix,
});

/** Acts on records: who acts when and on what grounds, committing, and what became of it. */
export function useAction(): Action {
  const workstation = useWorkstation();
  const known = useLive(workstation.catalogs.sources);
  const sources = useMemo(() => known ?? [], [known]);
  const offered = useMemo(() => offeredSources(sources), [sources]);
  const [source, setSource] = useState(USUAL_SOURCE);
  const [isBusy, setBusy] = useState(false);
  const [rereads, setRereads] = useState(0);
  const [outcome, setOutcome] = useState<{ readonly done: Done | null; readonly trouble: Trouble | null }>({
    done: null,
    trouble: null,
  });
  const context = useCallback<Action['context']>(
    (from, reason) => contextOf(workstation, sources, from ?? source, reason),
    [workstation, sources, source],
  );
  const run = useCallback<Action['run']>(
    async (result) => {
      if (!result.ok) {
        setOutcome({ done: null, trouble: refusalOf(result) });
        return null;
      }
      setBusy(true);
      try {
        const held = await heldRisks(workstation, result.value, contextOf(workstation, sources, result.value.source));
        const committed = await workstation.records.commit(held);
        if (!committed.ok) {
          const isChanged = committed.trouble.code === CHANGED.code;
          if (isChanged) setRereads((before) => before + 1);
          setOutcome({ done: null, trouble: isChanged ? CHANGED : committed.trouble });
          return null;
        }
        const isOnline = workstation.sync.status.get()?.online === true;
        const done = doneWords(committed.value.batch, result.value.title, isOnline);
        setOutcome({ done, trouble: null });
        return done;
      } finally {
        setBusy(false);
      }
    },
    [workstation, sources],
  );
  const setDone = useCallback((done: Done) => {
    setOutcome({ done, trouble: null });
  }, []);
  const clear = useCallback(() => {
    setOutcome({ done: null, trouble: null });
  }, []);
  return {
    today: shanghaiDay(workstation.clock.nowMs()),
    source,
    setSource,
    sources: offered,
    context,
    run,
    ...outcome,
    setDone,
    isBusy,
    rereads,
    clear,
  };
}
