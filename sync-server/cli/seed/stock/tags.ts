import type { PersonTag } from '../../../../shared/domain/person.ts';
import type { TagEntry } from '../../../../shared/domain/catalog.ts';
import { DAY_MS } from '../profile.ts';
import { isoAt } from '../../../../shared/lib/clock.ts';
import { plusDays } from '../../../../shared/lib/calendar-day.ts';
import type { Chance } from '../chance.ts';
import { msOfDay, type StockWorld } from './world.ts';

/** What of a person decides which tags he may bear. */
export interface Tagged {
  readonly age: number;
  readonly isMale: boolean;
  readonly isResident: boolean;
  readonly isPartyMember: boolean;
  readonly livesAlone: boolean;
  /** Everybody of the household is over sixty, and there are two. */
  readonly isElderCouple: boolean;
}

type Likely = readonly [code: string, source: string, likelihood: (person: Tagged) => number];

const between = (age: number, low: number, high: number): boolean => age >= low && age <= high;

/** How likely somebody bears a tag, and who says so. */
const LIKELY: readonly Likely[] = [
  ['agedAlone', '走访', ({ age, livesAlone }) => (livesAlone && age >= 80 ? 1 : 0)],
  ['livingAlone', '走访', ({ age, livesAlone }) => (livesAlone && between(age, 60, 79) ? 0.95 : 0)],
  ['emptyNest', '走访', ({ age, isElderCouple }) => (isElderCouple && age >= 60 ? 0.45 : 0)],
  ['aged', '公安', ({ age, isResident }) => (isResident && age >= 80 ? 1 : 0)],
  ['agedAllowance', '民政', ({ age, isResident }) => (isResident && age >= 80 ? 0.86 : 0)],
  ['disabledElder', '卫健', ({ age }) => (age >= 75 ? 0.05 : 0)],
  ['disability', '残联', ({ age, isResident }) => (isResident && age >= 7 ? 0.025 : 0)],
  ['severeDisability', '残联', ({ isResident }) => (isResident ? 0.005 : 0)],
  ['minimumIncome', '民政', ({ isResident }) => (isResident ? 0.012 : 0)],
  ['nearMinimumIncome', '民政', ({ isResident }) => (isResident ? 0.007 : 0)],
  ['childInNeed', '民政', ({ age }) => (age <= 17 ? 0.006 : 0)],
  ['veteran', '退役军人事务', ({ age, isMale, isResident }) => (isResident && isMale && age >= 22 ? 0.05 : 0)],
  ['specialCare', '退役军人事务', ({ age, isResident }) => (isResident && age >= 60 ? 0.006 : 0)],
  ['familyPlanningSpecial', '卫健', ({ age, isResident }) => (isResident && age >= 55 ? 0.004 : 0)],
  ['maternity', '卫健', ({ age, isMale }) => (!isMale && between(age, 24, 40) ? 0.025 : 0)],
  ['seriousIllness', '卫健', ({ age }) => (age >= 40 ? 0.012 : 0)],
  ['unemployed', '人社', ({ age, isResident }) => (isResident && between(age, 22, 55) ? 0.02 : 0)],
  ['hardToEmploy', '人社', ({ age, isResident }) => (isResident && between(age, 40, 59) ? 0.008 : 0)],
  ['partyMember', '走访', ({ isPartyMember }) => (isPartyMember ? 0.9 : 0)],
  ['buildingHead', '楼组长', ({ age, isResident }) => (isResident && between(age, 50, 78) ? 0.012 : 0)],
  ['residentDelegate', '走访', ({ age, isResident }) => (isResident && between(age, 30, 78) ? 0.01 : 0)],
  ['ownersCommittee', '房管', ({ age, isResident }) => (isResident && between(age, 35, 72) ? 0.004 : 0)],
  ['volunteer', '自报', ({ age }) => (between(age, 18, 75) ? 0.03 : 0)],
  ['fireVolunteer', '消防', ({ age, isMale }) => (isMale && between(age, 25, 60) ? 0.006 : 0)],
];

const MONTH_DAYS = 30;
/** Of tags that are to be looked at again, so many were not in time. */
const LEFT_LYING = 0.06;

/** A tag that holds today. Those of a limited time began within it. */
export function tagFrom(entry: TagEntry, source: string, world: StockWorld, chance: Chance): PersonTag {
  const months = entry.months;
  const longestDays = months === undefined ? 900 : Math.min(900, months * MONTH_DAYS - 3);
  const since = plusDays(world.today, -chance.whole(4, longestDays));
  const reviewDays = (entry.reviewMonths ?? 12) * MONTH_DAYS;
  const ageDays = Math.floor((world.nowMs - msOfDay(since)) / DAY_MS);
  const reviewedDaysAgo = Math.min(
    ageDays,
    chance.happens(LEFT_LYING) ? reviewDays + chance.whole(5, 60) : chance.whole(1, Math.max(1, reviewDays - 6)),
  );
  const by = chance.pick(world.staff.everybody).user.displayName;
  return {
    code: entry.code,
    source,
    since,
    ...(months === undefined ? {} : { until: plusDays(since, months * MONTH_DAYS) }),
    reviewedBy: by,
    reviewedAt: isoAt(world.nowMs - reviewedDaysAgo * DAY_MS),
  };
}

export function tagsOf(
  person: Tagged,
  entries: ReadonlyMap<string, TagEntry>,
  world: StockWorld,
  chance: Chance,
): readonly PersonTag[] {
  return LIKELY.flatMap(([code, source, likelihood]) => {
    const share = likelihood(person);
    if (share === 0 || !chance.happens(share)) return [];
    const entry = entries.get(code);
    return entry === undefined ? [] : [tagFrom(entry, source, world, chance)];
  });
}
