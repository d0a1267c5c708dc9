import type { LogEntry } from '../domain/case.ts';
import type { TimeLimit } from '../domain/catalog.ts';
import type { CaseContext, OpenRequest } from './case-context.ts';
import type { Step } from './path.ts';
import { timedStandard } from './timed-standard.ts';
import { isInScope, isOwnDepartment } from './whose.ts';

/* Requests (延期, 挂账, 申诉): for what they are asked, who decides on them, which of them is meant. */

/** What a department asks more time or a rest for: the case, or in a joint handling its own part. */
export interface Asking {
  readonly request: OpenRequest | null;
  readonly extensions: number;
  readonly suspensions: number;
  readonly path: readonly Step[];
  readonly limit: TimeLimit | null;
}

export function askingOf(context: CaseContext, entry: LogEntry, path: readonly Step[]): Asking {
  const standard = timedStandard(context)?.limit ?? null;
  // An appeal is about the whole case, whoever had parts of it.
  const part = entry.act === 'appeal' ? undefined : context.parts.find(({ key }) => key === entry.by.post.department);
  return part === undefined ? { ...context, path, limit: standard } : { ...part, limit: part.limit ?? standard };
}

/** All that wait for a decision, that of the whole case first. */
export const openRequests = ({ request, parts }: Pick<CaseContext, 'request' | 'parts'>): readonly OpenRequest[] =>
  [request, ...parts.map((part) => part.request)].filter((one) => one !== null);

export function mayDecide(request: OpenRequest, context: CaseContext, entry: LogEntry): boolean {
  if (request.decidedBy !== entry.by.post.role) return false;
  // In his own department somebody else decides; above it whoever leads the place.
  if (request.decidedBy === 'department') return isOwnDepartment(context, entry) && request.by.id !== entry.by.id;
  return isInScope(context, entry);
}

/**
 * The request that an entry answers: the one it names, and no other (what its author has not seen, he has not decided on). Where it names none, its author's own to
 * take back, or the first that he may decide on; null: there is none.
 */
export function requestMeant(context: CaseContext, entry: LogEntry): OpenRequest | null {
  const open = openRequests(context);
  const named = entry.data['request'];
  if (typeof named === 'string') return open.find((one) => one.entry === named) ?? null;
  const isFor = (one: OpenRequest): boolean =>
    entry.act === 'cancelRequest' ? one.by.id === entry.by.id : mayDecide(one, context, entry);
  return open.find(isFor) ?? open[0] ?? null;
}
