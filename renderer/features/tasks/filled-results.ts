import type { TargetOutcome } from '../../../shared/domain/task.ts';
import { useWorkstation } from '../../data/hooks.ts';
import type { Workstation } from '../../data/api.ts';
import { countedWords, keptIn, useKept } from '../../lib/kept.ts';

/** What somebody has filled in at one target and not recorded yet. */
export interface FilledResult {
  readonly outcome: TargetOutcome | undefined;
  readonly words: string;
  /** By the key of the task's question. */
  readonly answers: Readonly<Record<string, unknown>>;
  readonly proposals: readonly { readonly field: string; readonly fieldName: string; readonly to: string }[];
}

export const NOTHING_FILLED: FilledResult = { outcome: undefined, words: '', answers: {}, proposals: [] };

const isFilled = ({ outcome, words, answers, proposals }: FilledResult): boolean =>
  outcome !== undefined || words.trim() !== '' || Object.keys(answers).length > 0 || proposals.length > 0;

const filledResults = keptIn(
  () => new Map<string, FilledResult>(),
  (kept) => countedWords([...kept.values()].filter(isFilled), '个任务对象的结果'),
);

/** It stays when another target is in hand, and over the lock, until it is recorded. */
export function useFilledResult(target: string): readonly [FilledResult, (change: Partial<FilledResult>) => void] {
  const [filled, fill] = useKept(filledResults, useWorkstation(), target, NOTHING_FILLED);
  return [filled, fill];
}

/** It is recorded. */
export function forgetFilled(workstation: Workstation, target: string): void {
  filledResults(workstation).delete(target);
}
