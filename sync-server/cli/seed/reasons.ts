import type { Act } from '../../../shared/cases/acts.ts';
import type { ReasonEntry } from '../../../shared/domain/catalog.ts';

/** Reasons a person may choose from, by act. He may always write his own words instead. */
const LABELS = {
  reject: [
    '不属于城市管理事项',
    '不在本街道范围内',
    '现场核实没有发现问题',
    '属于个人纠纷，已告知办理途径',
    '诉求已由上级部门直接受理',
  ],
  void: ['与已有事件重复', '误报，登记有误', '测试或演练记录'],
  returnToIntake: ['位置不清，核实后再报', '照片看不清问题', '类别选错，改后再报', '情况描述与照片不符'],
  returnToAcceptor: [
    '类别不准，无法确定处置部门',
    '立案标准选择有误',
    '位置跨界，核实权属',
    '与另一件重复，核对后再定',
  ],
  returnToDispatch: ['不属于本部门职责', '权属单位是其他部门', '地点不在本部门管养范围', '需要其他部门先处置'],
  withdraw: ['派错部门', '情况有变，重新派遣', '与另一件合并处置'],
  failCheck: ['现场没有处置', '只处置了一部分', '处置后又出现', '处置照片与现场不符', '处置质量不合格'],
  recheck: ['核查照片不清楚', '核查位置与事件不符', '对核查结果有异议'],
  refuseSelfHandled: ['处置后照片不能证明已解决', '没有拍到原位置', '问题依然存在', '应派给处置部门办理'],
  reopen: ['上报人补充了新证据', '复核认定属于受理范围', '原处理依据有误'],
} as const satisfies Readonly<Partial<Record<Act, readonly string[]>>>;

export type ReasonedAct = keyof typeof LABELS;

/** `reject-1`, …: codes stay when words are polished. */
export const REASONS: readonly ReasonEntry[] = Object.entries(LABELS).flatMap(([act, labels]) =>
  labels.map((label, index) => ({ code: `${act}-${index + 1}`, act, label })),
);

export const reasonsFor = (act: ReasonedAct): readonly ReasonEntry[] => REASONS.filter((entry) => entry.act === act);
