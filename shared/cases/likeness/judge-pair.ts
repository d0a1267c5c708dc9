import { distanceMetres } from '../../geo/distance.ts';
import type { DuplicateRule } from './duplicate-rules.ts';
import { comparePlaces, placeFacts, type PlaceFact, type PlaceFacts } from './place-facts.ts';
import type { Sighting } from './sighting.ts';
import { textTokens, tokensLikeness, weighed, type Tokens } from './text-likeness.ts';

/** One ground for or against, in words for the person who decides. */
export interface LikenessReason {
  readonly about: 'category' | 'distance' | 'time' | 'words' | 'place';
  readonly favours: boolean;
  readonly words: string;
}

export interface Likeness {
  /** 0 to 1. Offered from `OFFER_FROM`. */
  readonly score: number;
  readonly isOffered: boolean;
  /** Whole metres between the two. */
  readonly metres: number;
  readonly hours: number;
  /** Likeness of the words, 0 to 1; `null` where one side has none. */
  readonly text: number | null;
  readonly reasons: readonly LikenessReason[];
}

/** A sighting read once: its tokens and facts are asked for with every comparison. */
export interface ReadSighting extends Sighting {
  readonly facts: PlaceFacts;
  readonly tokens: Tokens;
  readonly addressTokens: Tokens;
}

/** Words of the category's own name say little: all of its cases have them. */
const OF_CATEGORY_NAME = 0.3;

export const readSighting = (sighting: Sighting): ReadSighting => ({
  ...sighting,
  facts: placeFacts(sighting.address, sighting.words),
  tokens: weighed(textTokens(sighting.words), textTokens(sighting.categoryName), OF_CATEGORY_NAME),
  addressTokens: textTokens(sighting.address),
});

/** Positions closer than this are one place: what a phone can tell in a street. */
const SAME_SPOT_METRES = 8;

/*
 * Points out of a hundred. They were set by hand on the even half of the labelled pairs (`labelled-pairs`) and are held against the odd half, which they have not seen.
 * What differs between cities (how far, how long, how alike the words) is in the table of rules, not here.
 */
const POINTS = {
  near: 40,
  recent: 10,
  text: 40,
  /** Nothing written on one side: neither for nor against. */
  noText: 16,
  otherCategory: -12,
} as const;
const SAME_POINTS: Readonly<Record<PlaceFact, number>> = {
  lane: 3,
  door: 8,
  street: 4,
  building: 6,
  unit: 10,
  floor: 4,
  room: 20,
  mark: 35,
  plate: 40,
  exit: 5,
  side: 4,
};
const DIFFER_POINTS: Readonly<Record<PlaceFact, number>> = {
  lane: -25,
  door: -12,
  street: -12,
  building: -25,
  unit: -35,
  floor: -15,
  room: -40,
  mark: -70,
  plate: -80,
  exit: -30,
  side: -30,
};
const MOST_FOR_PLACE = 40;
export const OFFER_FROM = 0.46;

/** Where a rule asks for one door, any of these that differs makes it another. */
const DOORS: ReadonlySet<PlaceFact> = new Set(['lane', 'door', 'street', 'building', 'unit', 'floor', 'room']);

/** A number on the thing itself: alike, it outweighs words that are not. */
const OWN_NUMBERS: readonly PlaceFact[] = ['mark', 'plate', 'room'];

const FACT_WORDS: Readonly<Record<PlaceFact, (value: string) => string>> = {
  lane: (value) => `${value}弄`,
  door: (value) => `${value}号`,
  street: (value) => value,
  building: (value) => `${value}幢`,
  unit: (value) => `${value}单元`,
  floor: (value) => `${value}层`,
  room: (value) => `${value}室`,
  mark: (value) => `编号 ${value}`,
  plate: (value) => `车牌尾号 ${value.slice(-4)}`,
  exit: (value) => `${value}号口`,
  side: (value) => `${value}侧`,
};

const MINUTES = 60;
const HOURS_PER_DAY = 24;
export function spanWords(hours: number): string {
  const minutes = Math.round(hours * MINUTES);
  if (minutes < MINUTES) return `${String(Math.max(1, minutes))} 分`;
  if (hours < HOURS_PER_DAY) {
    const rest = minutes % MINUTES;
    return `${String(Math.floor(minutes / MINUTES))} 小时${rest === 0 ? '' : ` ${String(rest)} 分`}`;
  }
  return `${String(Math.round(hours / HOURS_PER_DAY))} 天`;
}

