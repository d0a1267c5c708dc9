import type { CaseState } from '../domain/case.ts';
import { ROLE_NAMES } from '../domain/roles.ts';
import { actOf, isAct, STATE_LABELS } from './acts.ts';
import type { Verdict } from './fold.ts';

/** A refusal in words: what happened, and what to do. Never a code in the sentence (UX §7). */
export interface Explained {
  readonly why: string;
  readonly fix: string;
}

const NOT_NOW: Readonly<Record<CaseState, string>> = {
  draft: '这件还没有上报',
  reported: '这件还没有受理',
  selfHandled: '这件是自处置，在等抽查',
  pendingOpen: '这件还没有立案',
  pendingDispatch: '这件还没有派遣',
  pendingSign: '这件已派遣，处置部门还没有签收',
  handling: '处置部门正在处置',
  feedback: '处置已完成，在等核查',
  checking: '这件正在核查',
  rework: '核查没有通过，在等返工',
  pendingClose: '核查已通过，在等结案',
  closed: '这件已结案',
  rejected: '这件已不予受理',
  void: '这件已作废',
};

const labelOf = (act: string): string => (isAct(act) ? actOf(act).label : act);

/** Says in plain Chinese why an act has no effect and what its author can do next. */
export function explainVerdict(act: string, verdict: Verdict): Explained {
  switch (verdict.why) {
    case 'notNow':
      return {
        why: `${NOT_NOW[verdict.state]}，现在不能${labelOf(act)}`,
        fix: `看一下经过，按“${STATE_LABELS[verdict.state]}”能做的办。`,
      };
    case 'role':
      return {
        why: `${labelOf(act)}由${
          isAct(act)
            ? actOf(act)
                .roles.map((role) => ROLE_NAMES[role])
                .join('、')
            : '别的岗位'
        }办理`,
        fix: '需要办理就联系该岗位，已写的内容可以写成备注。',
      };
    case 'inScope':
      return { why: `这件不在你的范围内，不能${labelOf(act)}`, fix: '联系这个网格的网格员或街道受理员。' };
    case 'ownDepartment':
      return { why: '这件现在不是派给你部门的', fix: '需要办理就联系派遣员重新派遣。' };
    case 'reason':
      return { why: `${labelOf(act)}要写明理由`, fix: '写一句理由再送。' };
    case 'standard':
      return { why: '立案要选一条与类别相符的立案标准', fix: '选一条标准再立案。' };
    case 'departmentChosen':
      return { why: '派遣要选一个处置部门', fix: '选好部门再派遣。' };
    case 'beforePhoto':
      return { why: '缺处置前的照片', fix: '补一张近景或远景照片。' };
    case 'afterPhoto':
      return { why: '缺处置后的照片', fix: '补一张处置后的照片。' };
    case 'closeCondition':
      return { why: '结案要确认结案条件', fix: '确认结案条件再结案。' };
    case 'ownCheck':
      return { why: '这件由另一位同事在核查', fix: '等核查结果，或请督查处理。' };
    case 'notReopened':
      return { why: '这件已重新受理过一次', fix: '不能再次重新受理，可以新上报一件。' };
    case 'reporterOrHolder':
      return { why: '只有上报人或经办岗位可以更正', fix: '写一条备注，请经办人更正。' };
    case 'malformed':
      return { why: `${labelOf(act)}的内容不完整`, fix: '打开这件，补全后再送。' };
    case 'unknown':
      return { why: '这一步由更新的版本写入，本机版本还不认识', fix: '请信息员更新工作站。' };
  }
}
