import type { TimeLimitResource } from '../../../shared/geo/resources.ts';

/** A category of the national list, written short: c01001 is a component, m06010 a matter. */
export type CategoryMark = `${'c' | 'm'}${string}`;

export interface LocalRule {
  readonly category: CategoryMark;
  readonly department: string;
  /** 采集要求: what counts, what is not to be reported, what makes one case. */
  readonly note: string;
  readonly reportInstead?: readonly (readonly [when: string, category: CategoryMark])[];
  /** Opening condition, closing condition, limit. */
  readonly rows: readonly (readonly [open: string, close: string, limit: TimeLimitResource])[];
}

const urgentHours = (amount: number): TimeLimitResource => ({ amount, unit: 'urgentHour' });
const workHours = (amount: number): TimeLimitResource => ({ amount, unit: 'workHour' });
const urgentDays = (amount: number): TimeLimitResource => ({ amount, unit: 'urgentDay' });
const workDays = (amount: number): TimeLimitResource => ({ amount, unit: 'workDay' });

const LID_ROWS = [
  ['井盖缺失、移位或断裂，危及行人和车辆', '恢复原状，井盖与路面平齐', urgentHours(2)],
  ['井盖破损面积大于 25 平方厘米', '更换或修复井盖', workHours(4)],
  ['井盖松动、异响、翘起', '修复，踩踏无异响', workDays(2)],
  ['井盖周边路面下沉或凸起超过 2 厘米', '修复路面', workDays(5)],
] as const satisfies LocalRule['rows'];

const LID_NOTE =
  '看清井盖上的字再选类别，字迹不清选不明井盖。先在原地摆放警示物再拍照。锈迹不到三分之一的不采集，一处一件。';

const lid = (category: CategoryMark, department: string): LocalRule => ({
  category,
  department,
  note: LID_NOTE,
  reportInstead: [
    ['井盖上没有字，看不出属于谁', 'm01023'],
    ['是带孔的雨水箅子', 'm01004'],
  ],
  rows: LID_ROWS,
});

