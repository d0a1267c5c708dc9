import type { Placed } from '../domain/base-document.ts';
import { isDocumentType, type DocumentType } from '../domain/document-types.ts';
import type { Role } from '../domain/roles.ts';
import type { User } from '../domain/staff.ts';
import { planAllows, readPlan, READS } from './read-plan.ts';

/** Role × type that may be written through sync. Staff accounts are administered by command; stamps and numbers are the server's. */
export const WRITES: Readonly<Record<Role, readonly DocumentType[]>> = {
  gridWorker: ['case', 'photo', 'thumb', 'audit'],
  communityClerk: ['case', 'photo', 'thumb', 'audit'],
  streetClerk: ['case', 'photo', 'thumb', 'audit'],
  dispatcher: ['case', 'photo', 'thumb', 'audit'],
  department: ['case', 'photo', 'thumb', 'audit'],
  supervisor: ['case', 'photo', 'thumb', 'audit'],
  systemAdmin: ['area', 'building', 'catalog', 'audit'],
  securityAdmin: ['audit'],
  auditor: ['audit'],
};

/** Access (DESIGN §3): the role may see this type, and the document lies under a prefix or is addressed to the person or his department. */
export function mayRead(user: User, document: Placed): boolean {
  return isDocumentType(document.type) && planAllows(readPlan(user, [document.type]), document);
}

/** Whether any post of the person may see the type at all. */
export const mayReadType = (user: User, type: DocumentType): boolean =>
  user.posts.some((post) => READS[post.role][type] !== undefined);

/** Whether any post of the person may write the type. */
export const mayWriteType = (user: User, type: DocumentType): boolean =>
  user.posts.some((post) => WRITES[post.role].includes(type));

export type WriteVerdict = 'allowed' | 'type' | 'before' | 'after';

/**
 * Whether a person may replace `before` (null: nothing there) by `after`: the type, then what is there, then what it becomes.
 * One may write only what one may see before and after, so nothing can be moved out of sight or overwritten unseen.
 */
export function mayWrite(user: User, before: Placed | null, after: Placed): WriteVerdict {
  if (!isDocumentType(after.type) || !mayWriteType(user, after.type)) return 'type';
  if (before !== null && !mayRead(user, before)) return 'before';
  return mayRead(user, after) ? 'allowed' : 'after';
}
