import type { HistoryType } from '../domain/change.ts';
import { addressLevelWrong } from './address-level-wrong.ts';
import { awayButConsistent } from './away-but-consistent.ts';
import { birthInFuture } from './birth-in-future.ts';
import { componentCodeWrong } from './component-code-wrong.ts';
import { datesOutOfOrder } from './dates-out-of-order.ts';
import { deadWithOpenStay } from './dead-with-open-stay.ts';
import { departureOverdue } from './departure-overdue.ts';
import { divisionCodeWrong } from './division-code-wrong.ts';
import { headNotMember } from './head-not-member.ts';
import { homeWithoutStay } from './home-without-stay.ts';
import { householdEmpty } from './household-empty.ts';
import { householdWithoutHead } from './household-without-head.ts';
import { idBirthDiffers } from './id-birth-differs.ts';
import { idKindDiffers } from './id-kind-differs.ts';
import { idNumberForm } from './id-number-form.ts';
import { idNumberMissing } from './id-number-missing.ts';
import { idNumberWrong } from './id-number-wrong.ts';
import { idSexDiffers } from './id-sex-differs.ts';
import { inspectionOverdue } from './inspection-overdue.ts';
import type { Rule } from './issue.ts';
import { leftWithOpenStay } from './left-with-open-stay.ts';
import { licenceEndsSoon } from './licence-ends-soon.ts';
import { licenceExpired } from './licence-expired.ts';
import { livingInWorkplace } from './living-in-workplace.ts';
import { livingPersonWithoutHome } from './living-person-without-home.ts';
import { notVerified180Days } from './not-verified-180-days.ts';
import { permitExpired } from './permit-expired.ts';
import { phoneWrong } from './phone-wrong.ts';
import { relationSexDiffers } from './relation-sex-differs.ts';
import { stayInVoidRoom } from './stay-in-void-room.ts';
import { tagExpired } from './tag-expired.ts';
import { tagNeedsAge } from './tag-needs-age.ts';
import { tagNotReviewed } from './tag-not-reviewed.ts';
import { tenantInSelfUseRoom } from './tenant-in-self-use-room.ts';
import { twoCountedHomes } from './two-counted-homes.ts';
import { twoHeads } from './two-heads.ts';
import { twoPersonsOneId } from './two-persons-one-id.ts';
import { usccWrong } from './uscc-wrong.ts';
import { vacantRoomWithResidents } from './vacant-room-with-residents.ts';
import { valueDisputed } from './value-disputed.ts';

/** All rules, in the order in which the work list shows them where counts are equal: who, where, with whom, what is out of date. */
export const RULES: readonly Rule[] = [
  idNumberWrong,
  twoPersonsOneId,
  idBirthDiffers,
  idSexDiffers,
  idKindDiffers,
  idNumberForm,
  idNumberMissing,
  birthInFuture,
  phoneWrong,
  divisionCodeWrong,
  datesOutOfOrder,
  addressLevelWrong,
  livingPersonWithoutHome,
  homeWithoutStay,
  twoCountedHomes,
  awayButConsistent,
  deadWithOpenStay,
  leftWithOpenStay,
  stayInVoidRoom,
  householdWithoutHead,
  headNotMember,
  twoHeads,
  householdEmpty,
  relationSexDiffers,
  vacantRoomWithResidents,
  tenantInSelfUseRoom,
  livingInWorkplace,
  usccWrong,
  componentCodeWrong,
  licenceExpired,
  licenceEndsSoon,
  permitExpired,
  departureOverdue,
  tagExpired,
  tagNotReviewed,
  tagNeedsAge,
  inspectionOverdue,
  valueDisputed,
  notVerified180Days,
];

const byType = new Map<string, readonly Rule[]>();
for (const rule of RULES) for (const type of rule.of) byType.set(type, [...(byType.get(type) ?? []), rule]);
const NONE: readonly Rule[] = [];

/** The rules that look at records of a type. */
export const rulesOf = (type: HistoryType): readonly Rule[] => byType.get(type) ?? NONE;

const byName = new Map(RULES.map((rule) => [rule.name, rule]));
export const ruleNamed = (name: string): Rule | undefined => byName.get(name);
