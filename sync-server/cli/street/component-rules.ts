import { urgentHours, workDays, workHours, type LocalRule, type MatterCode } from './local-rule.ts';

const LID_ROWS = [
  ['井盖缺失、移位或断裂，危及行人和车辆', '恢复原状，井盖与路面平齐', urgentHours(2)],
  ['井盖破损面积大于 25 平方厘米', '更换或修复井盖', workHours(4)],
  ['井盖松动、异响、翘起', '修复，踩踏无异响', workDays(2)],
  ['井盖周边路面下沉或凸起超过 2 厘米', '修复路面', workDays(5)],
] as const satisfies LocalRule['rows'];

const LID_NOTE =
  '看清井盖上的字再选类别，字迹不清选不明井盖。先在原地摆放警示物再拍照。锈迹不到三分之一的不采集，一处一件。';

const lid = (category: MatterCode, department: string): LocalRule => ({
  category,
  department,
  note: LID_NOTE,
  reportInstead: [
    ['井盖上没有字，看不出属于谁', '01023'],
    ['是带孔的雨水箅子', '01004'],
  ],
  rows: LID_ROWS,
});

/** Components out of order. Small codes are those of the component itself. */
export const COMPONENT_RULES: readonly LocalRule[] = [
  lid('01001', 'dept:water'),
  lid('01002', 'dept:water'),
  lid('01003', 'dept:water'),
  lid('01005', 'dept:lighting-power'),
  lid('01006', 'dept:lighting-power'),
  lid('01007', 'dept:communications'),
  lid('01011', 'dept:fire-safety'),
  {
    category: '01023',
    department: 'dept:roads',
    note: `${LID_NOTE}不明井盖由道路管理所先行处置，再查权属。`,
    rows: LID_ROWS,
  },
  {
    category: '01004',
    department: 'dept:water',
    note: '堵塞以看得见的孔数计，不到三分之一不采集。同一路口的几个箅子算一件。',
    reportInstead: [
      ['路面已经积水', '01073'],
      ['只是箅子旁边有落叶', '06012'],
    ],
    rows: [
      ['雨水箅子缺失、断裂，危及行人和车辆', '补齐并固定', urgentHours(2)],
      ['堵塞达到或超过三分之一', '清掏干净，排水通畅', workDays(1)],
      ['箅子松动、变形', '修复或更换', workDays(2)],
    ],
  },
  {
    category: '01013',
    department: 'dept:fire-safety',
    note: '只看公共道路和公共部位的消火栓、消防箱。单位内部的不采集。',
    reportInstead: [['消火栓前停车或堆物', '09012']],
    rows: [
      ['消火栓漏水、被撞倒', '止水并固定', urgentHours(2)],
      ['缺少闷盖、标识，箱体破损', '补齐、修复', workDays(3)],
    ],
  },
  {
    category: '01025',
    department: 'dept:water',
    note: '漏水要拍到水流，不拍室内管道。',
    rows: [
      ['供水管爆裂，大量喷水', '关阀止水，围护警示', urgentHours(1)],
      ['供水器漏水', '停止漏水', urgentHours(2)],
    ],
  },
  {
    category: '01027',
    department: 'dept:communications',
    note: '箱门敞开先试着关好；能关好的自处置。',
    rows: [
      ['箱体倾倒、线缆裸露', '扶正加固，线缆入箱', workHours(4)],
      ['箱门破损、缺失', '修复箱门', workDays(3)],
    ],
  },
  {
    category: '01031',
    department: 'dept:communications',
    note: '只采集倾斜、断裂的立杆，杆上小广告报非法小广告。',
    reportInstead: [
      ['立杆上贴小广告', '07001'],
      ['线缆垂落到人够得着的高度', '10002'],
    ],
    rows: [
      ['立杆倾斜、有倒伏危险', '消除危险', urgentHours(4)],
      ['立杆锈蚀、基座破损', '加固、更换', workDays(5)],
    ],
  },
  {
    category: '01037',
    department: 'dept:lighting-power',
    note: '一眼能看到的几盏灯不亮算一件，写清杆号。白天不采集不亮。',
    rows: [
      ['灯杆倾斜、倒伏、断裂或电线外露', '消除危险，围护', workDays(1)],
      ['单盏路灯不亮', '恢复照明', workDays(2)],
      ['连续三盏以上不亮', '恢复照明', workDays(1)],
    ],
  },
  {
    category: '01046',
    department: 'dept:property',
    note: '只采集公共场所和小区公共部位的健身器材。掉漆不采集。',
    rows: [
      ['器材断裂、松动，可能伤人', '停用并围护', workHours(4)],
      ['器材缺件、不能使用', '修复或拆除', workDays(7)],
    ],
  },
  {
    category: '01048',
    department: 'dept:lighting-power',
    note: '不要靠近，不要打开箱门，拍照距离 3 米以上。',
    rows: [
      ['箱门敞开、带电部分外露', '关闭锁好，消除危险', urgentHours(2)],
      ['箱体破损、标识缺失', '修复、补齐', workDays(5)],
    ],
  },
  {
    category: '01057',
    department: 'dept:fire-safety',
    note: '闻到燃气味先撤离、打燃气抢修电话，再上报，现场不打手机不开关电器。',
    rows: [
      ['燃气管道破裂、泄漏、着火', '止漏，围护警示', urgentHours(1)],
      ['管道锈蚀、支架脱落', '除锈加固', workDays(3)],
    ],
  },
  {
    category: '01073',
    department: 'dept:water',
    note: '积水要拍到参照物，写明长宽和深度。',
    rows: [
      ['道路积水面积大于 100 平方米且深于 15 厘米', '排水，恢复通行', urgentHours(2)],
      ['晴天排口流出污水', '查清并停止排放', workDays(3)],
    ],
  },
  {
    category: '01075',
    department: 'dept:property',
    note: '柜体被撞歪、漏电的才采集。柜门打不开由柜主处理，不采集。',
    rows: [['柜体倾倒、电线外露', '加固，消除危险', workDays(1)]],
  },
  {
    category: '02010',
    department: 'dept:traffic-police',
    note: '标志牌看不清、歪倒、被遮挡的采集。被树枝遮挡报行道树。',
    reportInstead: [
      ['被树枝遮住', '04002'],
      ['地面标线磨掉看不清', '06016'],
    ],
    rows: [
      ['标志牌将要坠落或倒伏', '拆除或加固', urgentHours(4)],
      ['标志牌缺失、污损、朝向错误', '修复、更换', workDays(3)],
    ],
  },
  {
    category: '02014',
    department: 'dept:traffic-police',
    note: '写清路口和方向，一个路口一件。',
    rows: [
      ['信号灯不亮、乱闪', '恢复正常', urgentHours(2)],
      ['灯罩破损、灯杆歪斜', '修复', workDays(2)],
    ],
  },
  {
    category: '02017',
    department: 'dept:roads',
    note: '倒伏在车道上的先移到路边再拍照。掉漆不采集。',
    rows: [
      ['护栏倒伏、占道', '扶正或移开', workHours(4)],
      ['护栏缺损、变形', '修复', workDays(3)],
    ],
  },
  {
    category: '02034',
    department: 'dept:roads',
    note: '轮椅坡道扶手、呼叫按钮等设施损坏的采集。',
    reportInstead: [
      ['盲道砖缺损', '06051'],
      ['盲道被占用', '09019'],
    ],
    rows: [['无障碍设施损坏、不能使用', '修复', workDays(5)]],
  },
  {
    category: '02038',
    department: 'dept:property',
    note: '门牌、楼号牌掉落或看不清的采集，一个门洞一件。',
    rows: [['门（楼号）牌缺失、脱落、错误', '补装、更正', workDays(10)]],
  },
  {
    category: '03001',
    department: 'dept:sanitation',
    note: '只看对外开放的公厕。正在保洁、有告示的停水不采集。',
    rows: [
      ['污物满溢、地面积水', '清理干净', workHours(4)],
      ['设施损坏、灯不亮', '修复', workDays(2)],
    ],
  },
  {
    category: '03005',
    department: 'dept:sanitation',
    note: '箱体坏了报这里，箱体完好只是满了报垃圾站（箱）满溢。',
    reportInstead: [
      ['箱体完好、垃圾溢出', '06042'],
      ['没有箱体、垃圾散落在地上', '06010'],
    ],
    rows: [
      ['箱体倾倒、缺门、破损', '修复或更换', workDays(2)],
      ['箱体污秽', '擦洗干净', workHours(4)],
    ],
  },
  {
    category: '03006',
    department: 'dept:urban-enforcement',
    note: '有审批的广告牌坏了报这里，没有审批的报违规户外广告。',
    reportInstead: [['没有审批、擅自设置', '07003']],
    rows: [
      ['广告设施将要坠落', '拆除或加固', urgentHours(4)],
      ['画面破损、灯箱缺亮', '修复、更换', workDays(3)],
    ],
  },
  {
    category: '03008',
    department: 'dept:property',
    note: '玻璃破碎先围护。内容过期不采集。',
    rows: [
      ['玻璃破碎、立柱松动', '消除危险', workDays(1)],
      ['栏体破损、灯不亮', '修复', workDays(5)],
    ],
  },
  {
    category: '04002',
    department: 'dept:greening',
    note: '枯枝、断枝、遮挡信号灯和标志牌的采集。正常落叶不采集。',
    reportInstead: [
      ['树上有虫网、叶子成片被吃', '06021'],
      ['树坑里缺土缺板', '04011'],
    ],
    rows: [
      ['树木倒伏、断枝悬挂，危及行人和车辆', '清除，恢复通行', urgentHours(2)],
      ['枝叶遮挡信号灯、标志牌、路灯', '修剪', workDays(3)],
      ['树木死亡、缺株', '伐除、补种', workDays(15)],
    ],
  },
  {
    category: '04007',
    department: 'dept:greening',
    note: '座椅断裂、缺板的采集，灰尘不采集。',
    rows: [['座椅破损、松动', '修复或更换', workDays(5)]],
  },
  {
    category: '04008',
    department: 'dept:greening',
    note: '连续破损的算一件，写明长度。',
    rows: [
      ['护栏倒伏、尖角外露', '扶正，消除危险', workDays(1)],
      ['护栏缺损、锈蚀', '修复', workDays(5)],
    ],
  },
  {
    category: '04011',
    department: 'dept:greening',
    note: '树池盖板翘起会绊人的优先报。',
    rows: [['树池盖板缺失、翘起，树穴缺土', '补齐、整平', workDays(3)]],
  },
];