const alikeWords = (value: number): string =>
  value >= 0.95 ? '情况写得几乎一样' : `情况写得相近（${String(Math.round(value * 10))} 成）`;

const hoursBetween = (a: Sighting, b: Sighting): number => Math.abs(a.atMs - b.atMs) / 3_600_000;

/**
 * How likely two sightings are of one thing. `null` when they cannot be: another category, too far or too long apart by the rule.
 * The rule is the candidate's: whoever records is asked by the figures of what he records.
 */
export function judgePair(candidate: ReadSighting, other: ReadSighting, rule: DuplicateRule): Likeness | null {
  const isSameCategory = candidate.category === other.category;
  if (!isSameCategory && !rule.alike.includes(other.category)) return null;
  const hours = hoursBetween(candidate, other);
  if (hours > rule.hours) return null;
  const distance = distanceMetres(candidate.point, other.point);
  if (distance > rule.radiusMetres) return null;

  const places = comparePlaces(candidate.facts, other.facts);
  const inWords = ({ tokens }: ReadSighting): Tokens =>
    weighed(weighed(tokens, candidate.addressTokens, 0), other.addressTokens, 0);
  const text = tokensLikeness(inWords(candidate), inWords(other));
  const apart = Math.max(0, distance - SAME_SPOT_METRES) / Math.max(1, rule.radiusMetres - SAME_SPOT_METRES);
  const forPlace = places.same.reduce((sum, fact) => sum + SAME_POINTS[fact], 0);
  const against = places.differ.reduce((sum, fact) => sum + DIFFER_POINTS[fact], 0);
  const points =
    POINTS.near * (1 - Math.min(1, apart)) +
    POINTS.recent * (1 - hours / rule.hours) +
    (text === null ? POINTS.noText : POINTS.text * text) +
    Math.min(MOST_FOR_PLACE, forPlace) +
    against +
    (isSameCategory ? 0 : POINTS.otherCategory);
  const score = Math.min(1, Math.max(0, points / 100));
  const isOtherDoor = rule.sameDoor && places.differ.some((fact) => DOORS.has(fact));
  const saysOtherwise =
    text !== null && text < rule.textThreshold && !places.same.some((fact) => OWN_NUMBERS.includes(fact));
  const metres = Math.round(distance);
  return {
    score,
    isOffered: score >= OFFER_FROM && !saysOtherwise && !isOtherDoor,
    metres,
    hours,
    text,
    reasons: reasonsFor(candidate, other, { isSameCategory, distance, hours, text, saysOtherwise, ...places }),
  };
}

interface Grounds {
  readonly isSameCategory: boolean;
  readonly distance: number;
  readonly hours: number;
  readonly text: number | null;
  readonly saysOtherwise: boolean;
  readonly same: readonly PlaceFact[];
  readonly differ: readonly PlaceFact[];
}

/** From here on the words count as alike when it is said in words. */
const ALIKE_WORDS = 0.3;

function reasonsFor(candidate: ReadSighting, other: ReadSighting, grounds: Grounds): readonly LikenessReason[] {
  const { isSameCategory, distance, hours, text, saysOtherwise, same, differ } = grounds;
  const of = (sighting: ReadSighting, fact: PlaceFact): string => FACT_WORDS[fact](sighting.facts[fact] ?? '');
  const reason = (about: LikenessReason['about'], favours: boolean, words: string): LikenessReason => ({
    about,
    favours,
    words,
  });
  const ofText = (): readonly LikenessReason[] => {
    if (text !== null && text >= ALIKE_WORDS) return [reason('words', true, alikeWords(text))];
    return saysOtherwise ? [reason('words', false, '情况写得不一样')] : [];
  };
  return [
    isSameCategory
      ? reason('category', true, `类别相同：${candidate.categoryName}`)
      : reason('category', false, `类别不同但容易混：${candidate.categoryName}／${other.categoryName}`),
    reason('distance', true, distance <= SAME_SPOT_METRES ? '就在同一处' : `相距 ${String(Math.round(distance))} 米`),
    reason('time', true, `相隔 ${spanWords(hours)}`),
    ...ofText(),
    ...(same.length === 0
      ? []
      : [reason('place', true, `位置对得上：${same.map((fact) => of(candidate, fact)).join(' ')}`)]),
    ...differ.map((fact) => reason('place', false, `位置不同：${of(candidate, fact)}／${of(other, fact)}`)),
  ];
}
