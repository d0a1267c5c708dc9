import { z } from 'zod';
import { CASE_STATES, findingSchema, type CaseState } from '../domain/case.ts';
import { standardRow } from '../domain/catalog.ts';
import { photoRef } from '../domain/evidence.ts';
import type { Role } from '../domain/roles.ts';

const reason = z.looseObject({ reasonCode: z.string().max(60).optional(), reason: z.string().max(500) });
const photos = z.array(photoRef).max(30).optional();
const text = z.string().max(2000).optional();

/** What must hold before an act takes effect, beside the state: each is judged in `requirements.ts` and refused in plain words. */
export type Requirement =
  | 'inScope'
  | 'ownDepartment'
  | 'reason'
  | 'standard'
  | 'departmentChosen'
  | 'afterPhoto'
  | 'beforePhoto'
  | 'closeCondition'
  | 'ownCheck'
  | 'notReopened'
  | 'reporterOrHolder';

export interface ActDefinition {
  /** The word on the button and in the timeline. */
  readonly label: string;
  readonly roles: readonly Role[];
  readonly requires: readonly Requirement[];
  readonly data: z.ZodType;
  /** Legal acts show their consequence before the click and are undone only by another recorded act (UX §6). */
  readonly legal: boolean;
  /** The single key of the act at the desk (UX §6). */
  readonly key?: string;
}

const intake: readonly Role[] = ['communityClerk', 'streetClerk'];
const onSite: readonly Role[] = ['gridWorker', 'communityClerk', 'supervisor'];
const everyone: readonly Role[] = [
  'gridWorker',
  'communityClerk',
  'streetClerk',
  'dispatcher',
  'department',
  'supervisor',
];

/**
 * The acts a case knows (DOMAIN §3.2–3.3). Roles and requirements stand here until the Case engine moves them into versioned catalogues:
 * the fold takes this table as an argument for that reason.
 */
