import type { MotifName } from '../photos/scenes.ts';

/** What crews write when they are done, by what they did. */
export const DONE: Readonly<Record<MotifName | 'other', readonly string[]>> = {
  rubbish: ['已清理，地面已冲洗', '垃圾已清运，投放点已保洁', '已清理干净，已提醒周边住户'],
  manhole: ['井盖已复位，踩踏无异响', '已更换井盖，与路面平齐', '已疏通并复位'],
  fireLane: ['通道已清空，已现场教育', '障碍物已移走，通道畅通', '已清障，标线内不再停放'],
  parkedCar: ['车辆已移走', '已联系车主挪车', '已拖移，现场恢复'],
  bikes: ['已摆放整齐，盲道已让出', '企业已清运，现场恢复'],
  shop: ['经营者已收回店内，已教育', '摊位已撤离，地面已保洁', '现场已规范，要求落实门前责任'],
  branch: ['断枝已清运，树木已修剪', '已加固并修剪'],
  lawnLitter: ['绿地已清理，已补种', '散落物已清理'],
  paving: ['已修复，通行正常', '破损处已更换，已撤围护'],
  stickers: ['已清除，墙面已恢复', '已拆除，现场已清理'],
  hall: ['堆物已清走，通道畅通', '物业已会同住户清理'],
  lamp: ['已修复，试亮正常', '故障已排除，已恢复'],
  puddle: ['积水已抽排，管道已疏通', '漏点已修复'],
  buildingWaste: ['现场已整改，已清理干净', '已督促责任单位整改，复查合格', '已清运并冲洗路面'],
  other: ['已处置，现场恢复正常', '已处理，现场已告知当事人'],
};

export const SELF_HANDLED = ['当场清理', '当场摆放整齐', '当场劝离', '已和商户一起整理', '当场清除'];
export const CAUTION = [
  '已放锥桶，提醒行人绕行',
  '已围护，夜间请注意',
  '现场有老人经过，请尽快',
  '与物业已电话联系',
  '居民再次来电询问进度',
  '已在现场守候',
];
export const TO_VERIFY = ['请到现场看一下是否属实', '来电人说不清位置，请核实', '请拍近景、远景各一张'];
export const MORE_TIME = ['等材料到货', '需要其他单位先移走管线', '近日有雨，不能施工'];
export const REST = ['冬季不能施工，开春后处置', '等产权单位审批', '列入下一批改造计划'];
export const ACCEPTED = ['情况清楚', '已电话核对位置', '位置已核对'];
export const DISPATCHED = ['按职责清单派遣，按标准处置', '今天内到场', '处置前后各拍一张', '与社区联系后入场'];
export const SIGNED = ['已安排班组', '已派人到场', '班组在附近，即到'];
export const CHECKED = ['现场已恢复', '与处置照片一致', '现场核对无误'];
export const CLOSED = ['符合结案条件', '核查通过，结案'];
/** What a corrected report adds to what was said before. */
export const CORRECTED = [
  '（补充：在人行道内侧）',
  '（补充：靠近路口）',
  '（补充：影响非机动车通行）',
  '（更正：数量按现场清点）',
];
