import { caseSchema, projectionFields, type CaseDocument } from '../domain/case.ts';
import { saysNewerWords } from '../lib/newer-words.ts';
import { foldLog, projectFold } from './fold.ts';

const isProjected = (field: PropertyKey | undefined): field is keyof typeof projectionFields =>
  field !== undefined && Object.hasOwn(projectionFields, field);

/**
 * A case as a centre sends it; null where it has not the shape of one. What a centre of a newer version says in words that this one does not know (a state, a post, a
 * channel) is no reason to go without the case: such a derived field is what this version makes of the log, and the log stays as it came.
 */
export function readCase(value: unknown): CaseDocument | null {
  const parsed = caseSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  if (!saysNewerWords(parsed.error, value)) return null;
  const document = value as CaseDocument;
  const unknown = new Set(parsed.error.issues.map(({ path }) => path[0]).filter(isProjected));
  if (unknown.size === 0) return document;
  const own = projectFold(foldLog(document.log));
  if (own === null) return null;
  const known = Object.entries(document).filter(([field]) => !isProjected(field) || !unknown.has(field));
  const derived = Object.entries(own).filter(([field]) => isProjected(field) && unknown.has(field));
  return { ...Object.fromEntries(known), ...Object.fromEntries(derived) } as CaseDocument;
}
