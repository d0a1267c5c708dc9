import { categoryKeyText } from '../../domain/catalog.ts';
import { distanceMetres } from '../../geo/distance.ts';
import { countCases, counts, leftOut, type Counted, type Verdict } from './counted.ts';
import { openedAt, type CaseHistory } from './history.ts';

/* 上报: what was found, by whom, and whether it was something. */

const isClosedSelfHandled = ({ path }: CaseHistory): boolean => path.some(({ act }) => act === 'confirmSelfHandled');
const endedBy = ({ path }: CaseHistory) => path.at(-1)?.by ?? null;

/** 立案率: of what was reported, what was opened. Merged and void ones are no findings of their own; self-handled ones need no opening. */
export const openingRate = (histories: readonly CaseHistory[]): Counted =>
  countCases(histories, (one) => {
    if (openedAt(one) !== undefined) return counts(true);
    if (one.state === 'merged') return leftOut('merged', endedBy(one));
    if (one.state === 'void') return leftOut('void', endedBy(one));
    if (one.state === 'selfHandled' || isClosedSelfHandled(one)) return leftOut('selfHandled');
    return counts(false);
  });

/** 按时立案率: of what was opened, what was opened before the clock of acceptance ran out, the first time. */
export const openingInTime = (histories: readonly CaseHistory[]): Counted =>
  countCases(histories, (one) => {
    const opening = one.clocks.find(({ name, stopped }) => name === 'accept' && stopped?.act === 'open');
    return opening === undefined ? null : counts(!opening.isLate);
  });

/** 案均受理时长: from the report until it is opened or turned down, in the time of the acceptance clock, all rounds together. */
export function acceptanceTime(one: CaseHistory): number | null {
  const rounds = one.clocks.filter(({ name }) => name === 'accept');
  return rounds.length > 0 && rounds.every(({ stopped }) => stopped !== null)
    ? rounds.reduce((sum, { usedMs }) => sum + usedMs, 0)
    : null;
}

/** Whether a report turned out to be something, or why that cannot be said. */
function soundness(one: CaseHistory): Verdict {
  if (openedAt(one) !== undefined || isClosedSelfHandled(one)) return counts(true);
  if (one.state === 'rejected' || one.state === 'void') return counts(false);
  return one.state === 'merged' ? leftOut('merged', endedBy(one)) : leftOut('underway');
}

const isPatrolled = ({ context }: CaseHistory): boolean => context.finding?.channel === 'patrol';

/** 有效上报率 of whoever patrols: of his reports those that were opened or handled on the spot; rejected and void ones count against it. */
export const soundReports = (histories: readonly CaseHistory[]): Counted =>
  countCases(histories, (one) => (isPatrolled(one) ? soundness(one) : null));

/** 漏报率 of an area: of what there was, what others had to tell. */
export const missedFindings = (histories: readonly CaseHistory[]): Counted =>
  countCases(histories, (one) => {
    const verdict = soundness(one);
    if (!verdict.counts) return verdict;
    return verdict.hit ? counts(!isPatrolled(one)) : null;
  });

/** 自行处置: of the sound reports of patrols, those that were handled on the spot. */
export const selfHandledShare = (histories: readonly CaseHistory[]): Counted =>
  countCases(histories, (one) => {
    const verdict = isPatrolled(one) ? soundness(one) : null;
    if (verdict === null || !verdict.counts) return verdict;
    return verdict.hit ? counts(isClosedSelfHandled(one)) : null;
  });

/** What counts as the same thing again. */
export interface SamePlace {
  readonly metres: number;
  readonly hours: number;
}
/** Of a system in use (DOMAIN §1.8); every place sets its own. */
export const USUAL_SAME_PLACE: SamePlace = { metres: 50, hours: 24 };

/** A report as far as it may be the same thing as another. */
export interface Reported {
  readonly id: string;
  readonly category: string;
  readonly atMs: number;
  readonly point: readonly [number, number];
}

export function reportedOf({ id, context: { finding, reportedAt } }: CaseHistory): readonly Reported[] {
  if (finding === null || reportedAt === null) return [];
  const { category, place } = finding;
  return [{ id, category: categoryKeyText(category), atMs: Date.parse(reportedAt), point: place.point }];
}

/** Of each class in the order in which it came; of two at the same moment the later id came again. */
const inOrder = (a: Reported, b: Reported): number => a.atMs - b.atMs || (a.id < b.id ? -1 : 1);

/** The ids of what had been reported before, within so many metres and hours. Looks back only as far as the hours reach. */
export function reportedAgain(all: readonly Reported[], { metres, hours }: SamePlace): ReadonlySet<string> {
  const byClass = new Map<string, Reported[]>();
  for (const one of [...all].sort(inOrder)) {
    const before = byClass.get(one.category);
    if (before === undefined) byClass.set(one.category, [one]);
    else before.push(one);
  }
  const again = new Set<string>();
  for (const ofClass of byClass.values()) {
    for (const [place, one] of ofClass.entries()) {
      for (let back = place - 1; back >= 0; back -= 1) {
        const other = ofClass[back];
        if (other === undefined || one.atMs - other.atMs > hours * 3_600_000) break;
        if (distanceMetres(one.point, other.point) > metres) continue;
        again.add(one.id);
        break;
      }
    }
  }
  return again;
}

/** 再发率: of what was reported, what had been reported of the same class within so many metres and hours before. Merged and void ones are left out of both. */
export function recurrence(histories: readonly CaseHistory[], same: SamePlace = USUAL_SAME_PLACE): Counted {
  const taken = histories.filter(({ state }) => state !== 'merged' && state !== 'void');
  const again = reportedAgain(taken.flatMap(reportedOf), same);
  return countCases(histories, (one) => {
    if (one.state === 'merged') return leftOut('merged', endedBy(one));
    if (one.state === 'void') return leftOut('void', endedBy(one));
    return counts(again.has(one.id));
  });
}
