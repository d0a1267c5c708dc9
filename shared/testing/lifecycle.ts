import type { CaseState, LogEntry } from '../domain/case.ts';
import { personKey, type User } from '../domain/staff.ts';
import type { Act } from '../cases/acts.ts';
import { timerActor } from '../cases/timer-actor.ts';
import { aFinding, anEntry, anId, aPhoto, aStandard, aUser, STREET } from './builders.ts';

/** One person for every post the main job needs, all of grid 310115005001001 and above. */
export const PEOPLE = {
  gridWorker: aUser('gridWorker'),
  communityClerk: aUser('communityClerk'),
  streetClerk: aUser('streetClerk'),
  dispatcher: aUser('dispatcher'),
  department: aUser('department'),
  /** Of another department. */
  colleague: aUser('department', { department: 'dept:green' }),
  /** Of the same department: to whom it is given. */
  handler: aUser('department'),
  supervisor: aUser('supervisor'),
  timer: { ...aUser('systemAdmin'), id: timerActor(STREET).id, posts: [timerActor(STREET).post] },
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
  dispatchByRule: {
    by: 'timer',
    data: () => ({ department: 'dept:roads', departmentName: '道路设施养护中心', rule: '暴露垃圾', version: 1 }),
  },
  withdraw: { by: 'dispatcher', data: () => ({ reason: '派错了' }) },
  returnToAcceptor: { by: 'dispatcher', data: () => ({ reason: '类别不对' }) },
  sign: { by: 'department', data: () => ({}) },
  returnToDispatch: { by: 'department', data: () => ({ reason: '不是本部门职责' }) },
  finish: { by: 'department', data: () => ({ text: '已清理', photos: [aPhoto('after')] }) },
  startCheck: { by: 'gridWorker', data: () => ({}) },
  passCheck: { by: 'gridWorker', data: () => ({}) },
  failCheck: { by: 'gridWorker', data: () => ({ reason: '还有残留' }) },
  unableToCheck: { by: 'gridWorker', data: () => ({ reason: '院门锁着，进不去' }) },
  startRework: { by: 'department', data: () => ({}) },
  close: { by: 'streetClerk', data: () => ({ closeCondition: '清理干净' }) },
  recheck: { by: 'streetClerk', data: () => ({ reason: '核查照片不足' }) },
  correct: { by: 'communityClerk', data: () => ({ finding: aFinding({ description: '更正后的情况' }) }) },
  claim: { by: 'communityClerk', data: () => ({}) },
  release: { by: 'communityClerk', data: () => ({}) },
  sendToVerify: { by: 'communityClerk', data: () => ({}) },
  verify: { by: 'gridWorker', data: () => ({ result: 'exists', photos: [aPhoto('near')] }) },
  recallVerify: { by: 'communityClerk', data: () => ({ reason: '已电话问清' }) },
  merge: { by: 'communityClerk', data: () => ({ into: anId('case'), intoNumber: '1120-00018' }) },
  unmerge: { by: 'communityClerk', data: () => ({ reason: '不是同一件' }) },
  breakRing: { by: 'timer', data: () => ({}) },
  dispatchJointly: {
    by: 'dispatcher',
    data: () => ({
      parts: [
        { key: 'dept:roads', name: '道路设施养护中心', isLead: true, isRequired: true },
        { key: 'dept:green', name: '绿化所', isLead: false, isRequired: true },
      ],
    }),
  },
  sendPart: {
    by: 'dispatcher',
    data: () => ({ part: { key: 'dept:water', name: '给排水管理所', isLead: false, isRequired: false } }),
  },
  endJoint: { by: 'dispatcher', data: () => ({ text: '其余已办完' }) },
  assign: {
    by: 'department',
    data: () => ({ handler: personKey(PEOPLE.handler.id), handlerName: PEOPLE.handler.displayName }),
  },
  withdrawAssignment: { by: 'department', data: () => ({ reason: '另派他人' }) },
  confirmHandled: { by: 'department', data: () => ({}) },
  sendBackHandled: { by: 'department', data: () => ({ reason: '照片不清' }) },
  requestExtension: { by: 'department', data: () => ({ reason: '等材料' }) },
  requestSuspension: { by: 'department', data: () => ({ reason: '冬季不能施工', until: '2027-03-31' }) },
  appeal: { by: 'department', data: () => ({ reason: '停电三天' }) },
  approve: { by: 'dispatcher', data: () => ({}) },
  decline: { by: 'dispatcher', data: () => ({ reason: '理由不足' }) },
  cancelRequest: { by: 'department', data: () => ({}) },
  resume: { by: 'timer', data: () => ({}) },
  supervise: { by: 'supervisor', data: () => ({ reason: '居民反映强烈', replyBy: '2026-11-21' }) },
  answerSupervision: { by: 'streetClerk', data: () => ({ text: '已催办' }) },
  blowWhistle: {
    by: 'dispatcher',
    data: () => ({ reason: '权属不清，请到现场', departments: [{ key: 'dept:roads', name: '道路设施养护中心' }] }),
  },
  arrive: { by: 'department', data: () => ({ text: '已到现场' }) },
  endWhistle: { by: 'dispatcher', data: () => ({ text: '由养护中心处置' }) },
  escalate: { by: 'dispatcher', data: () => ({ reason: '超出街道权限' }) },
  leaseEnd: { by: 'timer', data: () => ({}) },
  escalateOverdue: { by: 'timer', data: () => ({}) },
  forceClose: { by: 'supervisor', data: () => ({ reason: '历史遗留，已告知来电人', informed: true }) },
  visit: { by: 'communityClerk', data: () => ({ reached: true, solved: 'yes', satisfied: 'yes' }) },
  handleAgain: { by: 'streetClerk', data: () => ({ reason: '回访说没有解决' }) },
  reopenClosed: { by: 'supervisor', data: () => ({ reason: '问题又出现' }) },
  note: { by: 'gridWorker', data: () => ({ text: '补充一句' }) },
};

