import type { BuildingFigures } from '../../data/stock/api.ts';
import { tokens } from '../../ui/tokens.ts';

/** What the buildings are coloured by. Each class is told by its words and its count in the legend, never by colour alone. */
export const COLOUR_RULES = ['none', 'use', 'risk', 'due', 'freshness'] as const;
export type ColourRule = (typeof COLOUR_RULES)[number];
export const COLOUR_RULE_NAMES: Readonly<Record<ColourRule, string>> = {
  none: '不着色',
  use: '居住（出租占比）',
  risk: '出租风险',
  due: '走访到期',
  freshness: '资料新旧',
};

export interface ColourClass {
  readonly key: string;
  readonly words: string;
  /** Undefined: drawn as a plain building. */
  readonly fill: string | undefined;
}

const { visitOverdue, visitDue, visitOk } = tokens.map;
/** Light to strong of one hue, for shares. */
const SHARES = ['#DCE7F2', '#AFC8E0', '#7FA6CC', '#4C7DB0'] as const;
const NOTHING: ColourClass = { key: 'nothing', words: '没有户室资料', fill: undefined };
const STALE = '#BFA6DA';

const CLASSES: Readonly<Record<ColourRule, readonly ColourClass[]>> = {
  none: [],
  use: [
    { key: 'half', words: '出租一半以上', fill: SHARES[3] },
    { key: 'fifth', words: '出租两成到一半', fill: SHARES[2] },
    { key: 'some', words: '出租不到两成', fill: SHARES[1] },
    { key: 'none', words: '没有出租', fill: SHARES[0] },
    NOTHING,
  ],
  risk: [
    { key: 'red', words: '有红', fill: visitOverdue },
    { key: 'orange', words: '有橙', fill: '#DF8A4E' },
    { key: 'yellow', words: '有黄', fill: visitDue },
    { key: 'green', words: '只有绿', fill: visitOk },
    { key: 'clear', words: '没有评出风险', fill: undefined },
  ],
  due: [
    { key: 'overdue', words: '逾期未走访', fill: visitOverdue },
    { key: 'soon', words: '7 天内到期', fill: visitDue },
    { key: 'fine', words: '都没到期', fill: visitOk },
    NOTHING,
  ],
  freshness: [
    { key: 'most', words: '过半户室超 180 天未核实', fill: STALE },
    { key: 'some', words: '有户室超 180 天未核实', fill: '#DDCDEB' },
    { key: 'fresh', words: '都在 180 天内', fill: visitOk },
    NOTHING,
  ],
};

function keyOf(rule: ColourRule, figures: BuildingFigures | undefined): string {
  if (figures === undefined || figures.rooms === 0) return rule === 'risk' ? 'clear' : 'nothing';
  switch (rule) {
    case 'none':
      return 'nothing';
    case 'use': {
      const share = figures.rented / figures.rooms;
      return share >= 0.5 ? 'half' : share >= 0.2 ? 'fifth' : share > 0 ? 'some' : 'none';
    }
    case 'risk':
      return figures.worstRisk === '' ? 'clear' : figures.worstRisk;
    case 'due':
      return figures.overdue > 0 ? 'overdue' : figures.dueSoon > 0 ? 'soon' : 'fine';
    case 'freshness':
      return figures.stale * 2 > figures.rooms ? 'most' : figures.stale > 0 ? 'some' : 'fresh';
  }
}

export const classOf = (rule: ColourRule, figures: BuildingFigures | undefined): ColourClass => {
  const key = keyOf(rule, figures);
  return CLASSES[rule].find((each) => each.key === key) ?? NOTHING;
};

export interface LegendRow extends ColourClass {
  readonly count: number;
}

/** Every class with the buildings in it; the counts sum to the buildings. */
export function legendOf(
  rule: ColourRule,
  buildings: readonly string[],
  figures: ReadonlyMap<string, BuildingFigures>,
): readonly LegendRow[] {
  const counts = new Map<string, number>();
  for (const id of buildings) {
    const { key } = classOf(rule, figures.get(id));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return CLASSES[rule].map((each) => ({ ...each, count: counts.get(each.key) ?? 0 }));
}

/** The plain look, as the legend shows it. */
export const PLAIN_FILL = tokens.map.building;
