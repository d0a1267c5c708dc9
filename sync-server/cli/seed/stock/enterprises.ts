import type { PlaceKindEntry } from '../../../../shared/domain/catalog.ts';
import type { EnterpriseDocument } from '../../../../shared/domain/enterprise.ts';
import { isoAt } from '../../../../shared/lib/clock.ts';
import { DAY_MS } from '../profile.ts';
import { plusDays } from '../../../../shared/lib/calendar-day.ts';
import type { Chance } from '../chance.ts';
import { givenName, surname } from './names.ts';
import { dayOf, headOf, verifiedAt, type StockWorld } from './world.ts';

/** A trade as the street sees it: how such places are called and how big they are. */
interface Trade {
  readonly words: readonly string[];
  readonly areaM2: readonly [low: number, high: number];
  readonly people: readonly [low: number, high: number];
  readonly business: string;
}

const TRADES: Readonly<Record<string, Trade>> = {
  shop: {
    words: ['便利店', '水果店', '烟杂店', '文具店', '五金店', '花店'],
    areaM2: [16, 130],
    people: [1, 5],
    business: '零售日用品',
  },
  eatery: {
    words: ['面馆', '小吃店', '餐馆', '馄饨店', '快餐店', '咖啡馆'],
    areaM2: [22, 190],
    people: [2, 14],
    business: '餐饮服务',
  },
  spa: {
    words: ['理发店', '美容室', '足浴店', '美甲店'],
    areaM2: [24, 220],
    people: [2, 12],
    business: '生活美容与休闲服务',
  },
  clinic: { words: ['口腔诊所', '中医诊所', '门诊部'], areaM2: [50, 260], people: [3, 18], business: '门诊医疗服务' },
  netBar: { words: ['网吧'], areaM2: [70, 260], people: [2, 6], business: '互联网上网服务' },
  inn: { words: ['旅馆', '宾馆'], areaM2: [150, 900], people: [3, 16], business: '住宿服务' },
  ktv: { words: ['歌厅'], areaM2: [120, 600], people: [5, 30], business: '歌舞娱乐' },
  school: { words: ['培训中心', '托管班', '艺术教室'], areaM2: [60, 420], people: [12, 160], business: '培训服务' },
  workshop: { words: ['裁缝铺', '加工坊', '维修部'], areaM2: [18, 150], people: [1, 8], business: '加工与修理' },
  expressPoint: { words: ['快递驿站', '快递服务点'], areaM2: [18, 120], people: [2, 9], business: '快件收投' },
  ebikeShop: { words: ['电动车行'], areaM2: [20, 110], people: [1, 4], business: '电动自行车销售与维修' },
  homestay: { words: ['民宿'], areaM2: [40, 160], people: [1, 4], business: '民宿经营' },
  scriptPlay: { words: ['剧本馆', '密室'], areaM2: [90, 300], people: [3, 10], business: '剧本娱乐' },
  elderCare: { words: ['长者照护之家', '日间照料中心'], areaM2: [200, 1_200], people: [8, 40], business: '养老服务' },
  nursery: { words: ['托育园'], areaM2: [120, 500], people: [20, 80], business: '托育服务' },
  bank: { words: ['银行营业部', '证券营业部'], areaM2: [120, 900], people: [8, 60], business: '金融服务' },
  mall: { words: ['商场'], areaM2: [2_000, 20_000], people: [80, 600], business: '商业综合' },
  market: { words: ['菜市场', '标准化菜市'], areaM2: [400, 2_600], people: [20, 120], business: '集贸市场' },
  stall: { words: ['早点摊', '修鞋摊', '配钥匙摊'], areaM2: [2, 8], people: [1, 2], business: '便民摊点' },
  office: {
    words: [
      '信息技术有限公司',
      '贸易有限公司',
      '咨询有限公司',
      '投资管理有限公司',
      '文化传播有限公司',
      '建筑设计有限公司',
      '物流有限公司',
      '会计师事务所',
      '律师事务所',
    ],
    areaM2: [60, 900],
    people: [4, 140],
    business: '商务服务',
  },
  other: { words: ['服务部', '工作室'], areaM2: [15, 120], people: [1, 8], business: '居民服务' },
};

const OTHER: Trade = { words: ['服务部'], areaM2: [15, 120], people: [1, 8], business: '居民服务' };

