import { checkingInTime, checkPassRate, verifyingInTime } from './checking.ts';
import type { Counted } from './counted.ts';
import { dispatchAccuracy, errorRate, returnRate } from './dispatching.ts';
import {
  closedLate,
  closingInTime,
  closingRate,
  handledLate,
  handlingInTime,
  handlingRate,
  reworkRate,
} from './handling.ts';
import type { CaseHistory } from './history.ts';
import { missedFindings, openingInTime, openingRate, recurrence, selfHandledShare, soundReports } from './reporting.ts';
import { answerRate, repliedInTime, satisfiedRate, solvedRate } from './three-rates.ts';

export const INDICATOR_GROUPS = ['reporting', 'dispatching', 'handling', 'checking', 'rates'] as const;
export type IndicatorGroup = (typeof INDICATOR_GROUPS)[number];

/** An indicator as a page names it: what is counted, out of what. */
export interface Indicator {
  readonly group: IndicatorGroup;
  /** A count has no share, a mean has a time. */
  readonly kind: 'share' | 'count' | 'mean';
  /** Cases, acts of which a case may have several, or grids. */
  readonly unit: '件' | '次' | '个';
  readonly name: string;
  /** What the numerator, the denominator and what is between them are called. */
  readonly numerator: string;
  readonly denominator: string;
  readonly missed: string;
  /** One sentence: what counts, and in whose sense. */
  readonly meaning: string;
}

const share = (
  group: IndicatorGroup,
  name: string,
  [numerator, denominator, missed]: readonly [string, string, string],
  meaning: string,
  unit: Indicator['unit'] = '件',
): Indicator => ({ group, kind: 'share', unit, name, numerator, denominator, missed, meaning });
const count = (group: IndicatorGroup, name: string, meaning: string): Indicator => ({
  ...{ group, kind: 'count', unit: '件', name, numerator: name, denominator: name, missed: '', meaning },
});
const mean = (group: IndicatorGroup, name: string, of: string, meaning: string): Indicator => ({
  ...{ group, kind: 'mean', unit: '件', name, numerator: of, denominator: of, missed: '', meaning },
});
const meanHandled = (name: string, clock: string): Indicator =>
  mean('handling', name, '已处置', `从派遣到部门反馈，${clock}，挂账等暂停的时间不算。按期限的钟分开算，不相加。`);