/** Components out of order. Small codes are those of the component itself. */
export const COMPONENT_RULES: readonly LocalRule[] = [
  lid('m01001', 'dept:water'),
  lid('m01002', 'dept:water'),
  lid('m01003', 'dept:water'),
  lid('m01005', 'dept:lighting-power'),
  lid('m01006', 'dept:lighting-power'),
  lid('m01007', 'dept:communications'),
  lid('m01011', 'dept:fire-safety'),
  {
    category: 'm01023',
    department: 'dept:roads',
    note: `${LID_NOTE}不明井盖由道路管理所先行处置，再查权属。`,
    rows: LID_ROWS,
  },
  {
    category: 'm01004',
    department: 'dept:water',
    note: '堵塞以看得见的孔数计，不到三分之一不采集。同一路口的几个箅子算一件。',
    reportInstead: [
      ['路面已经积水', 'm01073'],
      ['只是箅子旁边有落叶', 'm06012'],
    ],
    rows: [
      ['雨水箅子缺失、断裂，危及行人和车辆', '补齐并固定', urgentHours(2)],
      ['堵塞达到或超过三分之一', '清掏干净，排水通畅', workDays(1)],
      ['箅子松动、变形', '修复或更换', workDays(2)],
    ],
  },
  {
    category: 'm01013',
    department: 'dept:fire-safety',
    note: '只看公共道路和公共部位的消火栓、消防箱。单位内部的不采集。',
    reportInstead: [['消火栓前停车或堆物', 'm09012']],
    rows: [
      ['消火栓漏水、被撞倒', '止水并固定', urgentHours(2)],
      ['缺少闷盖、标识，箱体破损', '补齐、修复', workDays(3)],
    ],
  },
  {
    category: 'm01025',
    department: 'dept:water',
    note: '漏水要拍到水流，不拍室内管道。',
    rows: [
      ['供水管爆裂，大量喷水', '关阀止水，围护警示', urgentHours(1)],
      ['供水器漏水', '停止漏水', urgentHours(2)],
    ],
  },
  {
    category: 'm01027',
    department: 'dept:communications',
    note: '箱门敞开先试着关好；能关好的自处置。',
    rows: [
      ['箱体倾倒、线缆裸露', '扶正加固，线缆入箱', workHours(4)],
      ['箱门破损、缺失', '修复箱门', workDays(3)],
    ],
  },
  {
    category: 'm01031',
    department: 'dept:communications',
    note: '只采集倾斜、断裂的立杆，杆上小广告报非法小广告。',
    reportInstead: [
      ['立杆上贴小广告', 'm07001'],
      ['线缆垂落到人够得着的高度', 'm10002'],
    ],
    rows: [
      ['立杆倾斜、有倒伏危险', '消除危险', urgentHours(4)],
      ['立杆锈蚀、基座破损', '加固、更换', workDays(5)],
    ],
  },
  {
    category: 'm01037',
    department: 'dept:lighting-power',
    note: '一眼能看到的几盏灯不亮算一件，写清杆号。白天不采集不亮。',
    rows: [
      ['灯杆倾斜、倒伏、断裂或电线外露', '消除危险，围护', workDays(1)],
      ['单盏路灯不亮', '恢复照明', workDays(2)],
      ['连续三盏以上不亮', '恢复照明', workDays(1)],
    ],
  },
  {
    category: 'm01046',
    department: 'dept:property',
    note: '只采集公共场所和小区公共部位的健身器材。掉漆不采集。',
    rows: [
      ['器材断裂、松动，可能伤人', '停用并围护', workHours(4)],
      ['器材缺件、不能使用', '修复或拆除', workDays(7)],
    ],
  },
  {
    category: 'm01048',
    department: 'dept:lighting-power',
    note: '不要靠近，不要打开箱门，拍照距离 3 米以上。',
    rows: [
      ['箱门敞开、带电部分外露', '关闭锁好，消除危险', urgentHours(2)],
      ['箱体破损、标识缺失', '修复、补齐', workDays(5)],
    ],
  },
  {
    category: 'm01057',
    department: 'dept:fire-safety',
    note: '闻到燃气味先撤离、打燃气抢修电话，再上报，现场不打手机不开关电器。',
    rows: [
      ['燃气管道破裂、泄漏、着火', '止漏，围护警示', urgentHours(1)],
      ['管道锈蚀、支架脱落', '除锈加固', workDays(3)],
    ],
  },
  {
    category: 'm01073',
    department: 'dept:water',
    note: '积水要拍到参照物，写明长宽和深度。',
    rows: [
      ['道路积水面积大于 100 平方米且深于 15 厘米', '排水，恢复通行', urgentHours(2)],
      ['晴天排口流出污水', '查清并停止排放', workDays(3)],
    ],
  },
  {
    category: 'm01075',
    department: 'dept:property',
    note: '柜体被撞歪、漏电的才采集。柜门打不开由柜主处理，不采集。',
    rows: [['柜体倾倒、电线外露', '加固，消除危险', workDays(1)]],
  },
  {
    category: 'm02010',
    department: 'dept:traffic-police',
    note: '标志牌看不清、歪倒、被遮挡的采集。被树枝遮挡报行道树。',
    reportInstead: [
      ['被树枝遮住', 'm04002'],
      ['地面标线磨掉看不清', 'm06016'],
    ],
    rows: [
      ['标志牌将要坠落或倒伏', '拆除或加固', urgentHours(4)],
      ['标志牌缺失、污损、朝向错误', '修复、更换', workDays(3)],
    ],
  },
  {
    category: 'm02014',
    department: 'dept:traffic-police',
    note: '写清路口和方向，一个路口一件。',
    rows: [
      ['信号灯不亮、乱闪', '恢复正常', urgentHours(2)],
      ['灯罩破损、灯杆歪斜', '修复', workDays(2)],
    ],
  },
  {
    category: 'm02017',
    department: 'dept:roads',
    note: '倒伏在车道上的先移到路边再拍照。掉漆不采集。',
    rows: [
      ['护栏倒伏、占道', '扶正或移开', workHours(4)],
      ['护栏缺损、变形', '修复', workDays(3)],
    ],
  },
  {
    category: 'm02034',
    department: 'dept:roads',
    note: '轮椅坡道扶手、呼叫按钮等设施损坏的采集。',
    reportInstead: [
      ['盲道砖缺损', 'm06051'],
      ['盲道被占用', 'm09019'],
    ],
    rows: [['无障碍设施损坏、不能使用', '修复', workDays(5)]],
  },
  {
    category: 'm02038',
    department: 'dept:property',
    note: '门牌、楼号牌掉落或看不清的采集，一个门洞一件。',
    rows: [['门（楼号）牌缺失、脱落、错误', '补装、更正', workDays(10)]],
  },
  {
    category: 'm03001',
    department: 'dept:sanitation',
    note: '只看对外开放的公厕。正在保洁、有告示的停水不采集。',
    rows: [
      ['污物满溢、地面积水', '清理干净', workHours(4)],
      ['设施损坏、灯不亮', '修复', workDays(2)],
    ],
  },
  {
    category: 'm03005',
    department: 'dept:sanitation',
    note: '箱体坏了报这里，箱体完好只是满了报垃圾站（箱）满溢。',
    reportInstead: [
      ['箱体完好、垃圾溢出', 'm06042'],
      ['没有箱体、垃圾散落在地上', 'm06010'],
    ],
    rows: [
      ['箱体倾倒、缺门、破损', '修复或更换', workDays(2)],
      ['箱体污秽', '擦洗干净', workHours(4)],
    ],
  },
  {
    category: 'm03006',
    department: 'dept:urban-enforcement',
    note: '有审批的广告牌坏了报这里，没有审批的报违规户外广告。',
    reportInstead: [['没有审批、擅自设置', 'm07003']],
    rows: [
      ['广告设施将要坠落', '拆除或加固', urgentHours(4)],
      ['画面破损、灯箱缺亮', '修复、更换', workDays(3)],
    ],
  },
  {
    category: 'm03008',
    department: 'dept:property',
    note: '玻璃破碎先围护。内容过期不采集。',
    rows: [
      ['玻璃破碎、立柱松动', '消除危险', workDays(1)],
      ['栏体破损、灯不亮', '修复', workDays(5)],
    ],
  },
  {
    category: 'm04002',
    department: 'dept:greening',
    note: '枯枝、断枝、遮挡信号灯和标志牌的采集。正常落叶不采集。',
    reportInstead: [
      ['树上有虫网、叶子成片被吃', 'm06021'],
      ['树坑里缺土缺板', 'm04011'],
    ],
    rows: [
      ['树木倒伏、断枝悬挂，危及行人和车辆', '清除，恢复通行', urgentHours(2)],
      ['枝叶遮挡信号灯、标志牌、路灯', '修剪', workDays(3)],
      ['树木死亡、缺株', '伐除、补种', workDays(15)],
    ],
  },
  {
    category: 'm04007',
    department: 'dept:greening',
    note: '座椅断裂、缺板的采集，灰尘不采集。',
    rows: [['座椅破损、松动', '修复或更换', workDays(5)]],
  },
  {
    category: 'm04008',
    department: 'dept:greening',
    note: '连续破损的算一件，写明长度。',
    rows: [
      ['护栏倒伏、尖角外露', '扶正，消除危险', workDays(1)],
      ['护栏缺损、锈蚀', '修复', workDays(5)],
    ],
  },
  {
    category: 'm04011',
    department: 'dept:greening',
    note: '树池盖板翘起会绊人的优先报。',
    rows: [['树池盖板缺失、翘起，树穴缺土', '补齐、整平', workDays(3)]],
  },
];

