import type { Act } from '../../../shared/cases/acts.ts';
import { actsFor, judgeAct, type OfferedAct } from '../../../shared/cases/legal-acts.ts';
import type { Rulebooks } from '../../../shared/cases/rulebook.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import {
  categoryKeyText,
  type CollectionNote,
  type DepartmentEntry,
  type StandardRow,
} from '../../../shared/domain/catalog.ts';
import { shortCaseNumber } from '../../../shared/domain/case-number.ts';
import type { Post, User } from '../../../shared/domain/staff.ts';
import { standardsFor } from './act-fields.tsx';
import { askedBy, closeConditionOf } from './act-input.ts';
import { besideReasons, reasonData, wantsWords, type Reason } from './case-reasons.ts';

/** So many at once: each is an entry of its own to be written and delivered, and somebody looks over the whole. */
export const MOST_AT_ONCE = 500;

/** One act on one case: written as an entry of its own. */
export interface BatchItem {
  readonly caseId: string;
  readonly post: Post;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Why some of a selection cannot be done, and which. */
export interface Refusal {
  readonly why: string;
  readonly cases: readonly { readonly id: string; readonly name: string }[];
}

export interface BatchPlan {
  readonly items: readonly BatchItem[];
  /** The most frequent reason first. */
  readonly refusals: readonly Refusal[];
}

/** What is filled in once for all of them. */
export interface BatchInput {
  /** Left out: each to the department its category names. */
  readonly department: DepartmentEntry | undefined;
  readonly reason: Reason | undefined;
  readonly conditionMet: boolean;
  readonly text: string;
}
export const NOTHING_FILLED: BatchInput = { department: undefined, reason: undefined, conditionMet: false, text: '' };

export interface BatchCatalogs {
  readonly departments: readonly DepartmentEntry[];
  readonly standards: readonly StandardRow[];
  readonly notes: readonly CollectionNote[];
}

/** What asks for a photo, for one particular person or for another case is done one by one. */
export const mayBeBatched = (act: Act): boolean =>
  ['nothing', 'department', 'standard', 'closeCondition', 'reason', 'note'].includes(askedBy(act));

/** Acts in which at least one of these cases can be, most cases first. */
export function actsOfMany(
  user: User,
  documents: readonly CaseDocument[],
  at: string,
  rulebooks: Rulebooks,
): readonly (OfferedAct & { readonly count: number })[] {
  const found = new Map<Act, OfferedAct & { count: number }>();
  for (const document of documents) {
    for (const offer of actsFor(user, document, at, rulebooks).offered) {
      if (!mayBeBatched(offer.act)) continue;
      const known = found.get(offer.act);
      if (known === undefined) found.set(offer.act, { ...offer, count: 1 });
      else known.count += 1;
    }
  }
  // A remark can always be made; it never leads.
  return [...found.values()].sort(
    (one, other) => Number(one.act === 'note') - Number(other.act === 'note') || other.count - one.count,
  );
}

type Filled =
  | { readonly ok: true; readonly data: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly why: string };

function filledFor(act: Act, document: CaseDocument, input: BatchInput, catalogs: BatchCatalogs): Filled {
  const words = input.text.trim();
  const text = words === '' ? {} : { text: words };
  switch (askedBy(act)) {
    case 'department': {
      const category = categoryKeyText(document.finding.category);
      const main = catalogs.notes.find((note) => categoryKeyText(note.category) === category)?.department;
      const department = input.department ?? catalogs.departments.find(({ key }) => key === main);
      return department === undefined
        ? { ok: false, why: '类别没有定主办部门，要逐件选' }
        : { ok: true, data: { department: department.key, departmentName: department.name, ...text } };
    }
    case 'standard': {
      const rows = standardsFor(document, catalogs.standards);
      const [standard] = rows;
      if (standard === undefined) return { ok: false, why: '没有对应的立案标准' };
      return rows.length > 1
        ? { ok: false, why: `有 ${String(rows.length)} 条立案标准，要逐件选` }
        : { ok: true, data: { standard, ...text } };
    }
    case 'closeCondition':
      return { ok: true, data: { closeCondition: closeConditionOf(document), ...text } };
    case 'reason':
      return { ok: true, data: { reason: '', ...reasonData(input.reason, words) } };
    default:
      return { ok: true, data: text };
  }
}

/** `这件已被社区受理，现在不能受理` without its end: what cannot be done is said above. */
const plainWhy = (why: string): string => why.replace(/[，：]?现在不能.*$/, '').replace(/，不能.*$/, '');

export const nameOfCase = ({ number, finding }: CaseDocument): string =>
  `${number === undefined ? '' : `${shortCaseNumber(number)} `}${finding.category.name}，${finding.place.address}`;

/** What of a selection can be done, and why not the rest, judged case by case as each would be alone. */
export function planFor(
  act: Act,
  documents: readonly CaseDocument[],
  input: BatchInput,
  catalogs: BatchCatalogs,
  by: { readonly user: User; readonly at: string; readonly rulebooks: Rulebooks },
): BatchPlan {
  const items: BatchItem[] = [];
  const refusals = new Map<string, { readonly id: string; readonly name: string }[]>();
  const refuse = (why: string, document: CaseDocument): void => {
    const reason = plainWhy(why);
    refusals.set(reason, [...(refusals.get(reason) ?? []), { id: document._id, name: nameOfCase(document) }]);
  };
  for (const document of documents) {
    const filled = filledFor(act, document, input, catalogs);
    const judged = filled.ok ? judgeAct(by.user, document, act, filled.data, by.at, by.rulebooks) : filled;
    if (!judged.ok) refuse(judged.why, document);
    else if (filled.ok) items.push({ caseId: document._id, post: judged.post, data: filled.data });
  }
  return {
    items,
    refusals: [...refusals]
      .map(([why, cases]) => ({ why, cases }))
      .sort((one, other) => other.cases.length - one.cases.length),
  };
}

/** What must be filled in before anything can be done, in words. */
export function missingInBatch(act: Act, input: BatchInput, hasReasons: boolean): string | undefined {
  switch (askedBy(act)) {
    case 'closeCondition':
      return input.conditionMet ? undefined : '确认都达到结案条件才能结案。';
    case 'reason':
      if (hasReasons && input.reason === undefined) return '选一个原因才能继续。';
      if (hasReasons && !wantsWords(act, input.reason?.code)) return undefined;
      return input.text.trim() === ''
        ? `写下${hasReasons ? besideReasons(act, input.reason?.code) : '理由'}才能继续。`
        : undefined;
    case 'note':
      return input.text.trim() === '' ? '写下备注才能继续。' : undefined;
    default:
      return undefined;
  }
}

/** `可派遣 33，不能 7` */
export const planWords = (label: string, { items, refusals }: BatchPlan): string => {
  const not = refusals.reduce((sum, { cases }) => sum + cases.length, 0);
  return `可${label} ${String(items.length)}，不能 ${String(not)}`;
};