type Weights = readonly (readonly [trade: string, weight: number])[];
const ON_THE_GROUND: Weights = [
  ['shop', 30],
  ['eatery', 25],
  ['spa', 12],
  ['expressPoint', 6],
  ['clinic', 4],
  ['school', 5],
  ['workshop', 5],
  ['ebikeShop', 3],
  ['inn', 2],
  ['netBar', 1],
  ['scriptPlay', 1],
  ['elderCare', 1],
  ['nursery', 1],
  ['homestay', 2],
  ['ktv', 1],
  ['other', 4],
];
const ON_THE_STREET: Weights = [...ON_THE_GROUND, ['stall', 7], ['market', 1], ['bank', 2]];
const IN_TOWERS: Weights = [
  ['office', 86],
  ['bank', 5],
  ['school', 2],
  ['clinic', 2],
  ['eatery', 3],
  ['shop', 1],
  ['mall', 1],
];

const BRAND = [
  '云',
  '禾',
  '沐',
  '青',
  '安',
  '和',
  '晨',
  '乐',
  '宁',
  '嘉',
  '启',
  '明',
  '泽',
  '远',
  '润',
  '益',
  '佳',
  '欣',
  '惠',
  '康',
  '悦',
  '锦',
  '源',
  '诚',
];
const brand = (chance: Chance): string => {
  for (;;) {
    const [one, two] = [chance.pick(BRAND), chance.pick(BRAND)];
    if (one !== two) return one + two;
  }
};

const HAZARDS = [
  'noExtinguisher',
  'noEmergencyLight',
  'staffUntrained',
  'noDailyCheck',
  'exitBlocked',
  'wiringUnsafe',
  'combustiblePartition',
  'noPledge',
];

export interface Premises {
  readonly where: 'ground' | 'street' | 'tower';
  readonly scope: string;
  readonly address: string;
  readonly point: readonly [number, number];
  readonly building?: string;
  readonly room?: string;
  readonly areaM2?: number;
}

export interface EnterpriseTools {
  readonly world: StockWorld;
  /** Licences and inspection by trade. */
  readonly kinds: ReadonlyMap<string, PlaceKindEntry>;
  readonly names: Set<string>;
}

/** Whether the table of place kinds counts it among the nine small ones. */
export const isNinePlace = (
  { trade, areaM2, beds, people, inComplex }: EnterpriseDocument,
  kinds: readonly PlaceKindEntry[],
): boolean =>
  kinds.some((kind) => {
    if (kind.isNine !== true || kind.trade !== trade || (kind.excludesComplex === true && inComplex === true))
      return false;
    const figures = { areaM2, beds, people };
    return kind.limits.every(({ field, below, atMost }) => {
      const figure = figures[field] ?? 0;
      return (below === undefined || figure < below) && (atMost === undefined || figure <= atMost);
    });
  });

/** Days until a licence ends: most have years, some weeks, a few are over. */
const licenceDays = (chance: Chance): number =>
  chance.weighted<() => number>([
    [() => chance.whole(1, 30), 8],
    [() => -chance.whole(1, 60), 2.5],
    [() => chance.whole(31, 1_500), 90],
  ])();

function licencesOf(
  kind: PlaceKindEntry | undefined,
  { world }: EnterpriseTools,
  chance: Chance,
): NonNullable<EnterpriseDocument['licences']> {
  return (kind?.licences ?? []).map((name) => {
    const until = name === '营业执照' ? undefined : plusDays(world.today, licenceDays(chance));
    const fromMs = world.nowMs - chance.whole(400, 1_600) * DAY_MS;
    return {
      id: world.ids.id('licence', fromMs).slice('licence:'.length),
      kind: name,
      number: `示范${String(chance.whole(10_000_000, 99_999_999))}`,
      from: dayOf(fromMs),
      ...(until === undefined ? {} : { until }),
    };
  });
}

