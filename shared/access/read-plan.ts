import type { DocumentType } from '../domain/document-types.ts';
import { codeLine, isUnder } from '../domain/codes.ts';
import type { Placed } from '../domain/base-document.ts';
import type { Role } from '../domain/roles.ts';
import { personKey, type Post, type User } from '../domain/staff.ts';

/**
 * How far a role sees a type of document:
 * - `duty`: what lies under the post's own prefix, and what is addressed to the person or his department;
 * - `addressed`: only what is addressed to the person or his department;
 * - `street`: everything of the street he works in (lines, buildings: what anyone may see on the wall map) and the areas above it;
 * - `above`: what the district and the street hold for all below them (catalogues);
 * - `over`: what the post's own place and the areas above it hold for whoever works there, and nothing of the places below (shared filters);
 * - `line`: what lies under the post's own prefix, and what the areas above it hold for all (tasks).
 */
type Reach = 'duty' | 'addressed' | 'street' | 'above' | 'over' | 'line';

const MAP_AND_TABLES = { area: 'street', building: 'street', catalog: 'above' } as const;
const OPERATIONS = { ...MAP_AND_TABLES, case: 'duty', caseHandover: 'duty', photo: 'duty', thumb: 'duty' } as const;
/** Places and things: no residents among them. */
const PLACES = { enterprise: 'duty', component: 'duty', ledgerEntry: 'duty' } as const;
/** What a team of the office shares among itself. Not with departments: that a queue is about them is not for them to read. */
const OFFICE = { ...OPERATIONS, sharedFilter: 'over' } as const;
/** 人房企物 and the work at them. Special categories are not among them: each role that needs them is given them by name. */
const RECORDS = {
  ...PLACES,
  room: 'duty',
  person: 'duty',
  household: 'duty',
  occupancy: 'duty',
  task: 'line',
  target: 'duty',
  objection: 'duty',
  change: 'duty',
  handover: 'duty',
} as const;

/** Role × type. What is not in the table is not seen. */
export const READS: Readonly<Record<Role, Readonly<Partial<Record<DocumentType, Reach>>>>> = {
  gridWorker: { ...OFFICE, ...RECORDS, careFile: 'addressed', patrol: 'addressed', staff: 'addressed' },
  communityClerk: {
    ...OFFICE,
    ...RECORDS,
    careFile: 'duty',
    careChange: 'duty',
    careHandover: 'duty',
    patrol: 'duty',
    staff: 'duty',
  },
  streetClerk: { ...OFFICE, ...RECORDS, staff: 'duty' },
  dispatcher: { ...OFFICE, ...PLACES, staff: 'duty' },
  supervisor: { ...OFFICE, ...RECORDS, patrol: 'duty', staff: 'duty' },
  department: {
    ...MAP_AND_TABLES,
    case: 'addressed',
    caseHandover: 'addressed',
    photo: 'addressed',
    thumb: 'addressed',
    staff: 'addressed',
  },
  systemAdmin: { ...MAP_AND_TABLES, staff: 'duty' },
  securityAdmin: { catalog: 'above', area: 'street', staff: 'duty' },
  auditor: { catalog: 'above', area: 'street', staff: 'duty', audit: 'duty' },
};

/** One stretch of the covering index: everything of a type under a prefix, at one exact scope, or addressed to one key. */
export type ReadRange =
  | { readonly kind: 'under'; readonly type: DocumentType; readonly prefix: string }
  | { readonly kind: 'at'; readonly type: DocumentType; readonly scope: string }
  | { readonly kind: 'addressed'; readonly type: DocumentType; readonly key: string };

/** The street (or the district, for a district's post) whose wall map a post may see. */
const territoryOf = (post: Post): string => post.scope.slice(0, 9);

function rangesOf(post: Post, type: DocumentType, reach: Reach, person: string): readonly ReadRange[] {
  const addressed: readonly ReadRange[] = [person, ...(post.department === undefined ? [] : [post.department])].map(
    (key) => ({
      kind: 'addressed',
      type,
      key,
    }),
  );
  const territory = territoryOf(post);
  const at = (scope: string): ReadRange => ({ kind: 'at', type, scope });
  const above = codeLine(territory).map(at);
  switch (reach) {
    case 'duty':
      return [{ kind: 'under', type, prefix: post.scope }, ...addressed];
    case 'addressed':
      return addressed;
    case 'street':
      return [
        ...above.filter((range) => range.kind === 'at' && range.scope !== territory),
        { kind: 'under', type, prefix: territory },
      ];
    case 'above':
      return above;
    case 'over':
      return codeLine(post.scope).map(at);
    case 'line':
      return [...codeLine(post.scope).map(at), { kind: 'under', type, prefix: post.scope }, ...addressed];
  }
}

const rangeText = (range: ReadRange): string => JSON.stringify(range);

/**
 * Everything a person may read, as ranges of an index over (type, scope) and (type, audience). This list is the one definition of read access:
 * `mayRead`, the server's first pull and its change feed all follow from it.
 */
export function readPlan(user: User, types: readonly DocumentType[]): readonly ReadRange[] {
  const plan = new Map<string, ReadRange>();
  for (const post of user.posts) {
    for (const type of types) {
      const reach = READS[post.role][type];
      if (reach === undefined) continue;
      for (const range of rangesOf(post, type, reach, personKey(user.id))) plan.set(rangeText(range), range);
    }
  }
  return [...plan.values()].filter((range) => !coveredByAnother(range, plan));
}

/** A narrower prefix of the same type adds nothing. */
function coveredByAnother(range: ReadRange, plan: ReadonlyMap<string, ReadRange>): boolean {
  const scope = range.kind === 'under' ? range.prefix : range.kind === 'at' ? range.scope : null;
  if (scope === null) return false;
  return [...plan.values()].some(
    (other) => other !== range && other.kind === 'under' && other.type === range.type && isUnder(scope, other.prefix),
  );
}

export function inRange(range: ReadRange, document: Placed): boolean {
  if (range.type !== document.type) return false;
  switch (range.kind) {
    case 'under':
      return isUnder(document.scope, range.prefix);
    case 'at':
      return document.scope === range.scope;
    case 'addressed':
      return document.audience?.includes(range.key) ?? false;
  }
}

/** Whether any of the ranges holds the document. */
export const planAllows = (plan: readonly ReadRange[], document: Placed): boolean =>
  plan.some((range) => inRange(range, document));
