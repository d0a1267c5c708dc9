import type { Placed } from '../../../shared/domain/base-document.ts';
import { personKey, type Post } from '../../../shared/domain/staff.ts';
import type { Role } from '../../../shared/domain/roles.ts';

/*
 * Who may see what, written down once more from DESIGN §1 and §3 and by no code of the product: what the product takes for right must not be asked of the product.
 * It is wide where the words are wide; what it forbids is forbidden.
 */

const MAP = ['area', 'building', 'catalog'];
const CASES = ['case', 'caseHandover'];
const THINGS = ['enterprise', 'component', 'ledgerEntry'];
const RESIDENTS = ['room', 'person', 'household', 'occupancy', 'task', 'target', 'objection', 'change', 'handover'];
const CARE = ['careFile', 'careChange', 'careHandover'];

/** Types a role sees of its place. */
const OF_THE_PLACE: Readonly<Record<Role, readonly string[]>> = {
  gridWorker: [...CASES, ...THINGS, ...RESIDENTS],
  communityClerk: [...CASES, ...THINGS, ...RESIDENTS, ...CARE, 'patrol', 'staff'],
  streetClerk: [...CASES, ...THINGS, ...RESIDENTS, 'staff'],
  dispatcher: [...CASES, ...THINGS, 'staff'],
  supervisor: [...CASES, ...THINGS, ...RESIDENTS, 'patrol', 'staff'],
  department: [],
  systemAdmin: ['staff'],
  securityAdmin: ['staff'],
  auditor: ['staff', 'audit'],
};
/** Whoever works for the office, departments apart. */
const OFFICE: readonly Role[] = ['gridWorker', 'communityClerk', 'streetClerk', 'dispatcher', 'supervisor'];
/** Types a role sees where they are addressed to him. */
const ADDRESSED: Readonly<Record<Role, readonly string[]>> = {
  ...OF_THE_PLACE,
  gridWorker: [...OF_THE_PLACE.gridWorker, 'careFile', 'patrol', 'staff'],
  department: [...CASES, 'staff'],
};

export function maySee(posts: readonly Post[], personId: string, { type, scope, audience = [] }: Placed): boolean {
  return posts.some((post) => {
    if (MAP.includes(type)) return scope.startsWith(post.scope.slice(0, 9)) || post.scope.startsWith(scope);
    if (OF_THE_PLACE[post.role].includes(type) && scope.startsWith(post.scope)) return true;
    // A filter that is shared holds for its place and for all who work below it.
    if (type === 'sharedFilter' && OFFICE.includes(post.role) && post.scope.startsWith(scope)) return true;
    // What the places above hold for all below them.
    if (type === 'task' && OF_THE_PLACE[post.role].includes(type) && post.scope.startsWith(scope)) return true;
    const keys = [personKey(personId), ...(post.department === undefined ? [] : [post.department])];
    return ADDRESSED[post.role].includes(type) && audience.some((key) => keys.includes(key));
  });
}
