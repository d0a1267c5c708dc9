import type { ListQuery } from '../../../shared/stock/query.ts';
import type { StockKind } from '../../../shared/stock/rows.ts';
import type { LedgerKind } from '../../data/api.ts';
import type { StockApi, StockPoints } from '../../data/stock/api.ts';
import type { PointLayer, PointTone } from '../../map/map-objects.ts';

/** A layer of records as points: what it is called, which records it holds, what its tones say. */
export interface PointLayerKind {
  /** Also the `layer` of its targets. */
  readonly key: string;
  readonly kind: StockKind;
  readonly name: string;
  readonly sign: string;
  readonly unit: string;
  readonly query: ListQuery;
  readonly toneBy: Parameters<StockApi['points']>[1];
  /** By the number of the tone (shared/stock/points.ts): how it looks, and in words. */
  readonly tones: readonly { readonly tone: PointTone; readonly words: string }[];
}

const RISK_TONES: PointLayerKind['tones'] = [
  { tone: 'plain', words: '' },
  { tone: 'bad', words: '风险红' },
  { tone: 'bad', words: '风险橙' },
  { tone: 'warn', words: '风险黄' },
  { tone: 'ok', words: '风险绿' },
];
const CONDITION_TONES: PointLayerKind['tones'] = [
  { tone: 'plain', words: '完好' },
  { tone: 'warn', words: '破损' },
  { tone: 'bad', words: '丢失' },
  { tone: 'paused', words: '废弃' },
  { tone: 'paused', words: '移除' },
];
const DUE_TONES: PointLayerKind['tones'] = [
  { tone: 'plain', words: '没有期限' },
  { tone: 'bad', words: '已超期' },
  { tone: 'warn', words: '7 天内到期' },
  { tone: 'ok', words: '未到期' },
];
const NO_TONES: PointLayerKind['tones'] = [{ tone: 'plain', words: '' }];

const USUAL: readonly PointLayerKind[] = [
  {
    key: 'enterprise',
    kind: 'enterprise',
    name: '单位与小场所',
    sign: '企',
    unit: '家',
    query: { kind: 'enterprise' },
    toneBy: 'risk',
    tones: RISK_TONES,
  },
  {
    key: 'component',
    kind: 'component',
    name: '管理部件',
    sign: '物',
    unit: '个',
    query: { kind: 'component' },
    toneBy: 'condition',
    tones: CONDITION_TONES,
  },
];
const TARGETS: PointLayerKind = {
  key: 'target',
  kind: 'target',
  name: '未办的任务对象',
  sign: '任',
  unit: '个',
  query: { kind: 'target', where: [{ field: 'isOpen', op: 'in', values: [true] }] },
  toneBy: 'due',
  tones: DUE_TONES,
};

/** Of this workstation: special ledgers that have places come with their configuration. */
export const pointLayerKinds = (ledgers: readonly LedgerKind[]): readonly PointLayerKind[] => [
  ...USUAL,
  ...ledgers
    .filter(({ onMap }) => onMap)
    .map(({ key, name }): PointLayerKind => ({
      key: `ledger:${key}`,
      kind: 'ledgerEntry',
      name,
      sign: Array.from(name)[0] ?? '台',
      unit: '条',
      query: { kind: 'ledgerEntry', where: [{ field: 'ledger', op: 'in', values: [key] }] },
      toneBy: 'none',
      tones: NO_TONES,
    })),
  TARGETS,
];

/** What the map draws of a layer. The names of single points are said by kind and state; the panel says the rest. */
export const layerOnMap = (kind: PointLayerKind, points: StockPoints): PointLayer => ({
  key: kind.key,
  sign: kind.sign,
  unit: kind.unit,
  points,
  tones: kind.tones.map(({ tone }) => tone),
  nameOf: (_id, tone) => {
    const words = kind.tones.filter((each) => each.tone === tone && each.words !== '').map((each) => each.words);
    return [kind.name, words.join('或')].filter((part) => part !== '').join(' · ');
  },
});
