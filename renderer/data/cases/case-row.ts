import { FINAL_STATES, type CaseDocument } from '../../../shared/domain/case.ts';
import { categoryKeyText } from '../../../shared/domain/catalog.ts';
import { dueFieldsOf, type DueFields } from '../../../shared/cases/deadline/due-fields.ts';
import { foldLog, projectFold } from '../../../shared/cases/fold.ts';
import type { CaseRow } from '../api.ts';
import type { LocalCase } from '../collections/local-form.ts';

/** A case in one line. */
export function toRow(document: LocalCase, refused: boolean): CaseRow {
  const { finding, reporter } = document;
  return {
    id: document._id,
    number: document.number,
    state: document.state,
    stage: document.stage,
    category: categoryKeyText(finding.category),
    categoryName: finding.category.name,
    description: finding.description,
    address: finding.place.address,
    point: finding.place.point,
    gridCode: finding.place.gridCode,
    channel: finding.channel,
    urgent: finding.urgent ?? false,
    department: document.department,
    ...(document.state === 'joint'
      ? {
          parts: (document.parts ?? []).filter(({ state }) => state !== 'done').map(({ department }) => department),
          resting: (document.parts ?? [])
            .filter(({ state }) => state === 'suspended')
            .map(({ department }) => department),
        }
      : {}),
    reporterId: reporter.id,
    reporterName: reporter.name,
    reportedAt: document.reportedAt,
    changedAt: document.changedAt,
    due: dueOf(document),
    suspendedUntil: document.suspendedUntil,
    returns: document.returns,
    round: document.round,
    photoCount: document.photos.length,
    unsent: document.unsent,
    refused,
  };
}

/** What a case says of its clocks. One that was last written before the centre knew clocks says nothing: its log does, by the days of the week. */
export function dueOf(document: CaseDocument): DueFields {
  const due = dueFieldsOf(document);
  const isTold = due.dueAt !== undefined || due.handledInTime !== undefined || document.suspendedUntil !== undefined;
  const hasNoClock = !isOpen(document) && document.department === undefined;
  return isTold || hasNoClock ? due : dueFieldsOf(projectFold(foldLog(document.log)) ?? {});
}

export const isOpen = (document: { readonly state: CaseRow['state'] }): boolean => !FINAL_STATES.has(document.state);

/** Newest change first; the id decides between equals, so that the order never jumps. */
export const newestFirst = (a: CaseRow, b: CaseRow): number =>
  a.changedAt === b.changedAt ? (a.id < b.id ? 1 : -1) : a.changedAt < b.changedAt ? 1 : -1;

/** The sorted list with some rows replaced, added or (`null`) taken out: one pass, not a new sort of thousands. */
export function withChanges(
  sorted: readonly CaseRow[],
  changes: ReadonlyMap<string, CaseRow | null>,
): readonly CaseRow[] {
  const incoming = [...changes.values()].filter((row) => row !== null).sort(newestFirst);
  const merged: CaseRow[] = [];
  let next = 0;
  for (const row of sorted) {
    if (changes.has(row.id)) continue;
    for (let add = incoming[next]; add !== undefined && newestFirst(add, row) < 0; add = incoming[next]) {
      merged.push(add);
      next += 1;
    }
    merged.push(row);
  }
  return [...merged, ...incoming.slice(next)];
}
