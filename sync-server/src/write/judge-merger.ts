import { mayRead } from '../../../shared/access/rights.ts';
import type { User } from '../../../shared/domain/staff.ts';
import type { Refusal } from '../../../shared/sync/refusal.ts';
import type { CoveringIndex } from '../index/covering-index.ts';
import type { StoredDocument } from '../store/port.ts';
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
  const ring = await ringFrom(id, mergedInto, subjects, (next) => mayRead(user, next));
  return ring === null ? null : IN_A_RING;
}

/** The cases from one along their mergers back to itself, itself first; null: they lead elsewhere, or to what is not here or must not be seen. */
export async function ringFrom(
  id: string,
  mergedInto: unknown,
  subjects: Pick<CoveringIndex, 'documents'>,
  isSeen: (document: StoredDocument) => boolean = () => true,
): Promise<readonly string[] | null> {
  const way = [id];
  let into = mergedInto;
  while (typeof into === 'string' && way.length <= MOST_STEPS) {
    if (into === id) return way;
    const next = (await subjects.documents([into])).get(into);
    if (next === undefined || !isSeen(next)) return null;
    way.push(into);
    into = next['mergedInto'];
  }
  return null;
}
