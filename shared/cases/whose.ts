import { isUnder } from '../domain/codes.ts';
import type { LogEntry } from '../domain/case.ts';
import { personKey } from '../domain/staff.ts';
import type { CaseContext } from './case-context.ts';

/* Whose a case is, seen from an entry: by its place, by the department, by the person it was given to. */

/** Where the case is, as the context or the entry that begins it says. */
export function placeOf(context: CaseContext, entry: LogEntry): string | null {
  const begun = entry.data['finding'] as { place: { gridCode: string } } | undefined;
  return context.finding?.place.gridCode ?? begun?.place.gridCode ?? null;
}

export const isInScope = (context: CaseContext, entry: LogEntry): boolean => {
  const place = placeOf(context, entry);
  return place !== null && isUnder(place, entry.by.post.scope);
};

export const isOwnDepartment = (context: CaseContext, { by }: LogEntry): boolean =>
  by.post.department !== undefined &&
  (by.post.department === context.department || context.parts.some(({ key }) => key === by.post.department));

export const isHandler = (context: CaseContext, { by }: LogEntry): boolean => context.handler?.key === personKey(by.id);
