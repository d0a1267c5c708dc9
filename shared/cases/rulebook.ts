import type { CaseState, Channel, LogEntry } from '../domain/case.ts';
import type { Role } from '../domain/roles.ts';
import type { DispatchTable } from './dispatch/dispatch-rules.ts';
import { USUAL_CLOCK_RULES, type ClockRules } from './deadline/clock-rules.ts';
import { ACT_NAMES, actOf, STATE_LABELS, type Act, type Requirement } from './acts.ts';

/** What a place decides of one act: its word, who may do it, what it requires. When it is possible is the machine's and the same everywhere. */
export interface ActRule {
  readonly label: string;
  readonly roles: readonly Role[];
  readonly requires: readonly Requirement[];
}

/** Everything local about the life of a case, as one value. A case keeps the version it was opened under. */
export interface Rulebook extends ClockRules {
  readonly version: number;
  readonly states: Readonly<Record<CaseState, string>>;
  readonly acts: Readonly<Record<Act, ActRule>>;
  readonly limits: {
    /** Approved extensions per case; each adds one original limit. */
    readonly extensions: number;
    readonly suspensions: number;
    readonly suspensionDays: number;
    /** How long a case taken from the pool is kept for whoever took it. */
    readonly leaseMinutes: number;
  };
  /** Findings of these channels are verified on the spot before they are opened. */
  readonly verifyFirst: readonly Channel[];
  /** Whether an overdue handling goes to the district by itself. */
  readonly escalateOverdue: boolean;
  /** How long a general case waits for a dispatcher before it goes by the dispatch rules; null: it waits for one. */
  readonly autoDispatchMinutes: number | null;
  /** Every version at hand, nearest area and newest first: which one holds depends on the day of the opening. The same in every version of the rules. */
  readonly dispatchTables: readonly DispatchTable[];
}

const nationalActs = Object.fromEntries(
  ACT_NAMES.map((act) => {
    const { label, roles, requires } = actOf(act);
    return [act, { label, roles, requires }];
  }),
) as unknown as Rulebook['acts']; // every act has its row: the names are the table's own

/** Version 1: the rules of every log that names none. */
export const NATIONAL_RULEBOOK: Rulebook = {
  version: 1,
  states: STATE_LABELS,
  acts: nationalActs,
  limits: { extensions: 2, suspensions: 1, suspensionDays: 365, leaseMinutes: 30 },
  verifyFirst: [],
  escalateOverdue: false,
  autoDispatchMinutes: null,
  dispatchTables: [],
  ...USUAL_CLOCK_RULES,
};

/** Which rulebook a version is at a place (a code of any level): the very one, or the nearest older that is at hand. */
export type Rulebooks = (version: number, place: string) => Rulebook;

export const NATIONAL_ONLY: Rulebooks = () => NATIONAL_RULEBOOK;

/** The rules that a case is kept by: its first entry names their version, and where it is. */
export function rulesOf(first: LogEntry | undefined, rulebooks: Rulebooks): Rulebook {
  const finding = first?.data['finding'] as { readonly place?: { readonly gridCode?: string } } | undefined;
  return rulebooks(first?.rules ?? NATIONAL_RULEBOOK.version, finding?.place?.gridCode ?? '');
}
