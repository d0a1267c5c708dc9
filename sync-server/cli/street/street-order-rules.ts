import { urgentDays, urgentHours, workDays, workHours, type LocalRule } from './local-rule.ts';

/** 07 宣传广告, 08 施工管理, 09 街面秩序, 10 其他. */
export const STREET_ORDER_RULES: readonly LocalRule[] = [
  {
    category: '07001',
    department: 'dept:urban-enforcement',
    note: '张贴、涂写、喷涂的小广告。同一面墙、同一根杆算一件。一两张的随手撕掉。',
    reportInstead: [
      ['是固定安装的广告牌', '07003'],
      ['有人正在发传单', '07002'],
    ],
    rows: [['张贴、涂写小广告', '清除干净', workDays(1)]],
  },
  {
    category: '07003',
    department: 'dept:urban-enforcement',
    note: '未经审批的广告牌、灯箱、落地招牌。写明店名和尺寸。',
    reportInstead: [
      ['经审批的广告牌坏了', '03006'],
      ['店招本身不合规', '07006'],
      ['是横幅、条幅', '07007'],
    ],
    rows: [
      ['可移动的落地灯箱、易拉宝', '撤走', workHours(4)],
      ['擅自设置的固定户外广告', '拆除', workDays(10)],
    ],
  },
  {
    category: '07006',
    department: 'dept:urban-enforcement',
    note: '一店多招、超出规定尺寸的招牌。',
    rows: [
      ['招牌将要坠落', '拆除或加固', urgentHours(4)],
      ['违规设置招牌', '整改或拆除', workDays(10)],
    ],
  },
  {
    category: '07007',
    department: 'dept:urban-enforcement',
    note: '拍清文字。有审批的公益宣传不采集。',
    rows: [['擅自悬挂横幅、条幅', '取下', workHours(4)]],
  },
  {
    category: '08001',
    department: 'dept:urban-enforcement',
    note: '夜间 22 时到次日 6 时，写明工地名。有夜间施工公示的注明。',
    reportInstead: [['商店、音响噪声', '06028']],
    rows: [['夜间施工噪声扰民', '停止施工', urgentDays(2)]],
  },
  {
    category: '08002',
    department: 'dept:roads',
    note: '看有无占道许可公示，写明占了几米。',
    rows: [['施工占道无许可或者超出范围', '恢复道路', workDays(1)]],
  },
  {
    category: '08003',
    department: 'dept:roads',
    note: '看有无掘路许可公示牌。抢修有警示牌的不采集。',
    rows: [['无证挖掘道路', '停止，恢复道路', workDays(1)]],
  },
  {
    category: '08004',
    department: 'dept:urban-enforcement',
    note: '土方未覆盖、不洒水、扬尘明显时采集。',
    rows: [['工地扬尘', '覆盖、洒水', workHours(4)]],
  },
  {
    category: '08005',
    department: 'dept:urban-enforcement',
    note: '装修垃圾、砖石、木料。装袋放在指定堆放点的不采集。',
    reportInstead: [
      ['是还要用的材料', '08006'],
      ['是生活垃圾', '06010'],
    ],
    rows: [['施工废弃料乱堆放', '清运', workDays(1)]],
  },
  {
    category: '08006',
    department: 'dept:urban-enforcement',
    note: '水泥、砂石、管材、脚手架等还要用的材料。',
    reportInstead: [
      ['是生活杂物', '06036'],
      ['是不要的废料', '08005'],
    ],
    rows: [['施工物料乱堆放', '清走或围挡', workDays(1)]],
  },
  {
    category: '08007',
    department: 'dept:urban-enforcement',
    note: '围挡倒伏、缺口、污损。写明工地名。',
    rows: [
      ['围挡倒伏、将要倒伏', '加固', urgentHours(4)],
      ['围挡缺损、污损', '修复、清洗', workDays(2)],
    ],
  },
  {
    category: '08012',
    department: 'dept:urban-enforcement',
    note: '拍到工地出口和带泥的路面。',
    rows: [['工地车辆带泥上路', '冲洗路面', workHours(2)]],
  },
  {
    category: '09001',
    department: 'dept:urban-enforcement',
    note: '流动叫卖、随走随卖的。不与摊贩争执，先拍照后离开。',
    reportInstead: [
      ['固定摆摊', '09006'],
      ['固定店面摆到门外', '09005'],
    ],
    rows: [['无照游商经营', '劝离', urgentHours(2)]],
  },
  {
    category: '09004',
    department: 'dept:urban-enforcement',
    note: '在道路、绿地收购和堆放废品的采集。',
    rows: [['废品收购占道、脏乱', '清走', workDays(1)]],
  },
  {
    category: '09005',
    department: 'dept:urban-enforcement',
    note: '有固定店面，把货、桌椅摆到门线以外。写明店名，拍到门头。',
    reportInstead: [
      ['没有店面的流动摊', '09006'],
      ['货物堵住消防通道', '09012'],
    ],
    rows: [['店铺超出门线经营', '收回店内', urgentHours(2)]],
  },
  {
    category: '09006',
    department: 'dept:urban-enforcement',
    note: '没有店面，在道路、广场摆摊。几个摊挨在一起算一件，写明数量。',
    reportInstead: [
      ['是店家摆出来的', '09005'],
      ['随走随卖', '09001'],
      ['搞促销、发宣传品', '09022'],
    ],
    rows: [['在道路、公共场所摆摊', '撤走', urgentHours(2)]],
  },
  {
    category: '09009',
    department: 'dept:traffic-police',
    note: '拍到车牌和禁停标志或标线。临时上下客的不采集。',
    reportInstead: [
      ['停在消防通道上', '09012'],
      ['长期不动的废弃车', '06034'],
    ],
    rows: [['机动车违规停在人行道、禁停路段', '移走', workHours(2)]],
  },
  {
    category: '09010',
    department: 'dept:property',
    note: '自行车、电动自行车停在划线以外，挡路的采集。',
    reportInstead: [
      ['是共享单车', '09011'],
      ['停在楼道里充电', '09012'],
      ['压在盲道上', '09019'],
    ],
    rows: [['非机动车乱停放', '摆放整齐', workHours(2)]],
  },
  {
    category: '09011',
    department: 'dept:urban-enforcement',
    note: '十辆以上或者堵住通行。写明品牌和大致数量，同一处一件。',
    rows: [['共享单车淤积、倒伏、堵路', '清运、摆放整齐', workHours(2)]],
  },
  {
    category: '09012',
    department: 'dept:fire-safety',
    note: '有消防通道标线或者是小区唯一通道。楼道内电动车充电也报这里。',
    rows: [['占用、堵塞消防通道', '清走', workHours(2)]],
  },
  {
    category: '09016',
    department: 'dept:traffic-police',
    note: '私自划线收费的采集，写明收费人在不在场。',
    rows: [['违规设置停车场、私自收费', '停止，清除标线', workDays(3)]],
  },
  {
    category: '09019',
    department: 'dept:urban-enforcement',
    note: '盲道、坡道被车、货、桌椅占用。',
    reportInstead: [['盲道砖坏了', '06051']],
    rows: [['占用盲道、无障碍通道', '清走', workHours(2)]],
  },
  {
    category: '09020',
    department: 'dept:urban-enforcement',
    note: '菜场内外摊位越线、污水横流。写明菜场名。',
    rows: [['农贸市场秩序混乱', '整改', workDays(1)]],
  },
  {
    category: '09022',
    department: 'dept:urban-enforcement',
    note: '在路边搭台促销、放音响。写明商家。',
    rows: [['占道促销宣传', '撤走', urgentHours(2)]],
  },
  {
    category: '10001',
    department: 'dept:sanitation',
    note: '桥面、坡道、天桥台阶优先报。',
    rows: [['道路积雪、结冰影响通行', '清除，恢复通行', workHours(4)]],
  },
  {
    category: '10002',
    department: 'dept:communications',
    note: '不要触碰线缆，先围护再拍照。分不清电力和通信的照报。',
    rows: [
      ['线缆垂落，危及行人和车辆', '消除危险', urgentHours(2)],
      ['线缆松垂但不妨碍通行', '规整', workDays(3)],
    ],
  },
];
