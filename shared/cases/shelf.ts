import { CASE_STATES, isChannel, type CaseState } from '../domain/case.ts';
import type { CatalogDocument, CatalogOf, ControlEntry } from '../domain/catalog.ts';
import { isAct, type Act, type Requirement } from './acts.ts';
import { controlOn, type Controlled } from './control/controls.ts';
import { REQUIREMENTS } from './acts/act-parts.ts';
import { workCalendar, type WorkCalendar } from './deadline/calendar.ts';
import { yearParts } from './deadline/year-parts.ts';
import { departmentNames, dispatchTablesAt, type DispatchTable } from './dispatch/dispatch-rules.ts';
import { NATIONAL_RULEBOOK, type ActRule, type Rulebook, type Rulebooks } from './rulebook.ts';

/** The rulebooks that the catalogues at hand make, over the national one. */
export interface Shelf {
  readonly of: Rulebooks;
  /** The version that a case begun at a place on a calendar day is kept by: the newest that is in force. */
  readonly versionAt: (place: string, day: string) => number;
  /** What keeps a finding from being reported at an instant (ISO), where it is controlled; null: nothing. */
  readonly controlOn: (finding: Controlled, at: string) => ControlEntry | null;
  /** Why a case begun at a place on a calendar day cannot be kept by the version it names; null: it can. */
  readonly againstVersion: (version: number, place: string, day: string) => AgainstVersion | null;
}

export interface AgainstVersion {
  readonly code: 'rules-unknown' | 'rules-elsewhere' | 'rules-not-yet';
  readonly why: string;
}

type CaseRules = CatalogOf<'caseRules'>;
type Calendar = CatalogOf<'calendar'>;

/** What a place may do without. Everything else keeps a case in the right hands, or is what the trade calls a case. */
const WAIVABLE: ReadonlySet<Requirement> = new Set(['afterPhoto', 'beforePhoto', 'wordsUnlessFound']);

const isRequirement = (word: string): word is Requirement => (REQUIREMENTS as readonly string[]).includes(word);
const isState = (word: string): word is CaseState => (CASE_STATES as readonly string[]).includes(word);

function changed(rule: ActRule, { label, roles, also, waived }: CaseRules['entries'][number]): ActRule {
  const left = rule.requires.filter((word) => !WAIVABLE.has(word) || waived?.includes(word) !== true);
  const added = (also ?? []).filter(isRequirement).filter((word) => !left.includes(word));
  return { label: label ?? rule.label, roles: roles ?? rule.roles, requires: [...left, ...added] };
}

function actsOf({ entries }: CaseRules, acts: Rulebook['acts']): Rulebook['acts'] {
  const local = new Map<Act, ActRule>();
  for (const entry of entries) if (isAct(entry.act)) local.set(entry.act, changed(acts[entry.act], entry));
  return { ...acts, ...(Object.fromEntries(local) as Partial<Rulebook['acts']>) };
}

/** What is the same in every version of the rules: a day that is moved is moved for the cases under way as well, from the day on which its table holds. */
interface EveryVersion {
  readonly calendar: WorkCalendar;
  readonly dispatchTables: readonly DispatchTable[];
}

/** One version of local rules over the national ones. Words that this version does not know count for nothing. */
export function rulebookOf(rules: CaseRules, everyVersion: EveryVersion, base: Rulebook = NATIONAL_RULEBOOK): Rulebook {
  const { version, states = [], limits, stageMinutes, thresholds, verifyFirst, escalateOverdue } = rules;
  const labels = states.flatMap(({ state, label }) => (isState(state) ? [[state, label] as const] : []));
  return {
    version,
    states: { ...base.states, ...(Object.fromEntries(labels) as Partial<Rulebook['states']>) },
    acts: actsOf(rules, base.acts),
    limits: { ...base.limits, ...given(limits) },
    stageMinutes: { ...base.stageMinutes, ...given(stageMinutes) },
    thresholds: { ...base.thresholds, ...given(thresholds) },
    verifyFirst: verifyFirst?.filter(isChannel) ?? base.verifyFirst,
    escalateOverdue: escalateOverdue ?? base.escalateOverdue,
    autoDispatchMinutes: rules.autoDispatchMinutes ?? base.autoDispatchMinutes,
    ...everyVersion,
  };
}

/** Without what is left out. */
const given = <T extends object>(part: T | undefined): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(part ?? {}).filter(([, value]) => value !== undefined)) as never;

const isAt = ({ scope }: CatalogDocument, place: string): boolean => place.startsWith(scope);

/** What the tables that hold at a place make together, each year of its versions. */
function calendarAt(tables: readonly Calendar[], place: string): WorkCalendar {
  const here = tables.filter((one) => isAt(one, place));
  const years = [...new Set(here.map(({ year }) => year))];
  return workCalendar(years.flatMap((year) => yearParts(here.filter((one) => one.year === year))));
}

/** Newest first; of two of one version that of the nearer area. */
const newestFirst = (a: CaseRules, b: CaseRules): number => b.version - a.version || b.scope.length - a.scope.length;

export function shelfOf(catalogs: readonly CatalogDocument[]): Shelf {
  const rules = catalogs.filter((one) => one.kind === 'caseRules').sort(newestFirst);
  const calendars = catalogs.filter((one) => one.kind === 'calendar');
  const dispatching = catalogs.filter((one) => one.kind === 'dispatchRules');
  const departments = catalogs.filter((one) => one.kind === 'departments');
  const names = departmentNames(departments);
  const controls = catalogs.filter((one) => one.kind === 'controls');
  const made = new Map<string, Rulebook>();
  const areas = [...new Set([...rules, ...calendars, ...dispatching].map(({ scope }) => scope))].sort();
  return {
    of: (version, place) => {
      const book = rules.find((one) => one.version <= version && isAt(one, place));
      const key = `${book?._id ?? ''} ${areas.filter((scope) => place.startsWith(scope)).join(' ')}`;
      const known = made.get(key);
      if (known !== undefined) return known;
      const everyVersion = {
        calendar: calendarAt(calendars, place),
        dispatchTables: dispatchTablesAt(dispatching, names, place),
      };
      const fresh = book === undefined ? { ...NATIONAL_RULEBOOK, ...everyVersion } : rulebookOf(book, everyVersion);
      made.set(key, fresh);
      return fresh;
    },
    controlOn: (finding, at) => controlOn(controls, finding, at),
    // An older one than that in force stays: whoever began the case without contact could not know of the newer, and went by it.
    againstVersion: (version, place, day) => {
      if (version === NATIONAL_RULEBOOK.version) return null;
      const named = rules.filter((one) => one.version === version);
      const here = named.filter((one) => isAt(one, place));
      const words = `办理规则第 ${String(version)} 版`;
      if (named.length === 0) return { code: 'rules-unknown', why: `中心没有${words}` };
      if (here.length === 0) return { code: 'rules-elsewhere', why: `${words}不是这个地方的` };
      const [first] = here.map(({ validFrom }) => validFrom).sort();
      return first === undefined || first <= day ? null : { code: 'rules-not-yet', why: `${words} ${first} 才起用` };
    },
    versionAt: (place, day) => {
      const inForce = rules.find(
        (one) => isAt(one, place) && one.validFrom <= day && (one.validTo === undefined || day <= one.validTo),
      );
      return inForce?.version ?? NATIONAL_RULEBOOK.version;
    },
  };
}