export const ACTS = {
  report: {
    label: '上报',
    roles: ['gridWorker', ...intake],
    requires: [],
    legal: false,
    data: z.looseObject({ finding: findingSchema, photos }),
  },
  selfHandle: {
    label: '自处置',
    roles: ['gridWorker'],
    requires: ['inScope', 'beforePhoto', 'afterPhoto'],
    legal: false,
    data: z.looseObject({ finding: findingSchema, photos, text }),
  },
  confirmSelfHandled: {
    label: '抽查认可',
    roles: [...intake, 'supervisor'],
    requires: ['inScope'],
    legal: true,
    key: 'E',
    data: z.looseObject({ text, photos }),
  },
  refuseSelfHandled: {
    label: '抽查不认可',
    roles: [...intake, 'supervisor'],
    requires: ['inScope', 'reason'],
    legal: true,
    key: 'R',
    data: reason,
  },
  accept: {
    label: '受理',
    roles: intake,
    requires: ['inScope'],
    legal: false,
    key: 'A',
    data: z.looseObject({ text }),
  },
  reject: { label: '不予受理', roles: intake, requires: ['inScope', 'reason'], legal: true, data: reason },
  void: { label: '作废', roles: intake, requires: ['inScope', 'reason'], legal: true, data: reason },
  reopen: {
    label: '重新受理',
    roles: ['supervisor'],
    requires: ['inScope', 'reason', 'notReopened'],
    legal: true,
    data: reason,
  },
  returnToIntake: {
    label: '退回核实',
    roles: ['streetClerk'],
    requires: ['inScope', 'reason'],
    legal: true,
    key: 'R',
    data: reason,
  },
  open: {
    label: '立案',
    roles: ['streetClerk'],
    requires: ['inScope', 'standard'],
    legal: true,
    key: 'L',
    data: z.looseObject({ standard: standardRow, text }),
  },
  dispatch: {
    label: '派遣',
    roles: ['dispatcher'],
    requires: ['inScope', 'departmentChosen'],
    legal: true,
    key: 'D',
    data: z.looseObject({ department: z.string(), departmentName: z.string(), text }),
  },
  withdraw: {
    label: '撤回派遣',
    roles: ['dispatcher'],
    requires: ['inScope', 'reason'],
    legal: true,
    key: 'U',
    data: reason,
  },
  returnToAcceptor: {
    label: '退回受理',
    roles: ['dispatcher'],
    requires: ['inScope', 'reason'],
    legal: true,
    key: 'R',
    data: reason,
  },
  sign: {
    label: '签收',
    roles: ['department'],
    requires: ['ownDepartment'],
    legal: false,
    key: 'S',
    data: z.looseObject({ text }),
  },
  returnToDispatch: {
    label: '退回派遣',
    roles: ['department'],
    requires: ['ownDepartment', 'reason'],
    legal: true,
    key: 'R',
    data: reason,
  },
  finish: {
    label: '处置完成',
    roles: ['department'],
    requires: ['ownDepartment', 'afterPhoto'],
    legal: true,
    key: 'F',
    data: z.looseObject({ text, photos }),
  },
  startCheck: {
    label: '开始核查',
    roles: onSite,
    requires: ['inScope'],
    legal: false,
    key: 'S',
    data: z.looseObject({ text }),
  },
  passCheck: {
    label: '核查通过',
    roles: onSite,
    requires: ['inScope', 'ownCheck'],
    legal: true,
    key: 'E',
    data: z.looseObject({ text, photos }),
  },
  failCheck: {
    label: '核查不通过',
    roles: onSite,
    requires: ['inScope', 'ownCheck', 'reason'],
    legal: true,
    key: 'R',
    data: z.looseObject({ ...reason.shape, photos }),
  },
  startRework: {
    label: '开始返工',
    roles: ['department'],
    requires: ['ownDepartment'],
    legal: false,
    key: 'S',
    data: z.looseObject({ text }),
  },
  close: {
    label: '结案',
    roles: ['streetClerk', 'supervisor'],
    requires: ['inScope', 'closeCondition'],
    legal: true,
    key: 'E',
    data: z.looseObject({ closeCondition: z.string().max(500), text }),
  },
  recheck: {
    label: '退回核查',
    roles: ['streetClerk', 'supervisor'],
    requires: ['inScope', 'reason'],
    legal: true,
    key: 'R',
    data: reason,
  },
  correct: {
    label: '更正',
    roles: ['gridWorker', ...intake, 'supervisor'],
    requires: ['reporterOrHolder'],
    legal: false,
    data: z.looseObject({ finding: findingSchema, reason: z.string().max(500).optional() }),
  },
  note: {
    label: '备注',
    roles: everyone,
    requires: [],
    legal: false,
    key: 'N',
    data: z.looseObject({ text: z.string().max(2000), photos }),
  },
} as const satisfies Readonly<Record<string, ActDefinition>>;

export type Act = keyof typeof ACTS;
export const ACT_NAMES = Object.keys(ACTS) as readonly Act[];
export const isAct = (act: string): act is Act => Object.hasOwn(ACTS, act);
export const actOf = (act: Act): ActDefinition => ACTS[act];

/** What the label says of where a case stands. The catalogues may replace these words (核查/核实 swap between cities). */
export const STATE_LABELS: Readonly<Record<CaseState, string>> = {
  draft: '草稿',
  reported: '待受理',
  selfHandled: '待抽查',
  pendingOpen: '待立案',
  pendingDispatch: '待派遣',
  pendingSign: '待签收',
  handling: '处置中',
  feedback: '待核查',
  checking: '核查中',
  rework: '待返工',
  pendingClose: '待结案',
  closed: '已结案',
  rejected: '不予受理',
  void: '已作废',
};

/** Steps of the six squares: 上报 立案 派遣 处置 核查 结案. */
export const STATE_STAGE: Readonly<Record<CaseState, number>> = {
  draft: 0,
  reported: 1,
  selfHandled: 1,
  pendingOpen: 2,
  pendingDispatch: 3,
  pendingSign: 3,
  handling: 4,
  feedback: 5,
  checking: 5,
  rework: 4,
  pendingClose: 6,
  closed: 6,
  rejected: 1,
  void: 1,
};
export const isCaseState = (state: string): state is CaseState => (CASE_STATES as readonly string[]).includes(state);
