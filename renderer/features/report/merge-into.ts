import { actOf } from '../../../shared/cases/acts.ts';
import type { Post } from '../../../shared/domain/staff.ts';
import type { CaseRow, CasesApi } from '../../data/api.ts';
import { numberWords } from '../../lib/case-words.ts';

/** Whether a post takes findings in, and so may put two into one. */
export const mayMerge = (post: Post): boolean => actOf('merge').roles.includes(post.role);

/**
 * Merges a finding that was reported just now into an open case; says in words what came of it. It stands as a case of its own either way: its number, words and photos stay.
 */
export async function mergeInto(
  cases: Pick<CasesApi, 'act'>,
  caseId: string,
  into: CaseRow,
  post: Post,
): Promise<string> {
  const other = `${numberWords(into.number)} ${into.categoryName}`;
  const alone = `没有并到 ${other}，这件已单独上报，可以打开再并。`;
  try {
    const data = { into: into.id, ...(into.number === undefined ? {} : { intoNumber: into.number }) };
    const outcome = await cases.act(caseId, 'merge', post, data, []);
    return outcome.ok
      ? `已并到 ${other}，由那件一起办。弄错了打开这件撤销并案。`
      : `${alone}${outcome.trouble.what}${outcome.trouble.next}`;
  } catch (cause) {
    console.error('The finding was reported and could not be merged.', cause);
    return alone;
  }
}
