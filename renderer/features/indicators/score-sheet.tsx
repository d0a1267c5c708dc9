import type { JSX } from 'react';
import type { ScorePart } from '../../../shared/cases/counting-rules.ts';
import { indicatorOf } from '../../../shared/cases/indicators/all-indicators.ts';
import { GROUPING_WORDS, countWords, partWords, valueWords } from './words.ts';
import { scoreChange, scoreWords, type ScoredBy, type ScoreLine } from './score-lines.ts';

export interface ScoreSheetProps {
  readonly by: ScoredBy;
  readonly parts: readonly ScorePart[];
  readonly lines: readonly ScoreLine[];
  readonly nameOf: (value: string | null) => string;
  /** On the screen a share opens the list it is of; on paper there is none. */
  readonly onOpen?: ((part: ScorePart, value: string | null) => void) | undefined;
}

/** 综合得分: a line for each area or department with what its score is made of, on the screen and on paper alike. */
export function ScoreSheet({ by, parts, lines, nameOf, onOpen }: ScoreSheetProps): JSX.Element {
  return (
    <table className="print-table indicators-report indicators-score">
      <thead>
        <tr>
          <th scope="col">{GROUPING_WORDS[by]}</th>
          <th scope="col">得分</th>
          <th scope="col">上期</th>
          <th scope="col">环比</th>
          {parts.map(({ indicator, weight, isReversed }) => (
            <th key={indicator} scope="col">
              {indicatorOf(indicator).name}
              <small>
                权重 {String(weight)}
                {isReversed && '，越少越好'}
              </small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ value, score, before, sums, without }) => (
          <tr key={value ?? 'all'} data-all={value === null || undefined}>
            <th scope="row">{nameOf(value)}</th>
            <td>
              <strong>{scoreWords(score)}</strong>
              {score !== null && without.length > 0 && (
                <small title={`没有计数：${without.join('、')}`}>少 {String(without.length)} 项</small>
              )}
            </td>
            <td>{scoreWords(before)}</td>
            <td>{scoreChange(score, before)}</td>
            {parts.map((part, at) => {
              const sum = sums[at];
              const { name, unit } = indicatorOf(part.indicator);
              const words = sum === undefined ? '' : valueWords(part.indicator, sum);
              const raw = sum === undefined ? '' : `${countWords(sum.numerator)} / ${countWords(sum.denominator)}`;
              return (
                <td key={part.indicator}>
                  {onOpen === undefined || sum === undefined || sum.denominator === 0 ? (
                    words
                  ) : (
                    <button
                      type="button"
                      className="ui-link indicators-number"
                      aria-label={`${nameOf(value)} ${name} ${words}，${partWords(part.indicator, 'denominator')} ${countWords(sum.denominator)} ${unit}，打开名单`}
                      onClick={() => {
                        onOpen(part, value);
                      }}
                    >
                      {words}
                    </button>
                  )}
                  {sum !== undefined && sum.denominator > 0 && <small>{raw}</small>}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
