import type { Finding } from '../../domain/case.ts';
import { categoryKeyText, type CatalogOf, type DispatchGrade, type DispatchRuleEntry } from '../../domain/catalog.ts';
import { shanghaiDayOf } from '../../lib/calendar-day.ts';
import { isWorkday, type WorkCalendar } from '../deadline/calendar.ts';
import { dayNumberOf, startOfDayMs, timeOfDayMs } from '../deadline/instant.ts';

/** One version of the dispatch rules of an area. */
export interface DispatchTable {
  readonly scope: string;
  readonly version: number;
  /** Calendar days, both belonging to it. */
  readonly validFrom: string;
  readonly validTo: string | undefined;
  readonly entries: readonly DispatchRuleEntry[];
  /** What departments are called at the place, by key. */
  readonly names: ReadonlyMap<string, string>;
}

/** What rules are chosen by; the part of a rulebook that dispatching reads. */
export interface DispatchBy {
  readonly dispatchTables: readonly DispatchTable[];
  readonly calendar: WorkCalendar;
}

/** What the rules say of one case. */
export type Proposal = {
  /** Version of the table. */
  readonly version: number;
  /** The rule in words: 暴露垃圾 · 休息日 18:00–08:00. */
  readonly rule: string;
} & (
  | { readonly grade: 'general'; readonly department: string; readonly departmentName: string }
  | { readonly grade: 'template'; readonly template: string }
  /** The department that should lead, where the rule names one. */
  | { readonly grade: 'hard'; readonly department: string | null; readonly departmentName: string | null }
);

export const GRADE_NAMES: Readonly<Record<DispatchGrade, string>> = {
  general: '一般',
  template: '高频',
  hard: '疑难',
};

/** What departments are called, by key: what a newer version says counts. */
export const departmentNames = (tables: readonly CatalogOf<'departments'>[]): ReadonlyMap<string, string> =>
  new Map(
    [...tables]
      .sort((a, b) => a.version - b.version)
      .flatMap(({ entries }) => entries.map(({ key, name }) => [key, name] as const)),
  );

/** The tables that a place (a code of any level) may go by: of the nearest area first, there the newest first. */
export const dispatchTablesAt = (
  tables: readonly CatalogOf<'dispatchRules'>[],
  names: ReadonlyMap<string, string>,
  place: string,
): readonly DispatchTable[] =>
  tables
    .filter(({ scope }) => place.startsWith(scope))
    .map(({ scope, version, validFrom, validTo, entries }) => ({ scope, version, validFrom, validTo, entries, names }))
    .sort((a, b) => b.scope.length - a.scope.length || b.version - a.version);

/** The table in force on a calendar day: that of the nearest area which has one. */
const tableOn = (tables: readonly DispatchTable[], day: string): DispatchTable | undefined =>
  tables.find(({ validFrom, validTo }) => validFrom <= day && (validTo === undefined || day <= validTo));

/** How narrow a row is, the category before the area before the hours before the days; -1 where it does not hold. */
function narrowness(
  row: DispatchRuleEntry,
  { category, place }: Pick<Finding, 'category' | 'place'>,
  ms: number,
  calendar: WorkCalendar,
): number {
  const wanted = row.category === undefined ? '' : categoryKeyText(row.category);
  // A class is two digits of five.
  if (!categoryKeyText(category).startsWith(wanted)) return -1;
  if (!place.gridCode.startsWith(row.area ?? '')) return -1;
  if (row.days !== undefined && isWorkday(calendar, ms) !== (row.days === 'workdays')) return -1;
  if (row.from !== undefined && row.to !== undefined) {
    const inDay = ms - startOfDayMs(dayNumberOf(ms));
    const [from, to] = [timeOfDayMs(row.from), timeOfDayMs(row.to)];
    const isWithin = from < to ? from <= inDay && inDay < to : inDay >= from || inDay < to;
    if (!isWithin) return -1;
  }
  const code = row.category?.code.length ?? 0;
  const hasHours = row.from !== undefined && row.to !== undefined;
  return code * 1000 + (row.area?.length ?? 0) * 10 + Number(hasHours) * 2 + Number(row.days !== undefined);
}

const DAYS = { workdays: '工作日', restDays: '休息日' } as const;

/** A rule in words, with what the category is called. */
export const ruleWords = (row: DispatchRuleEntry, categoryName: string): string =>
  [
    row.category === undefined ? '其余类别' : row.category.code.length > 2 ? categoryName : '本大类',
    row.area === undefined ? '' : row.area.length > 9 ? '本地段' : '',
    [
      row.days === undefined ? '' : DAYS[row.days],
      row.from === undefined || row.to === undefined ? '' : `${row.from}–${row.to}`,
    ]
      .filter((part) => part !== '')
      .join(' '),
  ]
    .filter((part) => part !== '')
    .join(' · ');

/** The narrowest of the rows that hold; of equally narrow ones the first. */
export function rowFor(
  rows: readonly DispatchRuleEntry[],
  finding: Pick<Finding, 'category' | 'place'>,
  openedAt: string,
  calendar: WorkCalendar,
): DispatchRuleEntry | undefined {
  const ms = Date.parse(openedAt);
  let best: DispatchRuleEntry | undefined;
  let bestBy = -1;
  for (const row of rows) {
    const by = narrowness(row, finding, ms, calendar);
    if (by <= bestBy) continue;
    best = row;
    bestBy = by;
  }
  return best;
}

/**
 * What the rules in force at the opening say of a case: null where none of them speaks of it, or the row is not whole. Pure, and the same on both sides: the server
 * dispatches by it, the workstation offers it.
 */
export function proposalFor(
  finding: Pick<Finding, 'category' | 'place'>,
  openedAt: string,
  { dispatchTables, calendar }: DispatchBy,
): Proposal | null {
  const table = tableOn(dispatchTables, shanghaiDayOf(openedAt));
  if (table === undefined) return null;
  const row = rowFor(table.entries, finding, openedAt, calendar);
  if (row === undefined) return null;
  const { version, names } = table;
  const { grade, department, template } = row;
  const base = { version, rule: ruleWords(row, finding.category.name) };
  const nameOf = (key: string): string => names.get(key) ?? key;
  if (grade === 'general')
    return department === undefined ? null : { ...base, grade, department, departmentName: nameOf(department) };
  if (grade === 'template') return template === undefined ? null : { ...base, grade, template };
  return {
    ...base,
    grade,
    department: department ?? null,
    departmentName: department === undefined ? null : nameOf(department),
  };
}
