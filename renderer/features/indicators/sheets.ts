import { INDICATOR_KEYS, indicatorOf, type IndicatorKey } from '../../../shared/cases/indicators/all-indicators.ts';
import type { Listed, Sum } from '../../../shared/cases/indicators/book.ts';
import type { ScorePart } from '../../../shared/cases/counting-rules.ts';
import type { CaseState } from '../../../shared/domain/case.ts';
import { maskAddress, maskName } from '../../../shared/domain/identifiers/mask.ts';
import { ROLE_NAMES } from '../../../shared/domain/roles.ts';
import type { CaseStock } from '../../../shared/stock/rows.ts';
import { CHANNEL_NAMES } from '../../lib/case-words.ts';
import { fullMoment } from '../../lib/shanghai-time.ts';
import type { Sums } from '../../data/indicators/api.ts';
import type { NamedGroup } from './group-list.tsx';
import { scoreChange, scoreWords, type ScoreLine } from './score-lines.ts';
import { changeWords, EXCLUSION_WORDS, excludedOf, GROUP_WORDS, missedOf, valueWords } from './words.ts';

/** A cell that is text stays text whatever it looks like: 19 digits, a leading =. `share`: 0 to 1, shown as a percentage. */
export type Cell = string | number | { readonly share: number } | null;
export interface Sheet {
  readonly name: string;
  /** In characters. */
  readonly widths: readonly number[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

const shareCell = (key: IndicatorKey, sum: Sum): Cell => {
  if (indicatorOf(key).kind === 'count') return null;
  if (indicatorOf(key).kind === 'mean' || sum.denominator === 0) return valueWords(key, sum);
  return { share: sum.numerator / sum.denominator };
};
/** Raw numbers beside the percentage, as on the page. */
const numbers = (key: IndicatorKey, sum: Sum): readonly Cell[] => {
  const isShare = indicatorOf(key).kind === 'share';
  return [
    ...[shareCell(key, sum), isShare ? sum.numerator : null, sum.denominator, isShare ? missedOf(sum) : null],
    excludedOf(sum),
  ];
};
const NUMBERS = ['比率或平均', '分子', '分母', '其余', '不计入'] as const;

/** What the file is: who wrote it when and what for, what it covers, what is counted how. */
export function coverSheet(facts: readonly (readonly [label: string, words: string])[]): Sheet {
  return {
    name: '说明',
    widths: [24, 90],
    head: ['项目', '内容'],
    rows: [...facts, ...INDICATOR_KEYS.map((key) => [indicatorOf(key).name, indicatorOf(key).meaning] as const)],
  };
}

/** All indicators: the period, the one before, the same a year ago. */
export function figuresSheet([now, before, yearAgo]: readonly Sums[]): Sheet {
  return {
    name: '指标',
    widths: [16, 22, 12, 8, 8, 8, 8, 12, 8, 8, 12, 12, 8, 8, 12],
    head: [
      ...['类', '指标', ...NUMBERS],
      ...['上期', '上期分子', '上期分母', '环比'],
      ...['去年同期', '同期分子', '同期分母', '同比'],
    ],
    rows: INDICATOR_KEYS.map((key) => {
      const { name, group } = indicatorOf(key);
      const [sum, ...others] = [now?.[key], before?.[key], yearAgo?.[key]];
      return [
        ...[GROUP_WORDS[group], name],
        ...(sum === undefined ? [] : numbers(key, sum)),
        ...others.flatMap((then): Cell[] =>
          sum === undefined || then === undefined
            ? [null, null, null, null]
            : [shareCell(key, then), then.numerator, then.denominator, changeWords(key, sum, then)],
        ),
      ];
    }),
  };
}

/** One indicator by area, department, class or source. */
export const groupsSheet = (indicator: IndicatorKey, by: string, groups: readonly NamedGroup[]): Sheet => ({
  name: `按${by}`,
  widths: [32, 12, 8, 8, 8, 8],
  head: [`${by}（${indicatorOf(indicator).name}）`, ...NUMBERS],
  rows: groups.map(({ name, sum }) => [name, ...numbers(indicator, sum)]),
});

/** 综合得分: each part with its raw numbers beside the share. Not a list of who is best: in the order of the codes. */
export function scoreSheet(
  by: string,
  parts: readonly ScorePart[],
  lines: readonly ScoreLine[],
  nameOf: (value: string | null) => string,
): Sheet {
  return {
    name: '综合得分',
    widths: [32, 8, 8, 8, 24, ...parts.flatMap(() => [16, 8, 8])],
    head: [
      ...[by, '得分', '上期', '环比', '没有计数的项'],
      ...parts.flatMap(({ indicator, weight, isReversed }) => {
        const { name, numerator, denominator } = indicatorOf(indicator);
        return [`${name}（权重 ${String(weight)}${isReversed ? '，越少越好' : ''}）`, numerator, denominator];
      }),
    ],
    rows: lines.map(({ value, score, before, sums, without }) => [
      ...[nameOf(value), rounded(score), rounded(before), scoreChange(score, before), without.join('、')],
      ...parts.flatMap(({ indicator }, at): Cell[] => {
        const sum = sums[at];
        return sum === undefined ? [null, null, null] : [shareCell(indicator, sum), sum.numerator, sum.denominator];
      }),
    ]),
  };
}
/** As on the page. */
const rounded = (score: number | null): Cell => (score === null ? scoreWords(score) : Math.round(score * 10) / 10);

/** The grids behind a number of 区域覆盖率. */
export const gridSheet = (
  listed: readonly Listed[],
  reports: ReadonlyMap<string, number>,
  gridWords: (code: string) => string,
): Sheet => ({
  name: '名单',
  widths: [20, 32, 10],
  head: ['网格编码', '网格', '巡查上报'],
  rows: listed.map(({ id }) => [id, gridWords(id), reports.get(id) ?? 0]),
});

export interface ListWords {
  readonly stateWords: (state: CaseState) => string;
  readonly gridWords: (code: string) => string;
  readonly departmentWords: (key: string) => string;
  /** Whether the words of the finding go along: they may name somebody. */
  readonly withDescription: boolean;
}

/** The list behind a number: a line for each that is counted. Addresses to the building, names covered. */
export function listSheet(
  listed: readonly Listed[],
  rows: ReadonlyMap<string, CaseStock>,
  { stateWords, gridWords, departmentWords, withDescription }: ListWords,
): Sheet {
  return {
    name: '名单',
    widths: [24, 22, ...(withDescription ? [40] : []), 30, 20, 10, 22, 10, 20, 24, 20],
    head: [
      ...['编号', '类别', ...(withDescription ? ['情况'] : []), '地址（到楼）', '网格', '来源', '上报时间'],
      ...['阶段', '处置部门', '不计入的原因', '决定的人'],
    ],
    rows: listed.map(({ id, why, by }) => {
      const row = rows.get(id);
      if (row === undefined) return [id, '这件已不在本机'];
      return [
        ...[row.number === '' ? '编号送达后生成' : row.number, row.category],
        ...(withDescription ? [row.description] : []),
        ...[maskAddress(row.address), gridWords(row.scope), CHANNEL_NAMES[row.channel]],
        ...[fullMoment(Date.parse(row.reportedAt)), stateWords(row.state), departmentWords(row.department)],
        why === undefined ? null : EXCLUSION_WORDS[why],
        by === undefined ? null : `${maskName(by.name)} ${ROLE_NAMES[by.post.role]}`,
      ];
    }),
  };
}
