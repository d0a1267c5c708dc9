import { CASE_STATES, type CaseState } from '../domain/case.ts';
import type { ActDefinition } from './acts/act-parts.ts';
import { CLOSING_ACTS } from './acts/closing.ts';
import { COMMAND_ACTS } from './acts/command.ts';
import { HANDLING_ACTS } from './acts/handling.ts';
import { JOINT_ACTS } from './acts/joint.ts';
import { INTAKE_ACTS } from './acts/intake.ts';
import { REQUEST_ACTS } from './acts/requests.ts';

export type { ActDefinition, Requirement } from './acts/act-parts.ts';

/** The acts a case knows (DOMAIN §3.2–3.3), as the nation has them: a rulebook may change words, posts and requirements, never when an act is possible. */
export const ACTS = {
  ...INTAKE_ACTS,
  ...HANDLING_ACTS,
  ...JOINT_ACTS,
  ...REQUEST_ACTS,
  ...COMMAND_ACTS,
  ...CLOSING_ACTS,
} as const satisfies Readonly<Record<string, ActDefinition>>;

export type Act = keyof typeof ACTS;
export const ACT_NAMES = Object.keys(ACTS) as readonly Act[];
export const isAct = (act: string): act is Act => Object.hasOwn(ACTS, act);
export const actOf = (act: Act): ActDefinition => ACTS[act];

/** What the label says of where a case stands. The catalogues may replace these words (核查/核实 swap between cities). */
export const STATE_LABELS: Readonly<Record<CaseState, string>> = {
  draft: '草稿',
  reported: '待受理',
  verifying: '核实中',
  selfHandled: '待抽查',
  pendingOpen: '待立案',
  pendingDispatch: '待派遣',
  pendingSign: '待签收',
  handling: '处置中',
  joint: '联合处置中',
  suspended: '挂账',
  handled: '待部门确认',
  feedback: '待核查',
  checking: '核查中',
  rework: '待返工',
  pendingClose: '待结案',
  closed: '已结案',
  forceClosed: '强制结案',
  visited: '已回访',
  merged: '已并案',
  rejected: '不予受理',
  void: '已作废',
};

/** Steps of the six squares: 上报 立案 派遣 处置 核查 结案. */
export const STATE_STAGE: Readonly<Record<CaseState, number>> = {
  draft: 0,
  reported: 1,
  verifying: 2,
  selfHandled: 1,
  pendingOpen: 2,
  pendingDispatch: 3,
  pendingSign: 3,
  handling: 4,
  joint: 4,
  suspended: 4,
  handled: 4,
  feedback: 5,
  checking: 5,
  rework: 4,
  pendingClose: 6,
  closed: 6,
  forceClosed: 6,
  visited: 6,
  merged: 1,
  rejected: 1,
  void: 1,
};
export const isCaseState = (state: string): state is CaseState => (CASE_STATES as readonly string[]).includes(state);
