import type { CaseDocument } from '../../domain/case.ts';
import type { DispatchGrade, DispatchRuleEntry } from '../../domain/catalog.ts';
import { foldLog } from '../fold.ts';
import type { Rulebooks } from '../rulebook.ts';
import { rowFor } from './dispatch-rules.ts';

/** A case of the time asked about: what the rules would have done with it, and what was really done. */
export interface Tried {
  readonly id: string;
  readonly openedAt: string;
  /** null: no rule speaks of it. */
  readonly would: DispatchGrade | null;
  /** Keys of the departments that would have had it, who leads first; empty where a person would choose. */
  readonly to: readonly string[];
  /** Keys of the departments that had it in the end, who leads first; empty: not dispatched yet. */
  readonly did: readonly string[];
  /** How often a department gave it back. */
  readonly returned: number;
  /** Whether both are known and not the same. */
  readonly differs: boolean;
}

/** What a rule set would have done, with the list behind every number. A case is in exactly one of `general template hard none`. */
export interface DryRun {
  readonly all: readonly Tried[];
  readonly general: readonly Tried[];
  readonly template: readonly Tried[];
  readonly hard: readonly Tried[];
  readonly none: readonly Tried[];
  /** It would have gone to others than it went to in the end. */
  readonly differs: readonly Tried[];
  /** A department had given it back before it came to the right one, which the rule would have named at once. */
  readonly spared: readonly Tried[];
}

export interface DryRunOf {
  readonly rows: readonly DispatchRuleEntry[];
  /** The departments of a template, who leads first; undefined: no such template. */
  readonly partsOf: (template: string) => readonly string[] | undefined;
  readonly rulebooks: Rulebooks;
  /** Instants: opened from then until before then. */
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Where it was dispatched to in the end, by the entries that took effect. */
function dispatchedTo(document: CaseDocument, refused: ReadonlyMap<string, unknown>): readonly string[] {
  let to: readonly string[] = [];
  for (const { id, act, data } of document.log) {
    if (refused.has(id)) continue;
    if (act === 'dispatch' || act === 'dispatchByRule') to = [String(data['department'])];
    else if (act === 'dispatchJointly') {
      const parts = data['parts'] as readonly { readonly key: string; readonly isLead: boolean }[];
      to = [...parts].sort((a, b) => Number(b.isLead) - Number(a.isLead)).map(({ key }) => key);
    }
  }
  return to;
}

const sameParts = ([lead, ...others]: readonly string[], [otherLead, ...otherOthers]: readonly string[]): boolean =>
  lead === otherLead && [...others].sort().join(' ') === [...otherOthers].sort().join(' ');

/**
 * What a set of rules would have done with the cases that were first opened in a time, and where that is not what was really done. Pure: nothing is written. Cases
 * that were never opened in that time are left out. A case of the grade 疑难 differs where it was not handled jointly, or by another in the lead than the rule names.
 */
export function dryRun(
  cases: readonly CaseDocument[],
  { rows, partsOf, rulebooks, fromMs, untilMs }: DryRunOf,
): DryRun {
  const all = cases.flatMap((document): readonly Tried[] => {
    const { path, refused, context, rules } = foldLog(document.log, rulebooks);
    const opened = path.find(({ act }) => act === 'open');
    if (opened === undefined || context.finding === null) return [];
    const openedMs = Date.parse(opened.from);
    if (openedMs < fromMs || openedMs >= untilMs) return [];
    const row = rowFor(rows, context.finding, opened.from, rules.calendar);
    const did = dispatchedTo(document, refused);
    const lead = row?.department === undefined ? [] : [row.department];
    const to = row?.grade === 'template' ? (partsOf(row.template ?? '') ?? []) : lead;
    const isOther =
      row?.grade === 'hard'
        ? did.length < 2 || (to.length > 0 && to[0] !== did[0])
        : to.length > 0 && !sameParts(to, did);
    const returned = path.filter(({ act }) => act === 'returnToDispatch').length;
    return [
      {
        id: document._id,
        openedAt: opened.from,
        would: row?.grade ?? null,
        to,
        did,
        returned,
        differs: row !== undefined && did.length > 0 && isOther,
      },
    ];
  });
  const of = (grade: DispatchGrade | null): readonly Tried[] => all.filter(({ would }) => would === grade);
  return {
    all,
    general: of('general'),
    template: of('template'),
    hard: of('hard'),
    none: of(null),
    differs: all.filter(({ differs }) => differs),
    spared: all.filter(({ returned, differs, to, did }) => returned > 0 && !differs && to.length > 0 && did.length > 0),
  };
}
