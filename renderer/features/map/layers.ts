import type { AreaDocument } from '../../../shared/domain/area.ts';
import type { CaseClassFilter } from './heat-query.ts';
import type { ColourRule } from './colour-rules.ts';

/** Divisions that are drawn as lines. */
export const DIVISIONS = ['community', 'grid', 'unitGrid', 'dutyGrid'] as const;
export type Division = (typeof DIVISIONS)[number];
export const DIVISION_NAMES: Readonly<Record<Division, string>> = {
  community: '社区界',
  grid: '网格界',
  unitGrid: '单元网格',
  dutyGrid: '责任网格',
};

export const HEAT_RADII = [50, 100, 200, 500] as const;

/** What is on. Point layers by their key. */
export interface Layers {
  readonly base: boolean;
  readonly divisions: ReadonlySet<Division>;
  /** Class of the grids that are drawn; undefined: all. */
  readonly gridClass: string | undefined;
  readonly buildings: boolean;
  readonly colour: ColourRule;
  readonly points: ReadonlySet<string>;
  readonly cases: boolean;
  readonly heat: CaseClassFilter['which'] | undefined;
  readonly heatRadius: (typeof HEAT_RADII)[number];
}

export const USUAL_LAYERS: Layers = {
  base: true,
  divisions: new Set(['community', 'grid']),
  gridClass: undefined,
  buildings: true,
  colour: 'none',
  points: new Set(),
  cases: true,
  heat: undefined,
  heatRadius: 100,
};

export function toggled<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}

const UNKNOWN_CLASS = '未分类';

/** 一类管理区, 专属网格 …: as the area says it. */
export const classOfArea = (area: AreaDocument): string => {
  const given = area['class'];
  return typeof given === 'string' && given !== '' ? given : UNKNOWN_CLASS;
};
export const hasClass = (area: AreaDocument): boolean => classOfArea(area) !== UNKNOWN_CLASS;

/** The classes of the grids here with their counts, most first; empty where no grid bears one. */
export function classesOf(areas: readonly AreaDocument[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const area of areas) {
    if (area.kind !== 'grid') continue;
    counts.set(classOfArea(area), (counts.get(classOfArea(area)) ?? 0) + 1);
  }
  const classes = [...counts].sort((a, b) => b[1] - a[1]);
  return classes.every(([name]) => name === UNKNOWN_CLASS) ? [] : classes;
}
