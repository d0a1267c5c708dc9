import type { Actor, CasePhoto, CaseState, Finding } from '../domain/case.ts';
import type { StandardRow, TimeLimit } from '../domain/catalog.ts';
import type { Step } from './path.ts';
import type { VerifiedAs } from './acts/intake.ts';

/** Taken from the pool by somebody, and kept for him until then. */
export interface Claim {
  readonly by: Actor;
  readonly at: string;
  readonly until: string;
}

/** What somebody was sent to see before the case is opened, and what he saw; `result` is null while he is on his way. */
export interface Verification {
  /** The person it was given to; null: whoever works in the grid. */
  readonly worker: string | null;
  readonly result: VerifiedAs | null;
}

/** A department's part in a joint handling (母子工单), with the way it went: its clock reads that. */
export interface Part {
  readonly key: string;
  readonly name: string;
  /** 主办; the others are 协办. */
  readonly isLead: boolean;
  readonly isRequired: boolean;
  readonly what: string | null;
  /** Its own; null: that of the standard. */
  readonly limit: TimeLimit | null;
  readonly state: 'pendingSign' | 'handling' | 'suspended' | 'done';
  readonly path: readonly Step[];
  /** What its department asks for, for this part alone; what was granted, and how long it rests. */
  readonly request: OpenRequest | null;
  readonly extensions: number;
  readonly suspension: Suspension | null;
  readonly suspensions: number;
}

export type RequestKind = 'extension' | 'suspension' | 'appeal';
/** Whose turn it is to decide on a request. */
export type DecidedBy = 'department' | 'dispatcher' | 'streetClerk';

/** A request that waits for its next decision. There is one at a time, in a joint handling one for each part. */
export interface OpenRequest {
  readonly kind: RequestKind;
  readonly by: Actor;
  readonly entry: string;
  readonly decidedBy: DecidedBy;
  /** Of a suspension: the last calendar day of it. */
  readonly until: string | null;
}

/** 挂账: since when, and the instant at which it ends by itself. */
export interface Suspension {
  readonly until: string;
  readonly endsAt: string;
}

export interface Supervision {
  readonly by: Actor;
  readonly at: string;
  readonly replyBy: string | null;
  readonly answeredAt: string | null;
}

/** 吹哨报到: who was called when, and who came when. */
export interface Whistle {
  readonly by: Actor;
  readonly at: string;
  readonly called: readonly { readonly key: string; readonly name: string; readonly arrivedAt: string | null }[];
  readonly endedAt: string | null;
}

export interface Visit {
  readonly reached: boolean;
  readonly solved: 'yes' | 'no' | 'unknown';
  readonly satisfied: 'yes' | 'fair' | 'no' | 'unknown';
  readonly at: string;
}

/** Everything the log has said so far. JSON only: a case can be folded on, saved and sent anywhere. */
export interface CaseContext {
  readonly finding: Finding | null;
  readonly reporter: Actor | null;
  readonly reportedAt: string | null;
  readonly photos: readonly CasePhoto[];
  readonly claim: Claim | null;
  readonly claims: number;
  readonly verification: Verification | null;
  readonly standard: StandardRow | null;
  readonly department: string | null;
  /** 捆绑: what it was dispatched with, and the limit that times all of them. */
  readonly bundle: { readonly id: string; readonly size: number; readonly limit: TimeLimit } | null;
  /** Departments it was ever dispatched to, oldest first: they may follow what became of it. */
  readonly departments: readonly string[];
  /** Within the department, once it was assigned. */
  readonly handler: { readonly key: string; readonly name: string } | null;
  /** Empty where one department has it alone. */
  readonly parts: readonly Part[];
  readonly request: OpenRequest | null;
  readonly extensions: number;
  readonly suspension: Suspension | null;
  readonly suspensions: number;
  readonly checker: string | null;
  readonly round: number;
  readonly returns: number;
  readonly reopened: number;
  readonly rehandled: number;
  readonly closedAt: string | null;
  readonly appeals: number;
  /** When an appeal was granted: left out of the figures, the fact kept. */
  readonly exemptAt: string | null;
  readonly visit: Visit | null;
  readonly supervision: Supervision | null;
  readonly whistle: Whistle | null;
  readonly escalatedAt: string | null;
  /** The case it was merged into, and where it stood before. */
  readonly mergedInto: { readonly id: string; readonly number: string | null; readonly from: CaseState } | null;
  readonly changedAt: string | null;
}

export const EMPTY_CONTEXT: CaseContext = {
  finding: null,
  reporter: null,
  reportedAt: null,
  photos: [],
  claim: null,
  claims: 0,
  verification: null,
  standard: null,
  department: null,
  bundle: null,
  departments: [],
  handler: null,
  parts: [],
  request: null,
  extensions: 0,
  suspension: null,
  suspensions: 0,
  checker: null,
  round: 0,
  returns: 0,
  reopened: 0,
  rehandled: 0,
  closedAt: null,
  appeals: 0,
  exemptAt: null,
  visit: null,
  supervision: null,
  whistle: null,
  escalatedAt: null,
  mergedInto: null,
  changedAt: null,
};
