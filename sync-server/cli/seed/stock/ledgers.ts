import type { BuildingDocument } from '../../../../shared/domain/building.ts';
import type { LedgerEntryDocument } from '../../../../shared/domain/ledger-entry.ts';
import { plusDays } from '../../../../shared/lib/calendar-day.ts';
import type { Chance } from '../chance.ts';
import { givenName, surname } from './names.ts';
import { headOf, verifiedAt, type StockWorld } from './world.ts';

/** Made up, and said to be: the houses they stand at are real, their history is not. */
const HERITAGE = [
  '旧仓库',
  '船坞办公楼',
  '职工新村首幢',
  '码头水塔',
  '老银行分理处',
  '弄堂门楼',
  '花园住宅',
  '里弄公所',
  '老校舍',
  '海关验货房',
  '机器厂车间',
  '江边栈房',
];
const GRADES = [
  '区级文物保护单位',
  '文物保护点',
  '优秀历史建筑（二类）',
  '优秀历史建筑（三类）',
  '优秀历史建筑（四类）',
  '未定级',
];

export function heritageEntries(
  buildings: readonly BuildingDocument[],
  world: StockWorld,
  chance: Chance,
): readonly LedgerEntryDocument[] {
  const standing = chance.shuffled(buildings.filter(({ sketch, levels }) => sketch !== true && (levels ?? 99) <= 8));
  return HERITAGE.map((name, at): LedgerEntryDocument => {
    const building = standing[at];
    if (building === undefined) throw new Error('assumed: enough low buildings on the map');
    return {
      ...headOf(world, 'ledgerEntry', building.scope, verifiedAt(world, chance)),
      type: 'ledgerEntry',
      ledger: 'heritage',
      title: `${name}（示范）`,
      values: {
        name: `${name}（示范）`,
        grade: chance.pick(GRADES),
        yearBuilt: chance.whole(1902, 1958),
        architect: '不详',
        owner: '示范资产管理公司',
        usedAs: chance.pick(['办公', '居住', '展陈', '空置']),
        scope: `${building.name}四周墙外 5 米以内；外墙、屋面和门窗式样不得改动。`,
        condition: chance.pick(['完好', '基本完好', '基本完好', '一般损坏']),
        inspectedOn: plusDays(world.today, -chance.whole(5, 120)),
        keeper: surname(chance) + givenName(chance, chance.whole(1955, 1990), chance.happens(0.5)),
        keeperPhone: world.identifiers.phone(),
        note: '名称与年代为示范。',
      },
      place: { point: building.centroid, crs: 'WGS84', source: 'building' },
      building: building._id,
      state: 'effective',
    };
  });
}

/** Four co-operatives, each with its line for every month of a year. */
const COOPERATIVES: readonly (readonly [community: string, name: string])[] = [
  ['310115005035', '上港经济合作社（示范）'],
  ['310115005037', '三航经济合作社（示范）'],
  ['310115005013', '松山经济合作社（示范）'],
  ['310115005001', '梅园经济合作社（示范）'],
];
const MONTHS = 12;

/** The month before a month: 2026-01 → 2025-12. */
const monthsBack = (today: string, back: number): string => {
  const months = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 - back;
  return `${String(Math.floor(months / 12))}-${String((months % 12) + 1).padStart(2, '0')}`;
};

export function assetEntries(world: StockWorld, chance: Chance): readonly LedgerEntryDocument[] {
  return COOPERATIVES.flatMap(([community, name]) => {
    let cash = chance.whole(180, 900) * 10_000;
    let fixedAssets = chance.whole(600, 4_000) * 10_000;
    let receivables = chance.whole(5, 60) * 10_000;
    let liabilities = chance.whole(0, 80) * 10_000;
    const resourceMu = chance.whole(6, 60);
    const filledBy = surname(chance) + givenName(chance, 1982, false);
    const reviewedBy = surname(chance) + givenName(chance, 1970, true);
    // The month that is not over has not been filled in.
    return Array.from({ length: MONTHS }, (_, at) => MONTHS - at).map((back): LedgerEntryDocument => {
      const income = chance.whole(8, 46) * 10_000;
      const expenditure = chance.whole(6, 44) * 10_000;
      cash += income - expenditure;
      receivables = Math.max(0, receivables + chance.whole(-3, 3) * 10_000);
      liabilities = Math.max(0, liabilities + chance.whole(-4, 2) * 10_000);
      const bought = chance.happens(0.15) ? chance.whole(20, 200) * 10_000 : 0;
      fixedAssets += bought;
      const month = monthsBack(world.today, back);
      return {
        ...headOf(world, 'ledgerEntry', community),
        type: 'ledgerEntry',
        ledger: 'collectiveAssets',
        title: name,
        month,
        series: name,
        values: {
          unit: name,
          cash: Math.max(0, cash),
          fixedAssets,
          resourceMu,
          receivables,
          liabilities,
          income,
          expenditure,
          filledBy,
          reviewedBy,
          ...(bought > 0 ? { note: '购入设备一批，已登记固定资产。' } : {}),
        },
        state: 'effective',
      };
    });
  });
}
