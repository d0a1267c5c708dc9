import type { CaseState, LogEntry } from '../domain/case.ts';
import type { User } from '../domain/staff.ts';
import type { Act } from '../cases/acts.ts';
import { aFinding, anEntry, aPhoto, aStandard, aUser } from './builders.ts';

/** One person for every post the main job needs, all of grid 310115005001001 and above. */
export const PEOPLE = {
  gridWorker: aUser('gridWorker'),
  communityClerk: aUser('communityClerk'),
  streetClerk: aUser('streetClerk'),
  dispatcher: aUser('dispatcher'),
  department: aUser('department'),
  supervisor: aUser('supervisor'),
} as const satisfies Readonly<Record<string, User>>;
export type Person = keyof typeof PEOPLE;

/** Who does an act in these stories, and with what filled in. */
export const STEPS: Readonly<
  Record<Act, { readonly by: Person; readonly data: () => Readonly<Record<string, unknown>> }>
> = {
  report: { by: 'gridWorker', data: () => ({ finding: aFinding(), photos: [aPhoto('near')] }) },
  selfHandle: { by: 'gridWorker', data: () => ({ finding: aFinding(), photos: [aPhoto('before'), aPhoto('after')] }) },
  confirmSelfHandled: { by: 'communityClerk', data: () => ({}) },
  refuseSelfHandled: { by: 'communityClerk', data: () => ({ reason: '照片看不清' }) },
  accept: { by: 'communityClerk', data: () => ({}) },
  reject: { by: 'communityClerk', data: () => ({ reason: '不属于受理范围' }) },
  void: { by: 'communityClerk', data: () => ({ reason: '误报' }) },
  reopen: { by: 'supervisor', data: () => ({ reason: '核实后应受理' }) },
  returnToIntake: { by: 'streetClerk', data: () => ({ reason: '位置不清' }) },
  open: { by: 'streetClerk', data: () => ({ standard: aStandard }) },
  dispatch: { by: 'dispatcher', data: () => ({ department: 'dept:roads', departmentName: '道路设施养护中心' }) },
  withdraw: { by: 'dispatcher', data: () => ({ reason: '派错了' }) },
  returnToAcceptor: { by: 'dispatcher', data: () => ({ reason: '类别不对' }) },
  sign: { by: 'department', data: () => ({}) },
  returnToDispatch: { by: 'department', data: () => ({ reason: '不是本部门职责' }) },
  finish: { by: 'department', data: () => ({ text: '已清理', photos: [aPhoto('after')] }) },
  startCheck: { by: 'gridWorker', data: () => ({}) },
  passCheck: { by: 'gridWorker', data: () => ({}) },
  failCheck: { by: 'gridWorker', data: () => ({ reason: '还有残留' }) },
  startRework: { by: 'department', data: () => ({}) },
  close: { by: 'streetClerk', data: () => ({ closeCondition: '清理干净' }) },
  recheck: { by: 'streetClerk', data: () => ({ reason: '核查照片不足' }) },
  correct: { by: 'communityClerk', data: () => ({ finding: aFinding({ description: '更正后的情况' }) }) },
  note: { by: 'gridWorker', data: () => ({ text: '补充一句' }) },
};

/** A log of these acts, one after another, each a minute later. */
export function logOf(acts: readonly Act[]): LogEntry[] {
  const log: LogEntry[] = [];
  for (const act of acts) {
    const step = STEPS[act];
    log.push(anEntry(PEOPLE[step.by], act, step.data(), log.at(-1) ?? null));
  }
  return log;
}

const OPENED: readonly Act[] = ['report', 'accept', 'open'];
const HANDLED: readonly Act[] = [...OPENED, 'dispatch', 'sign', 'finish'];

/** A shortest way into every state. */
export const WAY_TO: Readonly<Record<CaseState, readonly Act[]>> = {
  draft: [],
  reported: ['report'],
  selfHandled: ['selfHandle'],
  pendingOpen: ['report', 'accept'],
  pendingDispatch: OPENED,
  pendingSign: [...OPENED, 'dispatch'],
  handling: [...OPENED, 'dispatch', 'sign'],
  feedback: HANDLED,
  checking: [...HANDLED, 'startCheck'],
  rework: [...HANDLED, 'failCheck'],
  pendingClose: [...HANDLED, 'passCheck'],
  closed: [...HANDLED, 'passCheck', 'close'],
  rejected: ['report', 'reject'],
  void: ['report', 'void'],
};
