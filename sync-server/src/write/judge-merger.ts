import { mayRead } from '../../../shared/access/rights.ts';
import type { User } from '../../../shared/domain/staff.ts';
import type { Refusal } from '../../../shared/sync/refusal.ts';
import type { CoveringIndex } from '../index/covering-index.ts';
import type { Judgement } from './judgement.ts';
import type { PushedDocument } from './pushed-document.ts';

/** Longer than any chain of mergers that people make. */
const MOST_STEPS = 20;

const IN_A_RING: Refusal = {
  code: 'merged-in-a-ring',
  why: '要并到的那件已经并入这件，两件互相并案就没有人办了',
  fix: '打开那件看主件，都留着主件办；要换主件就先撤销那边的并案。',
};

/** The cases that a pushed log merges into: held with it, so that of two who merge each other's the second sees the first. */
export function mergeTargets({ content }: PushedDocument): readonly string[] {
  const { log } = content as { readonly log?: unknown };
  return (Array.isArray(log) ? log : []).flatMap((entry: unknown) => {
    const { act, data } = (entry ?? {}) as { readonly act?: unknown; readonly data?: { readonly into?: unknown } };
    return act === 'merge' && typeof data?.into === 'string' ? [data.into] : [];
  });
}

/**
 * 并案 in a ring: two clerks who each merge the other's case, one of them without contact, would leave both ended and nobody at either. Whoever comes second hears it, and his case stays
 * where it was. A case that has not arrived yet, or is out of his sight, is no ground against anything.
 */
export async function againstMerger(
  judgement: Judgement,
  user: User,
  subjects: CoveringIndex,
): Promise<Refusal | null> {
  if (judgement.kind !== 'write') return null;
  const { _id: id, mergedInto } = judgement.content;
  let into = mergedInto;
  for (let steps = 0; typeof into === 'string' && steps < MOST_STEPS; steps += 1) {
    if (into === id) return IN_A_RING;
    const next = (await subjects.documents([into])).get(into);
    if (next === undefined || !mayRead(user, next)) return null;
    into = next['mergedInto'];
  }
  return null;
}