export function enterpriseAt(premises: Premises, tools: EnterpriseTools, chance: Chance): EnterpriseDocument {
  const { world, kinds, names } = tools;
  const trade = chance.weighted(
    premises.where === 'tower' ? IN_TOWERS : premises.where === 'ground' ? ON_THE_GROUND : ON_THE_STREET,
  );
  const {
    words,
    areaM2: [low, high],
    people: [few, many],
    business,
  } = TRADES[trade] ?? OTHER;
  const kind = kinds.get(trade);
  let name = brand(chance) + chance.pick(words);
  while (names.has(name)) name = brand(chance) + chance.pick(BRAND) + chance.pick(words);
  names.add(name);
  const verifiedMs = verifiedAt(world, chance);
  const isSmall = trade !== 'office' && trade !== 'bank' && trade !== 'mall' && chance.happens(0.75);
  const owner = surname(chance) + givenName(chance, chance.whole(1958, 1998), chance.happens(0.6));
  const people = Math.round(few + (many - few) * chance.share() ** 2);
  const inspectedMs = world.nowMs - chance.whole(2, Math.round((kind?.inspectMonths ?? 12) * 30.4)) * DAY_MS;
  const isLate = chance.happens(0.05);
  const dueDays = Math.round((kind?.inspectMonths ?? 12) * 30.4);
  const hazards = chance.happens(0.07) && trade !== 'office' ? [chance.pick(HAZARDS)] : [];
  const officer = chance.happens(0.4)
    ? owner
    : surname(chance) + givenName(chance, chance.whole(1965, 1998), chance.happens(0.6));
  const [lon, lat] = premises.point;
  return {
    ...headOf(world, 'enterprise', premises.scope, verifiedMs),
    type: 'enterprise',
    name,
    ...(trade === 'stall'
      ? { localId: `示范摊${String(chance.whole(1_000, 9_999))}` }
      : { uscc: world.identifiers.uscc(isSmall ? '2' : '1') }),
    registration: isSmall
      ? '个体工商户'
      : chance.weighted([
          ['有限责任公司', 80],
          ['私营', 12],
          ['外商投资', 5],
          ['国有', 3],
        ]),
    trade,
    business,
    areaM2:
      premises.where === 'ground' && premises.areaM2 !== undefined
        ? premises.areaM2
        : Math.round(low + (high - low) * chance.share() ** 2),
    ...(trade === 'inn' || trade === 'homestay' ? { beds: chance.whole(3, 46) } : {}),
    ...(trade === 'school' || trade === 'nursery' ? { people } : {}),
    ...(premises.where === 'tower' && trade !== 'office' ? { inComplex: true } : {}),
    address: premises.address,
    ...(premises.building === undefined ? {} : { building: premises.building }),
    ...(premises.room === undefined ? {} : { room: premises.room }),
    place: { point: [lon, lat], crs: 'WGS84', source: premises.building === undefined ? 'address' : 'building' },
    legalPerson: { name: owner, phone: world.identifiers.phone() },
    safetyOfficer: { name: officer, phone: world.identifiers.phone() },
    employees: people,
    migrantEmployees: Math.round(people * chance.between(0.1, 0.7)),
    operation: chance.weighted([
      ['open', 94],
      ['closed', 3.5],
      ['moved', 1],
      ['unknown', 1.5],
    ]),
    licences: licencesOf(kind, tools, chance),
    ...(hazards.length === 0
      ? {}
      : {
          hazards: hazards.map((code) => ({
            id: world.ids.id('hazard', inspectedMs).slice('hazard:'.length),
            code,
            foundAt: isoAt(inspectedMs),
            foundBy: chance.pick(world.staff.everybody).user.displayName,
            source: '检查',
          })),
        }),
    inspectedAt: isoAt(isLate ? world.nowMs - (dueDays + chance.whole(3, 40)) * DAY_MS : inspectedMs),
    inspectDueOn: isLate ? plusDays(world.today, -chance.whole(3, 40)) : plusDays(dayOf(inspectedMs), dueDays),
    state: 'effective',
    sources: { name: { source: trade === 'stall' ? '走访' : '市场监管', at: isoAt(verifiedMs) } },
  };
}

/** The shop of the model house: its food licence runs out within the month. */
export const drawnShop = (
  { people: _, hazards: __, ...shop }: EnterpriseDocument,
  { today, ids, nowMs }: StockWorld,
): EnterpriseDocument => ({
  ...shop,
  name: '上港便利店（示范）',
  trade: 'shop',
  business: '零售日用品、预包装食品',
  areaM2: 38,
  operation: 'open',
  registration: '个体工商户',
  employees: 2,
  migrantEmployees: 0,
  licences: [
    {
      id: ids.id('licence', nowMs).slice('licence:'.length),
      kind: '营业执照',
      number: '示范27103',
      from: plusDays(today, -1_100),
    },
    {
      id: ids.id('licence', nowMs).slice('licence:'.length),
      kind: '食品经营许可证',
      number: '示范2710301',
      from: plusDays(today, -1_813),
      until: plusDays(today, 12),
    },
  ],
});
