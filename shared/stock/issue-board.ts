import type { AnyRecord } from '../actions/change-set.ts';
import { issuesOf } from '../rules/find-issues.ts';
import type { Issue, Severity, World } from '../rules/issue.ts';
import { RULES, ruleNamed } from '../rules/registry.ts';
import type { Facts } from './facts.ts';
import type { StockSettings } from './projection.ts';

/** What the rules found, by subject and by rule. Looking is put off and done in slices: nobody waits for it. */
export interface IssueBoard {
  readonly check: (id: string) => void;
  readonly checkAll: () => void;
  /** Looks until `until` has passed or all is looked at. Gives the subjects of which the count changed. */
  readonly work: (until: () => boolean) => readonly string[];
  readonly isDone: () => boolean;
  readonly countOf: (subject: string) => number;
  readonly at: (subject: string) => readonly Issue[];
  /** Worst first. */
  readonly byRule: () => readonly IssueGroup[];
  readonly subjectsOf: (rule: string) => ReadonlySet<string>;
  readonly setSettings: (settings: StockSettings) => void;
  /** Changes with anything that is found. */
  readonly version: () => number;
}

export interface IssueGroup {
  readonly rule: string;
  readonly title: string;
  readonly count: number;
}

const CHECKED = ['person', 'household', 'occupancy', 'room', 'building', 'enterprise', 'component', 'task'] as const;
const SEVERITIES: readonly Severity[] = ['error', 'doubt', 'stale'];
const NONE: readonly Issue[] = [];
/** The clock is looked at once in so many records. */
const AT_ONCE = 16;

export function worldOf(facts: Facts, { today, isDemonstration, tags }: StockSettings): World {
  return {
    today,
    isDemonstration,
    tags: new Map(tags.map((tag) => [tag.code, tag])),
    person: (id) => {
      const found = facts.record(id);
      return found?.type === 'person' ? found : undefined;
    },
    personsByIdNumber: (idNumber) => facts.idsByIdNumber(idNumber),
    occupanciesOfRoom: (room) => facts.occupanciesOfRoom(room, today),
    occupanciesOfPerson: (person) => facts.occupanciesOfPerson(person, today),
    membersOfHousehold: facts.membersOf,
    openObjectionsTo: facts.openObjectionsTo,
    record: (id) => facts.record(id) as AnyRecord | undefined,
  };
}

export function issueBoard(facts: Facts, settings: StockSettings): IssueBoard {
  const bySubject = new Map<string, readonly Issue[]>();
  const subjects = new Map<string, Set<string>>();
  const counts = new Map<string, number>();
  const waiting = new Set<string>();
  let world = worldOf(facts, settings);
  let version = 0;

  const isSame = (a: readonly Issue[], b: readonly Issue[]): boolean =>
    a.length === b.length && a.every((issue, at) => issue.id === b[at]?.id && issue.words === b[at].words);
  const take = (subject: string, found: readonly Issue[]): void => {
    for (const { rule } of bySubject.get(subject) ?? NONE) {
      subjects.get(rule)?.delete(subject);
      counts.set(rule, (counts.get(rule) ?? 0) - 1);
    }
    if (found.length === 0) bySubject.delete(subject);
    else bySubject.set(subject, found);
    for (const { rule } of found) {
      const there = subjects.get(rule) ?? new Set<string>();
      subjects.set(rule, there.add(subject));
      counts.set(rule, (counts.get(rule) ?? 0) + 1);
    }
    version += 1;
  };
  const worstOf = (rule: string): number => {
    let worst = SEVERITIES.length;
    for (const subject of subjects.get(rule) ?? []) {
      for (const issue of bySubject.get(subject) ?? NONE) {
        if (issue.rule === rule) worst = Math.min(worst, SEVERITIES.indexOf(issue.severity));
      }
      if (worst === 0) break;
    }
    return worst;
  };
  /** Whether the count changed. */
  const look = (subject: string): boolean => {
    const fact = facts.any(subject);
    const found = fact === undefined ? NONE : issuesOf(fact as unknown as AnyRecord, world);
    const before = bySubject.get(subject) ?? NONE;
    if (isSame(before, found)) return false;
    take(subject, found);
    return before.length !== found.length;
  };

  return {
    check: (id) => {
      waiting.add(id);
    },
    checkAll: () => {
      for (const subject of bySubject.keys()) waiting.add(subject);
      for (const type of CHECKED) for (const id of facts.all(type).keys()) waiting.add(id);
    },
    work: (until) => {
      const changed: string[] = [];
      let done = 0;
      for (const subject of waiting) {
        waiting.delete(subject);
        if (look(subject)) changed.push(subject);
        done += 1;
        if (done % AT_ONCE === 0 && until()) break;
      }
      return changed;
    },
    isDone: () => waiting.size === 0,
    countOf: (subject) => bySubject.get(subject)?.length ?? 0,
    at: (subject) => bySubject.get(subject) ?? NONE,
    byRule: () =>
      [...counts]
        .filter(([, count]) => count > 0)
        .map(([rule, count]) => ({
          group: { rule, title: ruleNamed(rule)?.title ?? rule, count },
          worst: worstOf(rule),
        }))
        .sort(
          (a, b) => a.worst - b.worst || b.group.count - a.group.count || placeOf(a.group.rule) - placeOf(b.group.rule),
        )
        .map(({ group }) => group),
    subjectsOf: (rule) => subjects.get(rule) ?? new Set(),
    setSettings: (next) => {
      world = worldOf(facts, next);
    },
    version: () => version,
  };
}

const placeOf = (rule: string): number => RULES.findIndex(({ name }) => name === rule);
