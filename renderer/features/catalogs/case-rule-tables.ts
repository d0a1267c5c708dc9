import { ACT_NAMES, actOf, STATE_LABELS } from '../../../shared/cases/acts.ts';
import { REQUIREMENTS } from '../../../shared/cases/acts/act-parts.ts';
import { ROLE_NAMES } from '../../../shared/domain/roles.ts';
import { CHANNEL_NAMES } from '../../lib/case-words.ts';
import { by, choice, needed, number, text, whole, yesNo, type Table, type Terms } from './columns.ts';
import { ITSELF } from './rows.ts';

/* 事件办理规则: limits, who may do what and with what, what states are called. Acts and states are chosen by what the nation calls them, never by a name of the code. */

const MOST_MINUTES = 7 * 24 * 60;

const ACTS: Terms = ACT_NAMES.map((act) => [act, actOf(act).label]);
/** Acts that want a reason: only those can have prepared ones. */
export const REASONED: Terms = ACTS.filter(([act]) =>
  actOf(act as (typeof ACT_NAMES)[number]).requires.includes('reason'),
);
const STATES: Terms = Object.entries(STATE_LABELS);
const ADDED: Terms = [
  ['beforePhoto', '处置前照片'],
  ['afterPhoto', '处置后照片'],
  ['reason', '理由'],
  ['sameHour', '同一时段'],
];
const WAIVED: Terms = [
  ['beforePhoto', '处置前照片'],
  ['afterPhoto', '处置后照片'],
  ['wordsUnlessFound', '没有找到时的说明'],
];

export const CASE_RULES: readonly Table[] = [
  {
    field: ITSELF,
    label: '次数与时限',
    keyOf: () => '',
    columns: [
      whole('limits.extensions', '延期次数', 0, 2, { hint: '最多 2 次。' }),
      whole('limits.suspensions', '挂账次数', 0, 1, { hint: '最多 1 次。' }),
      whole('limits.suspensionDays', '挂账天数', 1, 365, { hint: '最多 365 天。' }),
      whole('limits.leaseMinutes', '认领保留分钟数', 1, MOST_MINUTES),
      whole('stageMinutes.accept', '受理分钟数', 1, MOST_MINUTES, { inList: false }),
      whole('stageMinutes.dispatch', '派遣分钟数', 1, MOST_MINUTES, { inList: false }),
      whole('stageMinutes.check', '核查分钟数', 1, MOST_MINUTES, { inList: false }),
      number('thresholds.warnShare', '用到几成算临期', 0.01, 0.99, { inList: false, hint: '如 0.75。' }),
      number('thresholds.warnWorkHours', '剩几工时算临期', 0, 80, { inList: false }),
      {
        kind: 'words',
        path: 'verifyFirst',
        label: '先核实再立案的渠道',
        terms: Object.entries(CHANNEL_NAMES),
        closed: [],
        hint: '用顿号隔开。',
      },
      yesNo('escalateOverdue', '超期自动上报区里', { inList: false }),
      whole('autoDispatchMinutes', '一般件几分钟没派就自动派', 0, MOST_MINUTES, {
        inList: false,
        hint: '空着不自动派；0 是立案就派。',
      }),
    ],
    blank: {},
  },
  {
    field: 'entries',
    label: '动作',
    keyOf: by('act'),
    columns: [
      choice('act', '动作', ACTS),
      text('label', '叫法'),
      {
        kind: 'words',
        path: 'roles',
        label: '谁能办',
        inList: true,
        terms: Object.entries(ROLE_NAMES),
        closed: [],
        hint: '岗位名，用顿号隔开；空着按全国通行做法。',
      },
      {
        kind: 'words',
        path: 'also',
        label: '另外要有',
        inList: true,
        terms: ADDED,
        closed: REQUIREMENTS,
        hint: '处置前照片、处置后照片、理由、同一时段（标准里标了的），用顿号隔开。',
      },
      {
        kind: 'words',
        path: 'waived',
        label: '可以免的',
        inList: true,
        terms: WAIVED,
        closed: [],
        hint: '处置前照片、处置后照片、没有找到时的说明，用顿号隔开。',
      },
    ],
    blank: { act: '' },
  },
  {
    field: 'states',
    label: '状态叫法',
    keyOf: by('state'),
    columns: [choice('state', '状态', STATES), needed('label', '叫法')],
    blank: { state: '', label: '' },
  },
];
