import type { CaseState } from '../domain/case.ts';
import { roleName } from '../domain/roles.ts';
import { isAct } from './acts.ts';
import type { Verdict } from './fold.ts';
import { NATIONAL_RULEBOOK, type Rulebook } from './rulebook.ts';

/** A refusal in words: what happened, and what to do. Never a code in the sentence (UX §7). */
export interface Explained {
  readonly why: string;
  readonly fix: string;
}

const NOT_NOW: Readonly<Record<CaseState, string>> = {
  draft: '这件还没有上报',
  reported: '这件还没有受理',
  selfHandled: '这件是自处置，在等抽查',
  verifying: '已派人到现场核实，还没有结果',
  pendingOpen: '这件还没有立案',
  pendingDispatch: '这件还没有派遣',
  pendingSign: '这件已派遣，处置部门还没有签收',
  handling: '处置部门正在处置',
  joint: '几个部门正在联合处置',
  suspended: '这件已挂账，到期自动恢复',
  handled: '处置人已提交，在等部门确认',
  feedback: '处置已完成，在等核查',
  checking: '这件正在核查',
  rework: '核查没有通过，在等返工',
  pendingClose: '核查已通过，在等结案',
  closed: '这件已结案',
  forceClosed: '这件已强制结案',
  visited: '这件已结案并回访',
  rejected: '这件已不予受理',
  merged: '这件已并入另一件',
  void: '这件已作废',
};

const labelOf = (act: string, rules: Rulebook): string => (isAct(act) ? rules.acts[act].label : act);

/** Requirements in words: `X` stands for the act. What is not here needs the act's own data and is told below. */
const UNMET: Readonly<
  Record<Exclude<Verdict['why'], 'notNow' | 'role' | 'unknown'>, readonly [why: string, fix: string]>
> = {
  malformed: ['X的内容不完整', '打开这件，补全后再送。'],
  inScope: ['这件不在你的范围内，不能X', '联系这个网格的网格员或街道受理员。'],
  ownDepartment: ['这件现在不是派给你部门的', '需要办理就联系派遣员重新派遣。'],
  reason: ['X要写明理由', '写一句理由再送。'],
  standard: ['立案要选一条与类别相符的立案标准', '选一条标准再立案。'],
  departmentChosen: ['派遣要选一个处置部门', '选好部门再派遣。'],
  beforePhoto: ['缺处置前的照片', '补一张近景或远景照片。'],
  afterPhoto: ['缺处置后的照片', '补一张处置后的照片。'],
  closeCondition: ['结案要确认结案条件', '确认结案条件再结案。'],
  ownCheck: ['这件由另一位同事在核查', '等核查结果，或请督查处理。'],
  notReopened: ['这件已重新受理过一次', '不能再次重新受理，可以新上报一件。'],
  reporterOrHolder: ['只有上报人或经办岗位可以更正', '写一条备注，请经办人更正。'],
  free: ['这件已由同事认领，现在不能X', '等他办理或放回公共池，认领到期也会放回。'],
  notClaimed: ['这件已由同事认领', '从公共池里认领另一件。'],
  claimant: ['这件不是你认领的', '由认领人或督查放回公共池。'],
  verifier: ['核实任务没有派给你', '由被派的同事反馈，或请受理员撤回重派。'],
  verified: ['这个来源的事件要先到现场核实，才能立案', '先派核实；核实不存在的，不予受理或作废。'],
  wordsUnlessFound: ['不存在、无法核实都要写明现场情况', '写一句现场看到的，再反馈。'],
  handlerChosen: ['指派要选一个处置人', '选好处置人再指派。'],
  unassigned: ['这件已指派给处置人，现在不能X', '先撤回指派。'],
  assigned: ['这件还没有指派给谁', '不用撤回，直接办理。'],
  ownAssignment: ['这件指派给了另一位同事，现在不能X', '由他办理，或先撤回指派。'],
  noRequest: ['已有一个申请在等审批，现在不能X', '等审批结果，或先撤回申请。'],
  requestOpen: ['现在没有在等审批的申请', '看一下经过。'],
  requestNamed: ['你看到的那个申请已经不在等审批，现在不能X', '看一下经过，再按现在的申请办理。'],
  extensionsLeft: ['延期次数已经用完，现在不能X', '办不完可以申请挂账，或申请督办。'],
  inTime: ['处置已经超期，不能X', '可申请督办；结案后可以申诉一次。'],
  suspensionsLeft: ['这件已经挂账过一次，不能再挂', '联系派遣员，或申请督办。'],
  withinYear: ['挂账的截止日要在明天到一年之内', '改好截止日再送。'],
  decider: ['这个申请现在不由你审批', '由该审批的岗位办理。'],
  requester: ['这个申请不是你提的', '由申请人撤回，或由审批人答复。'],
  handledLate: ['处置没有超期，不用申诉', '不用办理。'],
  notAppealed: ['这件已经申诉过一次', '不能再次申诉。'],
  supervisionOpen: ['现在没有要你回复的督办', '看一下经过。'],
  noWhistle: ['上一次吹哨还没有办结', '先办结上一次，再吹哨。'],
  whistleOpen: ['现在没有吹哨', '看一下经过。'],
  calledHere: ['没有叫你部门到场，或你部门已经报到', '看一下经过。'],
  notEscalated: ['这件已经升级到区', '等区里答复。'],
  otherCase: ['并案要选并到哪一件', '选好那一件再并案。'],
  unhappyVisit: ['回访没有说未解决或不满意', '回访后再定是否二次办理。'],
  notRehandled: ['这件已经重新办理过一次', '可以新上报一件。'],
  partsChosen: ['联合派遣要选两个以上部门，其中一个主办', '选好主办和协办部门再派遣。'],
  otherPart: [
    '补派要选一个还没有在办的部门，没有主办时先补主办，一共不超过六个部门',
    '换一个部门，或等一个部门退回后再补派。',
  ],
  partsDone: ['还有部门没有办完，现在不能X', '等必办的部门都报完成。'],
  partTurn: ['你部门的这一部分现在不能X', '看一下各部门办到哪一步。'],
  noneSigned: ['已有部门签收，现在不能X', '联系已签收的部门退回，或强制结案。'],
  sameHour: [
    '要在发现问题的同一时段核查，现在不能X',
    '到发现的时刻前后一小时内到现场看再判；现在看到问题还在，可以判不通过。',
  ],
  bundleFits: ['捆绑派遣的要是同一类、已立案的事件，不能X', '只捆绑同类的，别的单独派遣。'],
  byTimer: ['这一步到时由中心自动办理', '不用办理。'],
};

/** Says in plain Chinese why an act has no effect and what its author can do next, in the words of the rulebook. */
export function explainVerdict(act: string, verdict: Verdict, rules: Rulebook = NATIONAL_RULEBOOK): Explained {
  const label = labelOf(act, rules);
  switch (verdict.why) {
    case 'notNow':
      return {
        why: `${NOT_NOW[verdict.state]}，现在不能${label}`,
        fix: `看一下经过，按“${rules.states[verdict.state]}”能做的办。`,
      };
    case 'role': {
      const roles = isAct(act) ? rules.acts[act].roles.map(roleName).join('、') : '别的岗位';
      return { why: `${label}由${roles}办理`, fix: '需要办理就联系该岗位，已写的内容可以写成备注。' };
    }
    case 'unknown':
      return { why: '这一步由更新的版本写入，本机版本还不认识', fix: '请信息员更新工作站。' };
    default: {
      const [why, fix] = UNMET[verdict.why];
      return { why: why.replace('X', label), fix };
    }
  }
}