/** An act as it is usually done, or by somebody else, or with other words, or so many hours after the one before. */
export type Told =
  | Act
  | {
      readonly act: Act;
      readonly by?: Person;
      readonly data?: Readonly<Record<string, unknown>>;
      readonly hours?: number;
    };
export const toldAct = (told: Told): Act => (typeof told === 'string' ? told : told.act);

/** The entry that follows on a log. */
export function entryOn(log: readonly LogEntry[], told: Told): LogEntry {
  const act = toldAct(told);
  const { by, data, hours } = typeof told === 'string' ? { by: undefined, data: undefined, hours: undefined } : told;
  const last = log.at(-1) ?? null;
  const at =
    hours === undefined || last === null ? {} : { at: new Date(Date.parse(last.at) + hours * 3_600_000).toISOString() };
  return anEntry(PEOPLE[by ?? STEPS[act].by], act, data ?? STEPS[act].data(), last, at);
}

/** A log of these acts, one after another, each a minute later. */
export function logOf(acts: readonly Told[]): LogEntry[] {
  const log: LogEntry[] = [];
  for (const told of acts) log.push(entryOn(log, told));
  return log;
}

const OPENED: readonly Act[] = ['report', 'accept', 'open'];
const HANDLED: readonly Act[] = [...OPENED, 'dispatch', 'sign', 'finish'];

/** A shortest way into every state. */
export const WAY_TO: Readonly<Record<CaseState, readonly Told[]>> = {
  draft: [],
  reported: ['report'],
  selfHandled: ['selfHandle'],
  verifying: ['report', 'sendToVerify'],
  pendingOpen: ['report', 'accept'],
  pendingDispatch: OPENED,
  pendingSign: [...OPENED, 'dispatch'],
  handling: [...OPENED, 'dispatch', 'sign'],
  joint: [...OPENED, 'dispatchJointly'],
  suspended: [...OPENED, 'dispatch', 'sign', 'requestSuspension', 'approve'],
  handled: [...OPENED, 'dispatch', 'sign', 'assign', { act: 'finish', by: 'handler' }],
  feedback: HANDLED,
  checking: [...HANDLED, 'startCheck'],
  rework: [...HANDLED, 'failCheck'],
  pendingClose: [...HANDLED, 'passCheck'],
  closed: [...HANDLED, 'passCheck', 'close'],
  forceClosed: [...OPENED, 'dispatch', 'forceClose'],
  visited: [...HANDLED, 'passCheck', 'close', 'visit'],
  rejected: ['report', 'reject'],
  merged: ['report', 'merge'],
  void: ['report', 'void'],
};
