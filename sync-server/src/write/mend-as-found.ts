import type { Store } from '../store/port.ts';

/** Whoever wrote a branch looks at it himself, and knows what he acknowledged: others leave him this long. */
const GRACE_MS = 1_500;
const AGAIN_AFTER_MS = 5_000;

export interface Mended {
  readonly store: Pick<Store, 'branches'>;
  /** Makes one of what is there under an id; does nothing where it is one. */
  readonly mend: (id: string) => Promise<void>;
}

/**
 * Mends what the feed names several living revisions of: made by a cluster that let two writers through, or that was in two parts for a while, or left by a server that
 * stopped. Every server does, and all do the same. What could not be mended is tried again, after a restart too.
 */
export function mendAsFound(
  databases: readonly Mended[],
  failed: (error: unknown) => void,
  graceMs = GRACE_MS,
): { readonly close: () => Promise<void> } {
  const works = databases.flatMap(({ store: { branches }, mend }) =>
    branches === undefined ? [] : [mendingOf(branches, mend, failed, graceMs)],
  );
  return {
    close: async () => {
      await Promise.all(works.map((work) => work.close()));
    },
  };
}

function mendingOf(
  branches: NonNullable<Store['branches']>,
  mend: Mended['mend'],
  failed: (error: unknown) => void,
  graceMs: number,
): { readonly close: () => Promise<void> } {
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const mendAll = async (): Promise<void> => {
    for (const branched of await branches.seen()) {
      if (closed) return;
      await mend(branched.id);
      await branches.settled(branched);
    }
  };
  const plan = (ms: number): void => {
    if (closed || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      running = running.then(mendAll).catch((error: unknown) => {
        failed(error);
        plan(AGAIN_AFTER_MS);
      });
    }, ms);
  };
  const stop = branches.onSeen(() => {
    plan(graceMs);
  });
  // What was seen before this server last stopped.
  plan(graceMs);
  return {
    close: async () => {
      closed = true;
      stop();
      clearTimeout(timer);
      await running;
    },
  };
}
