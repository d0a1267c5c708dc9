import { isUnder } from '../domain/codes.ts';
import type { LogEntry } from '../domain/case.ts';
import { personKey } from '../domain/staff.ts';
import type { PhotoKind, PhotoRef } from '../domain/evidence.ts';
import { unreachable } from '../lib/assert.ts';
import { actOf, type Act, type Requirement } from './acts.ts';
import type { CaseContext } from './case-context.ts';

/** Why an act does not take effect. Words in `refusals.ts`. */
export type Unmet = 'malformed' | 'role' | Requirement;

const showsKind = (entry: LogEntry, kinds: readonly PhotoKind[]): boolean =>
  ((entry.data['photos'] ?? []) as readonly PhotoRef[]).some((photo) => kinds.includes(photo.kind));

/** Where the case is, as the context or the entry that begins it says. */
function placeOf(context: CaseContext, entry: LogEntry): string | null {
  const begun = entry.data['finding'] as { place: { gridCode: string } } | undefined;
  return context.finding?.place.gridCode ?? begun?.place.gridCode ?? null;
}

function holds(requirement: Requirement, context: CaseContext, entry: LogEntry): boolean {
  const { by, data } = entry;
  switch (requirement) {
    case 'inScope': {
      const place = placeOf(context, entry);
      return place !== null && isUnder(place, by.post.scope);
    }
    case 'ownDepartment':
      return context.department !== null && by.post.department === context.department;
    case 'reason':
      return typeof data['reason'] === 'string' && data['reason'].trim().length > 0;
    case 'standard': {
      const row = data['standard'] as { category: { standard: string; kind: string; code: string } } | undefined;
      const category = context.finding?.category;
      return (
        row !== undefined &&
        category !== undefined &&
        row.category.standard === category.standard &&
        row.category.kind === category.kind &&
        row.category.code === category.code
      );
    }
    case 'departmentChosen':
      return typeof data['department'] === 'string' && data['department'].startsWith('dept:');
    case 'beforePhoto':
      return showsKind(entry, ['before', 'near', 'far']);
    case 'afterPhoto':
      return showsKind(entry, ['after']);
    case 'closeCondition':
      return typeof data['closeCondition'] === 'string' && data['closeCondition'].trim().length > 0;
    case 'ownCheck':
      return context.checker === null || context.checker === personKey(by.id) || by.post.role === 'supervisor';
    case 'notReopened':
      return context.reopened === 0;
    case 'reporterOrHolder':
      return (
        context.reporter?.id === by.id ||
        (by.post.role !== 'gridWorker' && isUnder(placeOf(context, entry) ?? '', by.post.scope))
      );
    default:
      return unreachable(requirement, 'requirement');
  }
}

/** Requirements that nothing a person fills in can meet: they decide whether an act is offered at all. */
const STANDING: ReadonlySet<Requirement> = new Set([
  'inScope',
  'ownDepartment',
  'ownCheck',
  'notReopened',
  'reporterOrHolder',
]);

/** The first thing that stands against an act, beside the state of the case; null when nothing does. Shape first: the rest reads the data. */
export function unmetRequirement(act: Act, context: CaseContext, entry: LogEntry): Unmet | null {
  const definition = actOf(act);
  if (!definition.data.safeParse(entry.data).success) return 'malformed';
  if (!definition.roles.includes(entry.by.post.role)) return 'role';
  return definition.requires.find((requirement) => !holds(requirement, context, entry)) ?? null;
}

/** The same before anything is filled in: what stands against this person doing this act now. */
export function unmetStanding(act: Act, context: CaseContext, blank: LogEntry): Unmet | null {
  const definition = actOf(act);
  if (!definition.roles.includes(blank.by.post.role)) return 'role';
  return (
    definition.requires.find((requirement) => STANDING.has(requirement) && !holds(requirement, context, blank)) ?? null
  );
}