/** In the order of the page. The words are those of DOMAIN §1.8 and §3.5. */
export const INDICATORS = {
  reported: count('reporting', '事件总数', '计入本期的全部事件：按上报、立案还是结案时间计入，上面可选。'),
  opening: share('reporting', '立案率', ['立案', '上报', '未立案'], '上报的事件里立了案的。并案、作废、自处置的不计。'),
  openingInTime: share(
    'reporting',
    '按时立案率',
    ['按时立案', '立案', '超时立案'],
    '立案的事件里，在受理时限之内第一次立案的。',
  ),
  sound: share(
    'reporting',
    '有效上报率',
    ['有效上报', '巡查上报', '无效上报'],
    '巡查上报里立了案或当场处置的；不予立案、作废的算无效，并案和还没结果的不计。',
  ),
  missed: share(
    'reporting',
    '漏报率',
    ['他人发现', '有效问题', '巡查发现'],
    '有效的问题里，不是巡查、而是别的来源先反映的。',
  ),
  selfHandled: share(
    'reporting',
    '自行处置率',
    ['当场处置', '有效巡查上报', '走流程的'],
    '有效的巡查上报里，当场处置并经确认的。',
  ),
  recurrence: share(
    'reporting',
    '再发率',
    ['再发', '上报', '不是再发'],
    '24 小时之内、50 米之内、同一类别又报的。第一件不算再发。',
  ),
  meanAccept: mean(
    'reporting',
    '案均受理时长',
    '受理完的',
    '从上报到立案或不予受理，昼夜连续计时，派人核实的时间不算。退回重来的，加在一起。',
  ),
  covered: share(
    'reporting',
    '区域覆盖率',
    ['有巡查上报的网格', '全部网格', '没有巡查上报的'],
    '范围内的网格里，本期有巡查上报（含当场处置）的。总按上报时间算，与部门、类别无关。没有上报不等于没有去：先看名单。',
    '个',
  ),
  dispatchAccuracy: share(
    'dispatching',
    '派遣准确率',
    ['准确派遣', '派遣', '被退回'],
    '派遣里没有被部门退回派遣的。派遣员自己撤回的、还没签收的不计。',
    '次',
  ),
  returned: share(
    'dispatching',
    '回退率',
    ['退回', '派遣', '没有退回'],
    '派给部门的里面部门退回派遣的，不论理由。派遣员自己撤回的不计。',
    '次',
  ),
  acceptErrors: share('dispatching', '受理差错率', ['退回受理', '受理', '没有退回'], '受理之后又被退回受理的。', '次'),
  openErrors: share(
    'dispatching',
    '立案差错率',
    ['退回立案', '立案', '没有退回'],
    '立案之后又被派遣退回立案的。',
    '次',
  ),
  handling: share(
    'handling',
    '处置率',
    ['已处置', '应处置', '未处置'],
    '派遣过的里面，部门已经反馈的。作废、不予受理、并案、挂账、退回派遣、强制结案的不计。',
  ),
  handlingInTime: share(
    'handling',
    '按期处置率',
    ['按期处置', '应处置', '未处置或超期'],
    '应处置的里面，部门在期限内反馈的。申诉通过的免于统计，超期的事实照记。',
  ),
  handledLate: count('handling', '超期处置', '部门反馈了，但过了期限的。申诉通过的也在内：超期的事实照记。'),
  overdueNow: count('handling', '超期未处置', '计入本期、现在还在部门手里并且已经超期的。'),
  rework: share(
    'handling',
    '返工率',
    ['返工', '已处置', '没有返工'],
    '已处置的里面，核查不通过过的。一件不论返工几次只算一次。',
  ),
  closing: share(
    'handling',
    '结案率',
    ['结案', '应结案', '未结案'],
    '部门已反馈（应结案）的里面，已经结案的。作废、不予受理、并案、强制结案的不计。',
  ),
  closingInTime: share(
    'handling',
    '按期结案率',
    ['按期结案', '应结案', '未结案或超期'],
    '应结案的里面，已结案并且是按期处置的。申诉通过的免于统计。',
  ),
  closedLate: count('handling', '超期结案', '结了案，但处置超过期限的。申诉通过的也在内。'),
  meanWork: meanHandled('案均处置时长（工作时）', '按工作时间计时的事件'),
  meanContinuous: meanHandled('案均处置时长（紧急）', '昼夜连续计时的事件'),
  checkPass: share('checking', '核查通过率', ['通过', '有结果的核查', '不通过'], '有了结果的核查里通过的。', '次'),
  checkInTime: share(
    'checking',
    '按时核查率',
    ['按时核查', '有结果的核查', '超时核查'],
    '处置之后的核查里，在核查时限之内有结果的。',
    '次',
  ),
  verifyInTime: share(
    'checking',
    '按时核实率',
    ['按时核实', '有结果的核实', '超时核实'],
    '立案之前的核实里，在时限之内有结果的。',
    '次',
  ),
  answered: share(
    'rates',
    '响应率',
    ['按时响应', '应响应', '未按时响应'],
    '群众诉求里，紧急的 2 小时、其余 24 小时之内有人受理的。还在时限内的不计。',
  ),
  replied: share(
    'rates',
    '按期办复率',
    ['按期办复', '有答复期限的', '未按期办复'],
    '来件带了答复期限的里面，期限之前结案或不予受理的。还在期限内没有办完的不计。',
  ),
  solved: share('rates', '解决率', ['已解决', '回访有效件', '未解决'], '群众诉求里回访有明确答复的，认为解决了的。'),
  satisfied: share('rates', '满意率', ['满意', '回访有效件', '不满意'], '群众诉求里回访有明确答复的，表示满意的。'),
} as const satisfies Readonly<Record<string, Indicator>>;

export type IndicatorKey = keyof typeof INDICATORS;
export const INDICATOR_KEYS = Object.keys(INDICATORS) as readonly IndicatorKey[];
export const isIndicator = (word: string): word is IndicatorKey => Object.hasOwn(INDICATORS, word);
export const indicatorOf = (key: IndicatorKey): Indicator => INDICATORS[key];

/** Those that say the same of a case whatever the hour, and whatever other cases there are: 再发 aside, which is asked of all, as 区域覆盖率 is of the grids (`book.ts`). */
export const COUNTED_BY = {
  opening: openingRate,
  openingInTime,
  sound: soundReports,
  missed: missedFindings,
  selfHandled: selfHandledShare,
  recurrence,
  dispatchAccuracy: (one) => dispatchAccuracy(one),
  returned: (one) => returnRate(one),
  acceptErrors: (one) => errorRate(one, 'acceptance'),
  openErrors: (one) => errorRate(one, 'opening'),
  handling: handlingRate,
  handlingInTime,
  handledLate,
  rework: reworkRate,
  closing: closingRate,
  closingInTime,
  closedLate,
  checkPass: checkPassRate,
  checkInTime: checkingInTime,
  verifyInTime: verifyingInTime,
  // A demand that still has time is left out until then (`tally.ts`).
  answered: (one) => answerRate(one, Number.NEGATIVE_INFINITY),
  // As above.
  replied: (one) => repliedInTime(one, Number.NEGATIVE_INFINITY),
  solved: solvedRate,
  satisfied: (one) => satisfiedRate(one),
} as const satisfies Partial<Record<IndicatorKey, (histories: readonly CaseHistory[]) => Counted>>;
