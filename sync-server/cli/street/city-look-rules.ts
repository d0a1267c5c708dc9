import { urgentDays, urgentHours, workDays, workHours, type LocalRule } from './local-rule.ts';

/** 06 市容环境: rubbish, roads, green, noise. Most findings of a day are here. */
export const CITY_LOOK_RULES: readonly LocalRule[] = [
  {
    category: '06001',
    department: 'dept:urban-enforcement',
    note: '拍到全貌和正在施工的人、料。屋内装修、已有审批公示的不采集。',
    reportInstead: [
      ['有围挡、有公示牌的工地', '08016'],
      ['只是阳台堆物、晾晒', '06005'],
    ],
    rows: [
      ['正在搭建', '停止搭建', urgentDays(2)],
      ['已经建成', '依法履行程序并拆除', workDays(15)],
    ],
  },
  {
    category: '06002',
    department: 'dept:urban-enforcement',
    note: '看店面有无施工许可公示。只换灯具、货架的不采集。',
    rows: [['店面装修无许可公示', '停工或补办', workDays(2)]],
  },
  {
    category: '06004',
    department: 'dept:property',
    note: '墙皮将要脱落会伤人的先围护。',
    reportInstead: [['墙上贴、写小广告', '07001']],
    rows: [
      ['外立面脱落、悬空', '清除，围护警示', urgentHours(4)],
      ['外立面污损、涂写', '清洗、修补', workDays(5)],
    ],
  },
  {
    category: '06007',
    department: 'dept:urban-enforcement',
    note: '主要道路沿街的绳上、树上、护栏上晾挂才采集。自家阳台内不采集。',
    rows: [['在道路两侧的树、杆、护栏上晾挂衣物', '取下', workHours(4)]],
  },
  {
    category: '06008',
    department: 'dept:communications',
    note: '私拉的电线、网线采集，写明从哪拉到哪。',
    reportInstead: [['线缆已经垂落', '10002']],
    rows: [['擅自架设线缆、杆线', '拆除或规整', workDays(5)]],
  },
  {
    category: '06010',
    department: 'dept:sanitation',
    note: '垃圾没有进容器、散落在地上的才报这里。不到 0.1 平方米的随手清理，不采集。几袋挨在一起算一件。',
    reportInstead: [
      ['旁边有完好的垃圾箱，是满了溢出来的', '06042'],
      ['量大或者堆了很久', '06011'],
      ['是装修料、砖石木料', '08005'],
    ],
    rows: [['垃圾不在容器内，暴露在外', '清除干净', workHours(4)]],
  },
  {
    category: '06011',
    department: 'dept:sanitation',
    note: '大于 1 立方米或者堆了三天以上。写明体积，拍到参照物。',
    reportInstead: [
      ['刚出现的少量垃圾', '06010'],
      ['工地里面的施工废料', '08005'],
    ],
    rows: [['垃圾、渣土长期积存', '清除干净', workDays(5)]],
  },
  {
    category: '06012',
    department: 'dept:sanitation',
    note: '路面有成片的尘土、油污、落叶。单个烟头、纸屑不采集。',
    reportInstead: [
      ['车上掉下来的沙石、混凝土', '06014'],
      ['绿地里面脏', '06017'],
    ],
    rows: [['路面不洁', '清扫、冲洗干净', workHours(2)]],
  },
  {
    category: '06013',
    department: 'dept:roads',
    note: '车行道、人行道破损。用脚或卷尺作参照，写明长宽深。',
    reportInstead: [
      ['只在井盖周边一圈', '01023'],
      ['是路边石坏了', '06050'],
      ['是盲道砖坏了', '06051'],
    ],
    rows: [
      ['路面塌陷', '围护警示', urgentHours(2)],
      ['坑槽深于 3 厘米或大于 0.25 平方米', '修补平整', workDays(3)],
      ['人行道砖松动、缺失', '修补平整', workDays(5)],
    ],
  },
  {
    category: '06014',
    department: 'dept:sanitation',
    note: '遗撒沿路延伸的算一件，写明起止路口。',
    reportInstead: [['工地出口带泥', '08012']],
    rows: [['车辆遗撒污染路面', '清扫、冲洗干净', workHours(2)]],
  },
  {
    category: '06016',
    department: 'dept:traffic-police',
    note: '斑马线、停止线优先报。写明路口和方向。',
    rows: [['标线磨损过半，看不清', '重新施划', workDays(15)]],
  },
  {
    category: '06017',
    department: 'dept:greening',
    note: '绿地里的垃圾、枯草。树坑里的烟头随手清理。',
    reportInstead: [
      ['修剪下来没运走的枝叶', '06018'],
      ['有人种菜、停车、挖土', '06045'],
    ],
    rows: [['绿地内有垃圾、杂物', '清除干净', workHours(4)]],
  },
  {
    category: '06018',
    department: 'dept:greening',
    note: '修剪当天不采集，过夜没有运走的采集。',
    rows: [['绿化弃料未清运', '清运', workDays(1)]],
  },
  {
    category: '06021',
    department: 'dept:greening',
    note: '拍清虫体或叶面，写明树种和株数。',
    rows: [['树木、绿篱有成片病虫害', '防治', workDays(5)]],
  },
  {
    category: '06027',
    department: 'dept:urban-enforcement',
    note: '看到油烟直排或者闻到明显油烟时采集，写明店名。',
    reportInstead: [['在室外烧烤', '06029']],
    rows: [['油烟未经净化直接排放', '停止直排', workDays(3)]],
  },
  {
    category: '06028',
    department: 'dept:urban-enforcement',
    note: '商店音响、设备噪声、广场舞。写明声源和时段，在居民楼下采集。',
    reportInstead: [['工地噪声', '08001']],
    rows: [['高音喇叭、音响等噪声扰民', '停止或降低音量', urgentHours(2)]],
  },
  {
    category: '06029',
    department: 'dept:urban-enforcement',
    note: '拍到炉具和店名或摊位，注意保持距离。',
    rows: [['在露天烧烤', '停止，撤走炉具', urgentHours(2)]],
  },
  {
    category: '06030',
    department: 'dept:urban-enforcement',
    note: '拍到倒水的人或排水管，写明店名。',
    reportInstead: [['下水道满出来', '01002']],
    rows: [['向道路、雨水口倾倒污水', '停止并冲洗干净', workHours(2)]],
  },
  {
    category: '06034',
    department: 'dept:traffic-police',
    note: '车身积灰、车胎瘪、无人认领两周以上。写明车牌，拍四面。',
    reportInstead: [['废旧自行车、电动车', '09010']],
    rows: [['废弃机动车长期占用公共位置', '移走', workDays(7)]],
  },
  {
    category: '06035',
    department: 'dept:sanitation',
    note: '沙发、床垫、柜子等大件。放在大件垃圾堆放点内的不采集。',
    rows: [['废弃家具、设备占用公共位置', '清运', workDays(1)]],
  },
  {
    category: '06036',
    department: 'dept:property',
    note: '楼道、人行道、绿地边堆放的生活杂物。',
    reportInstead: [
      ['是施工材料', '08006'],
      ['堵住消防通道', '09012'],
      ['是店家摆出来卖的货', '09005'],
    ],
    rows: [
      ['楼道、公共部位堆放杂物', '清走', workDays(2)],
      ['道路、广场堆放杂物', '清走', workHours(4)],
    ],
  },
  {
    category: '06037',
    department: 'dept:sanitation',
    note: '不要用手触碰，遮挡后拍照。',
    rows: [['道路、绿地、水面有动物尸体', '清除、消毒', workHours(2)]],
  },
  {
    category: '06040',
    department: 'dept:property',
    note: '公共道路和小区公共车位上的地锁。有产权车位的不采集。',
    rows: [['私设地锁、阻车桩', '拆除', workDays(3)]],
  },
  {
    category: '06041',
    department: 'dept:sanitation',
    note: '定时投放点内混投的采集，写明投放点编号。',
    rows: [['投放点垃圾混投', '分拣、劝导', workHours(4)]],
  },
  {
    category: '06042',
    department: 'dept:sanitation',
    note: '箱体完好、垃圾高出箱口或者落在箱边 1 米内。一个投放点一件。',
    reportInstead: [
      ['附近没有垃圾箱', '06010'],
      ['箱体坏了', '03005'],
      ['是成堆的大件家具', '06035'],
    ],
    rows: [['垃圾高出箱口、溢出', '清运，地面冲洗干净', workHours(4)]],
  },
  {
    category: '06045',
    department: 'dept:greening',
    note: '在公共绿地种菜、停车、挖土、硬化。写明面积。',
    reportInstead: [['只是绿地里有垃圾', '06017']],
    rows: [
      ['正在毁绿、占绿', '停止', urgentDays(1)],
      ['绿地已被占用、毁坏', '恢复绿地', workDays(15)],
    ],
  },
  {
    category: '06050',
    department: 'dept:roads',
    note: '路边石缺失、断裂、歪倒。磨损不采集。',
    rows: [['路缘石缺损、歪倒', '修复', workDays(5)]],
  },
  {
    category: '06051',
    department: 'dept:roads',
    note: '连续缺损算一件，写明块数。',
    reportInstead: [['盲道被车或货占用', '09019']],
    rows: [['盲道砖缺损、松动', '修复', workDays(3)]],
  },
];
