import { isOfDepartment } from '../../shared/cases/whose-turn.ts';
import type { DepartmentEntry } from '../../shared/domain/catalog.ts';
import type { User } from '../../shared/domain/staff.ts';
import type { AreaWords } from './area-words.ts';

/** Whose cases are counted: the department by its name, otherwise the area. */
export function ownWords(user: User, areas: AreaWords, departments: readonly DepartmentEntry[]): string {
  const post = user.posts[0];
  if (post === undefined) return '';
  const department = departments.find(({ key }) => key === post.department);
  return isOfDepartment(user) && department !== undefined ? department.name : areas.fullNameOf(post.scope);
}
