import { INDICATOR_KEYS, isIndicator, type IndicatorKey } from '../../../shared/cases/indicators/all-indicators.ts';
import {
  COUNTED_WHEN,
  GROUPINGS,
  type Cohort,
  type CountedWhen,
  type Grouping,
  type Part,
} from '../../../shared/cases/indicators/book.ts';
import { EXCLUSIONS } from '../../../shared/cases/indicators/counted.ts';
import {
  comparedWith,
  instantsOf,
  ownPeriod,
  PERIOD_KINDS,
  periodOf,
  soFar,
  type Days,
  type Period,
} from '../../../shared/cases/indicators/periods.ts';
import { isChannel, type Channel } from '../../../shared/domain/case.ts';

/** The period asked about, the one before it, the same a year ago. */
export const TIMES = ['now', 'before', 'yearAgo'] as const;
export type Time = (typeof TIMES)[number];

/** The numbers, what they come to for areas and departments, the sheet made of them, and what a shift hands on. */
export const VIEWS = ['figures', 'score', 'report', 'handover'] as const;
export type View = (typeof VIEWS)[number];

/** Where one is on the page: what is counted, and which number is open. Lies in the address, so that one comes back to it from a case. */
export interface Place {
  readonly view: View;
  readonly period: Period;
  /** By which of its instants a case belongs to the period. */
  readonly when: CountedWhen;
  readonly area?: string | undefined;
  readonly department?: string | undefined;
  readonly class?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly indicator: IndicatorKey;
  readonly time: Time;
  readonly part: Part;
  /** The list behind the number, or how it is made up. */
  readonly look: 'list' | 'groups';
  readonly by: Grouping;
  /** The list of one group only, by its value. */
  readonly group?: string | undefined;
}

const PARTS: readonly Part[] = ['numerator', 'denominator', 'missed', 'excluded', ...EXCLUSIONS];
const oneOf = <T extends string>(words: readonly T[], word: string | null): T | undefined =>
  words.find((each) => each === word);

const DAY = /^\d{4}-\d{2}-\d{2}$/;
function periodIn(word: string | null, today: string): Period {
  const [kindWord = '', from = today, to = from] = (word ?? '').split('.');
  const kind = oneOf(PERIOD_KINDS, kindWord) ?? 'month';
  const day = DAY.test(from) ? from : today;
  return kind === 'own' ? ownPeriod(day, DAY.test(to) ? to : day) : periodOf(kind, day);
}

/** Unknown words are passed over: the usual stands in their place. */
export function placeOf(at: string | undefined, today: string): Place {
  const params = new URLSearchParams(at ?? '');
  const channel = params.get('channel') ?? '';
  const given = (name: string): string | undefined => params.get(name) ?? undefined;
  const indicator = params.get('indicator') ?? '';
  return {
    view: oneOf(VIEWS, params.get('view')) ?? 'figures',
    period: periodIn(params.get('period'), today),
    when: oneOf(COUNTED_WHEN, params.get('when')) ?? 'reported',
    area: given('area'),
    department: given('department'),
    class: given('class'),
    channel: isChannel(channel) ? channel : undefined,
    indicator: isIndicator(indicator) ? indicator : (INDICATOR_KEYS[0] ?? 'reported'),
    time: oneOf(TIMES, params.get('time')) ?? 'now',
    part: oneOf(PARTS, params.get('part')) ?? 'denominator',
    look: params.get('look') === 'groups' ? 'groups' : 'list',
    by: oneOf(GROUPINGS, params.get('by')) ?? 'community',
    group: given('group'),
  };
}

/** The period that runs is named by its kind alone: whoever comes back tomorrow sees tomorrow's. */
function periodWord({ kind, from, to }: Period, today: string): string {
  if (kind === 'own') return `own.${from}.${to}`;
  return from <= today && today <= to ? kind : `${kind}.${from}`;
}

export function atOf(place: Place, today: string): string {
  const params = new URLSearchParams({ period: periodWord(place.period, today) });
  const { view, when, area, department, channel, indicator, time, part, look, by, group } = place;
  const given = { view, when, area, department, class: place.class, channel, indicator, time, part, look, by, group };
  for (const [name, value] of Object.entries(given)) if (value !== undefined) params.set(name, value);
  return params.toString();
}

/** The days that are counted, of each of the three times. */
export function daysOf(period: Period, today: string): Readonly<Record<Time, Days>> {
  return { now: soFar(period, today), ...comparedWith(period, today) };
}

/** The cases of each of the three times, in the order of `TIMES`. `grids`: those that patrols are to cover. */
export function cohortsOf(
  place: Pick<Place, 'period' | 'when' | 'area' | 'department' | 'class' | 'channel'>,
  today: string,
  grids: readonly string[],
): readonly Cohort[] {
  const { when, area, department, channel } = place;
  const days = daysOf(place.period, today);
  return TIMES.map((time) => ({
    ...instantsOf(days[time]),
    ...{ when, grids },
    ...(area === undefined ? {} : { area }),
    ...(department === undefined ? {} : { department }),
    ...(place.class === undefined ? {} : { class: place.class }),
    ...(channel === undefined ? {} : { channel }),
  }));
}

export const isNarrowed = (place: Pick<Place, 'area' | 'department' | 'class' | 'channel'>): boolean =>
  [place.area, place.department, place.class, place.channel].some((one) => one !== undefined);
