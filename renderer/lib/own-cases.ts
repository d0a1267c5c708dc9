import type { DepartmentEntry } from '../../shared/domain/catalog.ts';
import type { User } from '../../shared/domain/staff.ts';
import type { AreaWords } from './area-words.ts';
import { hasIt, type WaitingCase } from './next-act.ts';

/** Whether a person works for departments only: his cases are those his departments have now, wherever they are. */
export const isOfDepartment = (user: User): boolean => user.posts.every((post) => post.role === 'department');

/**
 * Whether a case counts among a person's own. A department still sees what it has sent back or what was dispatched
 * anew to another one; that is another's work by now and would not sum with what waits for it.
 */
export const isOwn = (user: User, row: Pick<WaitingCase, 'department' | 'parts'>): boolean =>
  user.posts.some((post) => post.role !== 'department' || hasIt(row, post.department));

/** Whose cases are counted: the department by its name, otherwise the area. */
export function ownWords(user: User, areas: AreaWords, departments: readonly DepartmentEntry[]): string {
  const post = user.posts[0];
  if (post === undefined) return '';
  const department = departments.find(({ key }) => key === post.department);
  return isOfDepartment(user) && department !== undefined ? department.name : areas.fullNameOf(post.scope);
}
