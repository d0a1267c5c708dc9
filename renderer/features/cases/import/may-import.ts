import { actOf } from '../../../../shared/cases/acts.ts';
import type { Post, User } from '../../../../shared/domain/staff.ts';

/** Whether a post takes demands of other channels in: who may void what came in by mistake, and merge what is there already. */
export const takesIn = ({ role }: Post): boolean => actOf('merge').roles.includes(role);

export const mayImport = ({ posts }: Pick<User, 'posts'>): boolean => posts.some(takesIn);
