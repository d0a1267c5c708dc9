import { z } from 'zod';
import { isAct, type Act } from '../../../shared/cases/acts.ts';
import { postSchema } from '../../../shared/domain/staff.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { Trouble, Workstation } from '../../data/api.ts';
import { webLocks, type Locks } from '../../lib/locks.ts';
import { nameOfCase, type BatchItem, type Refusal } from './batch.ts';

/** Acts on many cases that were begun: kept until they are through, so that a window that dies midway leaves nothing forgotten. */
export interface Batch {
  readonly id: string;
  readonly act: Act;
  readonly label: string;
  readonly items: readonly BatchItem[];
}

export type BatchState =
  | { readonly kind: 'none' }
  /** Begun before, not through: a window closed, or the disk was full. */
  | { readonly kind: 'kept'; readonly batch: Batch; readonly left: number; readonly why: string | undefined }
  | { readonly kind: 'running'; readonly label: string; readonly done: number; readonly total: number }
  | {
      readonly kind: 'ended';
      readonly label: string;
      readonly done: number;
      /** What a colleague was faster with, in the words of each refusal. */
      readonly refusals: readonly Refusal[];
      /** Stopped by hand: so many were not tried. */
      readonly untried: number;
    };

export interface BatchRunner {
  readonly get: () => BatchState;
  readonly subscribe: (changed: () => void) => () => void;
  /** `onKept`: it lies on the disk and goes on by itself. Rejects where it could not be kept, or another is left over (`BatchLeftOver`): then nothing is begun. */
  readonly start: (batch: Batch, onKept?: () => void) => Promise<void>;
  readonly goOn: () => Promise<void>;
  /** After the one that is being written nothing more is. */
  readonly stop: () => void;
  /** 不办了: what is left of a kept batch; the words of an ended one. */
  readonly dismiss: () => Promise<void>;
}

const keptBatch = z.object({
  id: z.string(),
  act: z.string(),
  label: z.string(),
  items: z.array(z.object({ caseId: z.string(), post: postSchema, data: z.record(z.string(), z.unknown()) })),
});

function asBatch(kept: unknown): Batch | undefined {
  const parsed = keptBatch.safeParse(kept);
  return parsed.success && isAct(parsed.data.act) ? { ...parsed.data, act: parsed.data.act } : undefined;
}

/** Each entry bears the batch it belongs to: what is in the log is done, whoever stopped when. */
const isDoneIn = (document: CaseDocument | undefined, batch: string): boolean =>
  document?.log.some(({ data }) => data['batch'] === batch) === true;

/** A refusal of this one case; anything else (disk, store) would befall the next one too. */
const isOfTheCase = ({ code }: Trouble): boolean =>
  code.startsWith('not-legal') || code === 'not-here' || code === 'post';

/** Another batch is not through: one that is begun over it would take its place, and nobody would know what was left. */
export class BatchLeftOver extends Error {
  readonly left: number;
  constructor(left: number) {
    super(`${String(left)} of an earlier batch are left`);
    this.left = left;
  }
}

type Parts = Pick<Workstation, 'cases'>;

/** One runner per open workstation: it goes on while one looks at other pages, and ends with the session. */
export function batchRunner({ cases }: Parts, lockName: string, locks: Locks = webLocks): BatchRunner {
  let state: BatchState = { kind: 'none' };
  let isStopped = false;
  const listeners = new Set<() => void>();
  const set = (next: BatchState): void => {
    state = next;
    for (const listener of [...listeners]) listener();
  };
  const leftOf = async (batch: Batch): Promise<readonly BatchItem[]> => {
    const there = new Map(
      (await cases.many(batch.items.map(({ caseId }) => caseId))).map((document) => [document._id, document]),
    );
    return batch.items.filter(({ caseId }) => !isDoneIn(there.get(caseId), batch.id));
  };
  const look = async (why?: string): Promise<void> => {
    const batch = asBatch(await cases.keptBatch());
    const left = batch === undefined ? [] : await leftOf(batch);
    if (batch === undefined || left.length === 0) {
      if (batch !== undefined) await cases.keepBatch(null);
      set({ kind: 'none' });
    } else set({ kind: 'kept', batch, left: left.length, why });
  };

  const through = async (batch: Batch): Promise<void> => {
    isStopped = false;
    const { label } = batch;
    const total = batch.items.length;
    const left = await leftOf(batch);
    let done = total - left.length;
    const refusals = new Map<string, { readonly id: string; readonly name: string }[]>();
    for (const [at, { caseId, post, data }] of left.entries()) {
      set({ kind: 'running', label, done, total });
      if (stopped()) {
        set({ kind: 'ended', label, done, refusals: listed(refusals), untried: left.length - at });
        await cases.keepBatch(null);
        return;
      }
      const outcome = await cases.act(caseId, batch.act, post, { ...data, batch: batch.id }, []);
      if (outcome.ok) done += 1;
      else if (isOfTheCase(outcome.trouble)) {
        const why = outcome.trouble.what.replace(/。$/, '');
        const [document] = await cases.many([caseId]);
        const name = document === undefined ? '不在本机的一件' : nameOfCase(document);
        refusals.set(why, [...(refusals.get(why) ?? []), { id: caseId, name }]);
      } else {
        await look(outcome.trouble.what);
        return;
      }
    }
    set({ kind: 'ended', label, done, refusals: listed(refusals), untried: 0 });
    await cases.keepBatch(null);
  };
  const stopped = (): boolean => isStopped;
  const never = new AbortController().signal;
  /** Not while another window is at it; what that one has done is in the logs. */
  const inTurn = (work: () => Promise<void>): Promise<void> => locks.hold(lockName, work, never);

  // The store is open and the question is ours: a failure is a bug and shall show.
  void look();
  return {
    get: () => state,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => {
        listeners.delete(changed);
      };
    },
    start: (batch, onKept) =>
      inTurn(async () => {
        const before = asBatch(await cases.keptBatch());
        const left = before === undefined ? 0 : (await leftOf(before)).length;
        if (left > 0) {
          await look();
          throw new BatchLeftOver(left);
        }
        await cases.keepBatch(batch);
        onKept?.();
        await through(batch);
      }),
    goOn: () =>
      inTurn(async () => {
        const batch = asBatch(await cases.keptBatch());
        if (batch === undefined) set({ kind: 'none' });
        else await through(batch);
      }),
    stop: () => {
      isStopped = true;
    },
    dismiss: async () => {
      if (state.kind === 'kept') await cases.keepBatch(null);
      set({ kind: 'none' });
    },
  };
}

const listed = (refusals: ReadonlyMap<string, Refusal['cases']>): readonly Refusal[] =>
  [...refusals].map(([why, cases]) => ({ why, cases })).sort((one, other) => other.cases.length - one.cases.length);

const runners = new WeakMap<Workstation, BatchRunner>();

export function runnerOf(workstation: Workstation): BatchRunner {
  const known = runners.get(workstation) ?? batchRunner(workstation, `ggw-batch-${workstation.user.id}`);
  runners.set(workstation, known);
  return known;
}
