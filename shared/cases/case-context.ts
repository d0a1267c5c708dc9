import type { Actor, CasePhoto, Finding } from '../domain/case.ts';
import type { StandardRow } from '../domain/catalog.ts';

/** Everything the log has said so far. JSON only: a case can be folded on, saved and sent anywhere. */
export interface CaseContext {
  readonly finding: Finding | null;
  readonly reporter: Actor | null;
  readonly reportedAt: string | null;
  readonly photos: readonly CasePhoto[];
  readonly standard: StandardRow | null;
  readonly department: string | null;
  /** Departments it was ever dispatched to, oldest first: they may follow what became of it. */
  readonly departments: readonly string[];
  readonly checker: string | null;
  readonly round: number;
  readonly returns: number;
  readonly reopened: number;
  readonly closedAt: string | null;
  readonly changedAt: string | null;
}

export const EMPTY_CONTEXT: CaseContext = {
  finding: null,
  reporter: null,
  reportedAt: null,
  photos: [],
  standard: null,
  department: null,
  departments: [],
  checker: null,
  round: 0,
  returns: 0,
  reopened: 0,
  closedAt: null,
  changedAt: null,
};
