import type { AreaDocument } from '../../../shared/domain/area.ts';
import type { PlaceKindEntry, RiskLevel, TagEntry } from '../../../shared/domain/catalog.ts';
import type { LedgerKind } from '../../data/api.ts';
import { areaWords, type AreaWords } from '../../lib/area-words.ts';

/** What lists need to say values in words; all of it comes from catalogues. */
export interface StockWords {
  readonly tags: readonly TagEntry[];
  readonly placeKinds: readonly PlaceKindEntry[];
  readonly ledgers: readonly LedgerKind[];
  readonly areas: AreaWords;
  readonly tag: (code: string) => string;
  readonly placeKind: (code: string) => string;
}

export const RISK_WORDS: Readonly<Record<RiskLevel, string>> = { red: '红', orange: '橙', yellow: '黄', green: '绿' };
export const SEX_WORDS: Readonly<Record<string, string>> = { '0': '未知', '1': '男', '2': '女', '9': '未说明' };
export const LIFE_WORDS: Readonly<Record<string, string>> = { living: '在册', dead: '已故', left: '已迁出' };
export const OPERATION_WORDS: Readonly<Record<string, string>> = {
  open: '在营',
  closed: '停业',
  moved: '已搬离',
  unknown: '未知',
};
export const FRESHNESS_WORDS: Readonly<Record<string, string>> = {
  fresh: '半年内核实',
  stale: '半年未核',
  never: '从未核实',
};

export interface WordSources {
  readonly areas: readonly AreaDocument[];
  readonly tags: readonly TagEntry[];
  readonly placeKinds: readonly PlaceKindEntry[];
  readonly ledgers: readonly LedgerKind[];
}

export function stockWords({ areas, tags, placeKinds, ledgers }: WordSources): StockWords {
  const tagNames = new Map(tags.map(({ code, label }) => [code, label]));
  const kindNames = new Map(placeKinds.map(({ code, label }) => [code, label]));
  return {
    tags,
    placeKinds,
    ledgers,
    areas: areaWords(areas),
    tag: (code) => tagNames.get(code) ?? code,
    placeKind: (code) => kindNames.get(code) ?? code,
  };
}
