import type { Placed } from '../domain/base-document.ts';
import { isDocumentType, type DocumentType } from '../domain/document-types.ts';
import type { Role } from '../domain/roles.ts';
import { isUnder } from '../domain/codes.ts';
import { personKey, type Post, type User } from '../domain/staff.ts';
import { planAllows, readPlan, READS, type ReadRange } from './read-plan.ts';

const CASE_WORK = ['case', 'caseHandover', 'photo', 'thumb', 'audit'] as const;
/** Whoever works the cases of a whole place. A shared filter is seen only at its own place or below it and written only under one's own: so by the colleagues of its very place. */
const DESK_WORK = [...CASE_WORK, 'sharedFilter'] as const;
const LEDGER_WORK = [
  'room',
  'person',
  'household',
  'occupancy',
  'enterprise',
  'component',
  'ledgerEntry',
  'target',
  'objection',
  'handover',
] as const;

/** Role × type that may be written through sync. Staff accounts are administered by command; stamps, numbers and field history are the server's. */
export const WRITES: Readonly<Record<Role, readonly DocumentType[]>> = {
  gridWorker: [...CASE_WORK, ...LEDGER_WORK, 'task', 'patrol'],
  communityClerk: [...DESK_WORK, ...LEDGER_WORK, 'building', 'careFile', 'careHandover', 'task'],
  streetClerk: [...DESK_WORK, ...LEDGER_WORK, 'building', 'task'],
  dispatcher: DESK_WORK,
  department: CASE_WORK,
  supervisor: [...DESK_WORK, 'objection', 'handover', 'task', 'target'],
  systemAdmin: ['area', 'building', 'catalog', 'audit'],
  securityAdmin: ['audit'],
  auditor: ['audit'],
};

/** Access (DESIGN §3): the role may see this type, and the document lies under a prefix or is addressed to the person or his department. */
export function mayRead(user: User, document: Placed): boolean {
  return isDocumentType(document.type) && planAllows(planOf(user, document.type), document);
}

/** A push or a page of a feed asks thousands of times for the same person: his plan is made once for as long as he is the same object. Users never change in place. */
const plans = new WeakMap<User, Map<DocumentType, readonly ReadRange[]>>();
function planOf(user: User, type: DocumentType): readonly ReadRange[] {
  const known = plans.get(user) ?? new Map<DocumentType, readonly ReadRange[]>();
  if (known.size === 0) plans.set(user, known);
  const plan = known.get(type) ?? readPlan(user, [type]);
  known.set(type, plan);
  return plan;
}

/** Whether any post of the person may see the type at all. */
export const mayReadType = (user: User, type: DocumentType): boolean =>
  user.posts.some((post) => READS[post.role][type] !== undefined);

/** Whether any post of the person may write the type. */
export const mayWriteType = (user: User, type: DocumentType): boolean =>
  user.posts.some((post) => WRITES[post.role].includes(type));

/** The places at which a person may let colleagues use his filters, each with the post that he does it by. */
export const sharingPosts = (user: User): readonly Post[] =>
  user.posts.filter(
    ({ role, scope }, at) =>
      WRITES[role].includes('sharedFilter') &&
      user.posts.findIndex((one) => WRITES[one.role].includes('sharedFilter') && one.scope === scope) === at,
  );

/** Who keeps the tables that the work is done by (目录规则). */
export const keepsCatalogs = (user: User): boolean => mayWriteType(user, 'catalog');

/** Who tries the rules that cases are dispatched by on cases of the whole street, which an administrator does not see. */
const TRY_RULES: ReadonlySet<Role> = new Set(['dispatcher', 'supervisor']);
export const triesRules = (user: User): boolean => user.posts.some(({ role }) => TRY_RULES.has(role));

/** Who has a use for the figures of an area (DOMAIN §3.1): whoever answers for it or hands its cases on. They are counted over what he may see, and over nothing else. */
const COUNT: ReadonlySet<Role> = new Set(['streetClerk', 'dispatcher', 'supervisor']);
export const seesIndicators = (user: User): boolean => user.posts.some(({ role }) => COUNT.has(role));

/** Who may see how the terminals of an area stand: those who look after them (`GET /_workstation/devices`). */
const LOOK_AFTER_TERMINALS: ReadonlySet<Role> = new Set(['systemAdmin', 'securityAdmin']);
export const placesLookedAfter = (user: User): readonly string[] =>
  user.posts.filter(({ role }) => LOOK_AFTER_TERMINALS.has(role)).map(({ scope }) => scope);
export const looksAfterTerminals = (user: User): boolean => placesLookedAfter(user).length > 0;

/** What is handed to somebody. What an area holds for all (tables, tasks, filters, the wall map) is no letter: who addressed it to himself would write for places that are not his. */
const isHanded = (role: Role, type: DocumentType): boolean =>
  READS[role][type] === 'duty' || READS[role][type] === 'addressed';

/** A person writes under his own prefix, or what is handed to him or his department; seeing more of the street (the wall map) is no right to write there. */
const isInWriteReach = (user: User, type: DocumentType, document: Placed): boolean =>
  user.posts.some(
    (post) =>
      WRITES[post.role].includes(type) &&
      (isUnder(document.scope, post.scope) ||
        (isHanded(post.role, type) &&
          (document.audience?.some((key) => key === personKey(user.id) || key === post.department) ?? false))),
  );

export type WriteVerdict = 'allowed' | 'type' | 'before' | 'after';

/**
 * Whether a person may replace `before` (null: nothing there) by `after`: the type, then what is there, then what it becomes.
 * One may write only what one may see before and after, so nothing can be moved out of sight or overwritten unseen.
 */
export function mayWrite(user: User, before: Placed | null, after: Placed): WriteVerdict {
  const { type } = after;
  if (!isDocumentType(type) || !mayWriteType(user, type)) return 'type';
  const isAllowed = (document: Placed): boolean => mayRead(user, document) && isInWriteReach(user, type, document);
  if (before !== null && !isAllowed(before)) return 'before';
  return isAllowed(after) ? 'allowed' : 'after';
}