/** Disorder: what the ten busiest categories are made of. */
export const MATTER_RULES: readonly LocalRule[] = [
  {
    category: 'm06001',
    department: 'dept:urban-enforcement',
    note: '拍到全貌和正在施工的人、料。屋内装修、已有审批公示的不采集。',
    reportInstead: [
      ['有围挡、有公示牌的工地', 'm08016'],
      ['只是阳台堆物、晾晒', 'm06005'],
    ],
    rows: [
      ['正在搭建', '停止搭建', urgentDays(2)],
      ['已经建成', '依法履行程序并拆除', workDays(15)],
    ],
  },
  {
    category: 'm06002',
    department: 'dept:urban-enforcement',
    note: '看店面有无施工许可公示。只换灯具、货架的不采集。',
    rows: [['店面装修无许可公示', '停工或补办', workDays(2)]],
  },
  {
    category: 'm06004',
    department: 'dept:property',
    note: '墙皮将要脱落会伤人的先围护。',
    reportInstead: [['墙上贴、写小广告', 'm07001']],
    rows: [
      ['外立面脱落、悬空', '清除，围护警示', urgentHours(4)],
      ['外立面污损、涂写', '清洗、修补', workDays(5)],
    ],
  },
  {
    category: 'm06007',
    department: 'dept:urban-enforcement',
    note: '主要道路沿街的绳上、树上、护栏上晾挂才采集。自家阳台内不采集。',
    rows: [['在道路两侧的树、杆、护栏上晾挂衣物', '取下', workHours(4)]],
  },
  {
    category: 'm06008',
    department: 'dept:communications',
    note: '私拉的电线、网线采集，写明从哪拉到哪。',
    reportInstead: [
      ['线缆已经垂落', 'm10002'],
      ['飞线给电动车充电', 'm09012'],
    ],
    rows: [['擅自架设线缆、杆线', '拆除或规整', workDays(5)]],
  },
  {
    category: 'm06010',
    department: 'dept:sanitation',
    note: '垃圾没有进容器、散落在地上的才报这里。不到 0.1 平方米的随手清理，不采集。几袋挨在一起算一件。',
    reportInstead: [
      ['旁边有完好的垃圾箱，是满了溢出来的', 'm06042'],
      ['量大或者堆了很久', 'm06011'],
      ['是装修料、砖石木料', 'm08005'],
    ],
    rows: [['垃圾不在容器内，暴露在外', '清除干净', workHours(4)]],
  },
  {
    category: 'm06011',
    department: 'dept:sanitation',
    note: '大于 1 立方米或者堆了三天以上。写明体积，拍到参照物。',
    reportInstead: [
      ['刚出现的少量垃圾', 'm06010'],
      ['工地里面的施工废料', 'm08005'],
    ],
    rows: [['垃圾、渣土长期积存', '清除干净', workDays(5)]],
  },
  {
    category: 'm06012',
    department: 'dept:sanitation',
    note: '路面有成片的尘土、油污、落叶。单个烟头、纸屑不采集。',
    reportInstead: [
      ['车上掉下来的沙石、混凝土', 'm06014'],
      ['绿地里面脏', 'm06017'],
    ],
    rows: [['路面不洁', '清扫、冲洗干净', workHours(2)]],
  },
  {
    category: 'm06013',
    department: 'dept:roads',
    note: '车行道、人行道破损。用脚或卷尺作参照，写明长宽深。',
    reportInstead: [
      ['只在井盖周边一圈', 'm01023'],
      ['是路边石坏了', 'm06050'],
      ['是盲道砖坏了', 'm06051'],
    ],
    rows: [
      ['路面塌陷', '围护警示', urgentHours(2)],
      ['坑槽深于 3 厘米或大于 0.25 平方米', '修补平整', workDays(3)],
      ['人行道砖松动、缺失', '修补平整', workDays(5)],
    ],
  },
  {
    category: 'm06014',
    department: 'dept:sanitation',
    note: '遗撒沿路延伸的算一件，写明起止路口。',
    reportInstead: [['工地出口带泥', 'm08012']],
    rows: [['车辆遗撒污染路面', '清扫、冲洗干净', workHours(2)]],
  },
  {
    category: 'm06016',
    department: 'dept:traffic-police',
    note: '斑马线、停止线优先报。写明路口和方向。',
    rows: [['标线磨损过半，看不清', '重新施划', workDays(15)]],
  },
  {
    category: 'm06017',
    department: 'dept:greening',
    note: '绿地里的垃圾、枯草。树坑里的烟头随手清理。',
    reportInstead: [
      ['修剪下来没运走的枝叶', 'm06018'],
      ['有人种菜、停车、挖土', 'm06045'],
    ],
    rows: [['绿地内有垃圾、杂物', '清除干净', workHours(4)]],
  },
  {
    category: 'm06018',
    department: 'dept:greening',
    note: '修剪当天不采集，过夜没有运走的采集。',
    rows: [['绿化弃料未清运', '清运', workDays(1)]],
  },
  {
    category: 'm06021',
    department: 'dept:greening',
    note: '拍清虫体或叶面，写明树种和株数。',
    rows: [['树木、绿篱有成片病虫害', '防治', workDays(5)]],
  },
  {
    category: 'm06027',
    department: 'dept:urban-enforcement',
    note: '看到油烟直排或者闻到明显油烟时采集，写明店名。',
    reportInstead: [['在室外烧烤', 'm06029']],
    rows: [['油烟未经净化直接排放', '停止直排', workDays(3)]],
  },
  {
    category: 'm06028',
    department: 'dept:urban-enforcement',
    note: '商店音响、设备噪声、广场舞。写明声源和时段，在居民楼下采集。',
    reportInstead: [['工地噪声', 'm08001']],
    rows: [['高音喇叭、音响等噪声扰民', '停止或降低音量', urgentHours(2)]],
  },
  {
    category: 'm06029',
    department: 'dept:urban-enforcement',
    note: '拍到炉具和店名或摊位，注意保持距离。',
    rows: [['在露天烧烤', '停止，撤走炉具', urgentHours(2)]],
  },
  {
    category: 'm06030',
    department: 'dept:urban-enforcement',
    note: '拍到倒水的人或排水管，写明店名。',
    reportInstead: [['下水道满出来', 'm01002']],
    rows: [['向道路、雨水口倾倒污水', '停止并冲洗干净', workHours(2)]],
  },
  {
    category: 'm06034',
    department: 'dept:traffic-police',
    note: '车身积灰、车胎瘪、无人认领两周以上。写明车牌，拍四面。',
    reportInstead: [['废旧自行车、电动车', 'm09010']],
    rows: [['废弃机动车长期占用公共位置', '移走', workDays(7)]],
  },
  {
    category: 'm06035',
    department: 'dept:sanitation',
    note: '沙发、床垫、柜子等大件。放在大件垃圾堆放点内的不采集。',
    rows: [['废弃家具、设备占用公共位置', '清运', workDays(1)]],
  },
  {
    category: 'm06036',
    department: 'dept:property',
    note: '楼道、人行道、绿地边堆放的生活杂物。',
    reportInstead: [
      ['是施工材料', 'm08006'],
      ['堵住消防通道', 'm09012'],
      ['是店家摆出来卖的货', 'm09005'],
    ],
    rows: [
      ['楼道、公共部位堆放杂物', '清走', workDays(2)],
      ['道路、广场堆放杂物', '清走', workHours(4)],
    ],
  },
  {
    category: 'm06037',
    department: 'dept:sanitation',
    note: '不要用手触碰，遮挡后拍照。',
    rows: [['道路、绿地、水面有动物尸体', '清除、消毒', workHours(2)]],
  },
  {
    category: 'm06040',
    department: 'dept:property',
    note: '公共道路和小区公共车位上的地锁。有产权车位的不采集。',
    rows: [['私设地锁、阻车桩', '拆除', workDays(3)]],
  },
  {
    category: 'm06041',
    department: 'dept:sanitation',
    note: '定时投放点内混投的采集，写明投放点编号。',
    rows: [['投放点垃圾混投', '分拣、劝导', workHours(4)]],
  },
  {
    category: 'm06042',
    department: 'dept:sanitation',
    note: '箱体完好、垃圾高出箱口或者落在箱边 1 米内。一个投放点一件。',
    reportInstead: [
      ['附近没有垃圾箱', 'm06010'],
      ['箱体坏了', 'm03005'],
      ['是成堆的大件家具', 'm06035'],
    ],
    rows: [['垃圾高出箱口、溢出', '清运，地面冲洗干净', workHours(4)]],
  },
  {
    category: 'm06045',
    department: 'dept:greening',
    note: '在公共绿地种菜、停车、挖土、硬化。写明面积。',
    reportInstead: [['只是绿地里有垃圾', 'm06017']],
    rows: [
      ['正在毁绿、占绿', '停止', urgentDays(1)],
      ['绿地已被占用、毁坏', '恢复绿地', workDays(15)],
    ],
  },
  {
    category: 'm06050',
    department: 'dept:roads',
    note: '路边石缺失、断裂、歪倒。磨损不采集。',
    rows: [['路缘石缺损、歪倒', '修复', workDays(5)]],
  },
  {
    category: 'm06051',
    department: 'dept:roads',
    note: '连续缺损算一件，写明块数。',
    reportInstead: [['盲道被车或货占用', 'm09019']],
    rows: [['盲道砖缺损、松动', '修复', workDays(3)]],
  },
  {
    category: 'm07001',
    department: 'dept:urban-enforcement',
    note: '张贴、涂写、喷涂的小广告。同一面墙、同一根杆算一件。一两张的随手撕掉。',
    reportInstead: [
      ['是固定安装的广告牌', 'm07003'],
      ['有人正在发传单', 'm07002'],
    ],
    rows: [['张贴、涂写小广告', '清除干净', workDays(1)]],
  },
  {
    category: 'm07003',
    department: 'dept:urban-enforcement',
    note: '未经审批的广告牌、灯箱、落地招牌。写明店名和尺寸。',
    reportInstead: [
      ['经审批的广告牌坏了', 'm03006'],
      ['店招本身不合规', 'm07006'],
      ['是横幅、条幅', 'm07007'],
    ],
    rows: [
      ['可移动的落地灯箱、易拉宝', '撤走', workHours(4)],
      ['擅自设置的固定户外广告', '拆除', workDays(10)],
    ],
  },
  {
    category: 'm07006',
    department: 'dept:urban-enforcement',
    note: '一店多招、超出规定尺寸的招牌。',
    rows: [
      ['招牌将要坠落', '拆除或加固', urgentHours(4)],
      ['违规设置招牌', '整改或拆除', workDays(10)],
    ],
  },
  {
    category: 'm07007',
    department: 'dept:urban-enforcement',
    note: '拍清文字。有审批的公益宣传不采集。',
    rows: [['擅自悬挂横幅、条幅', '取下', workHours(4)]],
  },
  {
    category: 'm08001',
    department: 'dept:urban-enforcement',
    note: '夜间 22 时到次日 6 时，写明工地名。有夜间施工公示的注明。',
    reportInstead: [['商店、音响噪声', 'm06028']],
    rows: [['夜间施工噪声扰民', '停止施工', urgentDays(2)]],
  },
  {
    category: 'm08002',
    department: 'dept:roads',
    note: '看有无占道许可公示，写明占了几米。',
    rows: [['施工占道无许可或者超出范围', '恢复道路', workDays(1)]],
  },
  {
    category: 'm08003',
    department: 'dept:roads',
    note: '看有无掘路许可公示牌。抢修有警示牌的不采集。',
    rows: [['无证挖掘道路', '停止，恢复道路', workDays(1)]],
  },
  {
    category: 'm08004',
    department: 'dept:urban-enforcement',
    note: '土方未覆盖、不洒水、扬尘明显时采集。',
    rows: [['工地扬尘', '覆盖、洒水', workHours(4)]],
  },
  {
    category: 'm08005',
    department: 'dept:urban-enforcement',
    note: '装修垃圾、砖石、木料。装袋放在指定堆放点的不采集。',
    reportInstead: [
      ['是还要用的材料', 'm08006'],
      ['是生活垃圾', 'm06010'],
    ],
    rows: [['施工废弃料乱堆放', '清运', workDays(1)]],
  },
  {
    category: 'm08006',
    department: 'dept:urban-enforcement',
    note: '水泥、砂石、管材、脚手架等还要用的材料。',
    reportInstead: [
      ['是生活杂物', 'm06036'],
      ['是不要的废料', 'm08005'],
    ],
    rows: [['施工物料乱堆放', '清走或围挡', workDays(1)]],
  },
  {
    category: 'm08007',
    department: 'dept:urban-enforcement',
    note: '围挡倒伏、缺口、污损。写明工地名。',
    rows: [
      ['围挡倒伏、将要倒伏', '加固', urgentHours(4)],
      ['围挡缺损、污损', '修复、清洗', workDays(2)],
    ],
  },
  {
    category: 'm08012',
    department: 'dept:urban-enforcement',
    note: '拍到工地出口和带泥的路面。',
    rows: [['工地车辆带泥上路', '冲洗路面', workHours(2)]],
  },
  {
    category: 'm09001',
    department: 'dept:urban-enforcement',
    note: '流动叫卖、随走随卖的。不与摊贩争执，先拍照后离开。',
    reportInstead: [
      ['固定摆摊', 'm09006'],
      ['固定店面摆到门外', 'm09005'],
    ],
    rows: [['无照游商经营', '劝离', urgentHours(2)]],
  },
  {
    category: 'm09004',
    department: 'dept:urban-enforcement',
    note: '在道路、绿地收购和堆放废品的采集。',
    rows: [['废品收购占道、脏乱', '清走', workDays(1)]],
  },
  {
    category: 'm09005',
    department: 'dept:urban-enforcement',
    note: '有固定店面，把货、桌椅摆到门线以外。写明店名，拍到门头。',
    reportInstead: [
      ['没有店面的流动摊', 'm09006'],
      ['货物堵住消防通道', 'm09012'],
    ],
    rows: [['店铺超出门线经营', '收回店内', urgentHours(2)]],
  },
  {
    category: 'm09006',
    department: 'dept:urban-enforcement',
    note: '没有店面，在道路、广场摆摊。几个摊挨在一起算一件，写明数量。',
    reportInstead: [
      ['是店家摆出来的', 'm09005'],
      ['随走随卖', 'm09001'],
      ['搞促销、发宣传品', 'm09022'],
    ],
    rows: [['在道路、公共场所摆摊', '撤走', urgentHours(2)]],
  },
  {
    category: 'm09009',
    department: 'dept:traffic-police',
    note: '拍到车牌和禁停标志或标线。临时上下客的不采集。',
    reportInstead: [
      ['停在消防通道上', 'm09012'],
      ['长期不动的废弃车', 'm06034'],
    ],
    rows: [['机动车违规停在人行道、禁停路段', '移走', workHours(2)]],
  },
  {
    category: 'm09010',
    department: 'dept:property',
    note: '自行车、电动自行车停在划线以外，挡路的采集。',
    reportInstead: [
      ['是共享单车', 'm09011'],
      ['停在楼道里充电', 'm09012'],
      ['压在盲道上', 'm09019'],
    ],
    rows: [['非机动车乱停放', '摆放整齐', workHours(2)]],
  },
  {
    category: 'm09011',
    department: 'dept:urban-enforcement',
    note: '十辆以上或者堵住通行。写明品牌和大致数量，同一处一件。',
    rows: [['共享单车淤积、倒伏、堵路', '清运、摆放整齐', workHours(2)]],
  },
  {
    category: 'm09012',
    department: 'dept:fire-safety',
    note: '有消防通道标线或者是小区唯一通道。楼道内电动车充电也报这里。',
    rows: [['占用、堵塞消防通道', '清走', workHours(2)]],
  },
  {
    category: 'm09016',
    department: 'dept:traffic-police',
    note: '私自划线收费的采集，写明收费人在不在场。',
    rows: [['违规设置停车场、私自收费', '停止，清除标线', workDays(3)]],
  },
  {
    category: 'm09019',
    department: 'dept:urban-enforcement',
    note: '盲道、坡道被车、货、桌椅占用。',
    reportInstead: [['盲道砖坏了', 'm06051']],
    rows: [['占用盲道、无障碍通道', '清走', workHours(2)]],
  },
  {
    category: 'm09020',
    department: 'dept:urban-enforcement',
    note: '菜场内外摊位越线、污水横流。写明菜场名。',
    rows: [['农贸市场秩序混乱', '整改', workDays(1)]],
  },
  {
    category: 'm09022',
    department: 'dept:urban-enforcement',
    note: '在路边搭台促销、放音响。写明商家。',
    rows: [['占道促销宣传', '撤走', urgentHours(2)]],
  },
  {
    category: 'm10001',
    department: 'dept:sanitation',
    note: '桥面、坡道、天桥台阶优先报。',
    rows: [['道路积雪、结冰影响通行', '清除，恢复通行', workHours(4)]],
  },
  {
    category: 'm10002',
    department: 'dept:communications',
    note: '不要触碰线缆，先围护再拍照。分不清电力和通信的照报。',
    rows: [
      ['线缆垂落，危及行人和车辆', '消除危险', urgentHours(2)],
      ['线缆松垂但不妨碍通行', '规整', workDays(3)],
    ],
  },
];
