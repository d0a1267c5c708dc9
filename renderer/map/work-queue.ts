import { soon } from './soon.ts';

/** Works begun within this share a task. */
const TURN_MS = 16;

export interface WorkQueue<Work extends string> {
  /** Does these, and the last ones, in the order they were first asked for; several wishes of one kind are one. */
  readonly ask: (...wanted: readonly Work[]) => void;
  readonly isWaiting: () => boolean;
  readonly stop: () => void;
}

/** As many kinds of work in one task as it has time for: every task more is a frame more that has to be painted. `last` come after all others, every time. */
export function createWorkQueue<Work extends string>(
  works: Readonly<Record<Work, () => void>>,
  last: readonly NoInfer<Work>[],
  onProgress: () => void,
): WorkQueue<Work> {
  const waiting = new Set<Work>();
  let callOff: (() => void) | undefined;

  function workOn(): void {
    callOff = undefined;
    const until = performance.now() + TURN_MS;
    for (const work of waiting) {
      if (performance.now() >= until) break;
      waiting.delete(work);
      works[work]();
    }
    if (waiting.size > 0) callOff ??= soon(workOn);
    onProgress();
  }

  return {
    ask: (...wanted) => {
      for (const work of last) waiting.delete(work);
      for (const work of [...wanted, ...last]) waiting.add(work);
      callOff ??= soon(workOn);
      onProgress();
    },
    isWaiting: () => waiting.size > 0,
    stop: () => {
      callOff?.();
      callOff = undefined;
      waiting.clear();
    },
  };
}
