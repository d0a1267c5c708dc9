import type { DepartmentResource } from '../../../shared/geo/resources.ts';

/** Who handles what in the demonstration street. A district replaces this table by its own. */
export const DEPARTMENTS: readonly DepartmentResource[] = [
  {
    key: 'dept:sanitation',
    name: '市容环卫所',
    duties: ['道路清扫保洁', '生活垃圾收运', '垃圾箱房与公共厕所管养', '建筑垃圾清运', '扫雪除冰'],
  },
  {
    key: 'dept:urban-enforcement',
    name: '综合行政执法队',
    duties: ['违法搭建', '店外经营与占道经营', '户外广告与店招', '施工扬尘与夜间施工', '油烟与噪声扰民'],
  },
  {
    key: 'dept:roads',
    name: '道路管理所',
    duties: ['车行道与人行道养护', '道路井盖与雨水箅子', '道路护栏与隔离设施', '盲道与无障碍坡道'],
  },
  {
    key: 'dept:water',
    name: '给排水管理所',
    duties: ['供水、雨水、污水井盖', '道路积水抽排', '排水口与泵站', '河道水面保洁与防汛墙'],
  },
  {
    key: 'dept:greening',
    name: '绿化管理所',
    duties: ['公共绿地与行道树养护', '病虫害防治', '绿地附属设施', '占绿毁绿认定'],
  },
  {
    key: 'dept:lighting-power',
    name: '照明与电力保障站',
    duties: ['路灯与景观灯', '电力井盖与立杆', '变压器箱', '充电桩'],
  },
  {
    key: 'dept:communications',
    name: '通信线缆维护中心',
    duties: ['通信、电视、网络井盖', '通信立杆与交接箱', '架空线整理', '监控设施'],
  },
  {
    key: 'dept:traffic-police',
    name: '交警大队陆家嘴中队',
    duties: ['机动车乱停放', '交通信号灯', '交通标志标线', '占用消防通道的车辆'],
  },
  {
    key: 'dept:property',
    name: '物业与房屋管理办公室',
    duties: ['住宅小区物业督办', '楼道堆物与小区设施', '公用电梯', '小区内非机动车停放'],
  },
  {
    key: 'dept:fire-safety',
    name: '安全与消防工作站',
    duties: ['消防设施', '消防通道', '燃气设施报修联络', '九小场所安全'],
  },
];
