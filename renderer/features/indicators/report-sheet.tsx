import type { JSX } from 'react';
import { indicatorOf, type IndicatorKey } from '../../../shared/cases/indicators/all-indicators.ts';
import type { Grouping, Part, Sum } from '../../../shared/cases/indicators/book.ts';
import type { Group, Sums } from '../../data/indicators/api.ts';
import { NumberButton } from './number-button.tsx';
import type { Time } from './place.ts';
import { BREAKDOWNS, REPORT_INDICATORS, topLines } from './report.ts';
import type { GroupNames } from './use-words.ts';
import { changeWords, countWords, GROUPING_WORDS, partWords, TIME_WORDS, valueWords } from './words.ts';

/** A number of the report: which list it is. */
export interface ReportNumber {
  readonly indicator: IndicatorKey;
  readonly part: Part;
  readonly time: Time;
  readonly by?: Grouping;
  /** Without one, where `by` is given: all its groups. */
  readonly group?: string;
}

export interface ReportSheetProps {
  readonly sums: readonly Sums[];
  /** Of all reports, in the order of `BREAKDOWNS`, now and before. */
  readonly breakdowns: readonly (readonly Group[])[];
  readonly names: GroupNames;
  /** On the screen every number opens its list; on paper there is none. */
  readonly onOpen?: ((number: ReportNumber) => void) | undefined;
}

/** What stands in a report, on the screen and on paper alike. */
export function ReportSheet({ sums, breakdowns, names, onOpen }: ReportSheetProps): JSX.Element {
  const number = (count: number, name: string, asked: ReportNumber): JSX.Element | string =>
    onOpen === undefined ? (
      countWords(count)
    ) : (
      <NumberButton
        count={count}
        name={`${name} ${countWords(count)} ${indicatorOf(asked.indicator).unit}`}
        isOpen={false}
        onOpen={() => {
          onOpen(asked);
        }}
      />
    );
  const [now, before, yearAgo] = sums;
  return (
    <>
      <h2>总体</h2>
      <table className="print-table indicators-report">
        <thead>
          <tr>
            {['指标', '本期', '分子', '分母', '上期', '环比', '去年同期', '同比'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {REPORT_INDICATORS.map((indicator) => {
            const { name, kind } = indicatorOf(indicator);
            const [sum, then, last] = [now?.[indicator], before?.[indicator], yearAgo?.[indicator]];
            if (sum === undefined || then === undefined || last === undefined) return null;
            const ofPart = (part: 'numerator' | 'denominator'): JSX.Element | string =>
              number(sum[part], `${name} ${partWords(indicator, part)}`, { indicator, part, time: 'now' });
            const compared = (other: Sum, time: Time): JSX.Element | string =>
              kind === 'count'
                ? number(other.denominator, `${TIME_WORDS[time]} ${name}`, { indicator, part: 'denominator', time })
                : valueWords(indicator, other);
            return (
              <tr key={indicator}>
                <th scope="row">{name}</th>
                <td>{kind === 'count' ? ofPart('denominator') : valueWords(indicator, sum)}</td>
                <td>{kind === 'share' && ofPart('numerator')}</td>
                <td>{kind !== 'count' && ofPart('denominator')}</td>
                <td>{compared(then, 'before')}</td>
                <td>{changeWords(indicator, sum, then)}</td>
                <td>{compared(last, 'yearAgo')}</td>
                <td>{changeWords(indicator, sum, last)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="indicators-breakdowns">
        {BREAKDOWNS.map(({ by, title, atMost }, at) => {
          const { lines, rest } = topLines(breakdowns[at] ?? [], atMost);
          return (
            <section key={by}>
              <h2>{title}</h2>
              <table className="print-table indicators-report">
                <thead>
                  <tr>
                    {[GROUPING_WORDS[by], '本期', '上期', '环比'].map((head) => (
                      <th key={head} scope="col">
                        {head}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {lines.map((line) => {
                    const name = names.nameOf(by, line.value);
                    const change = line.now - line.before;
                    return (
                      <tr key={line.value}>
                        <th scope="row">{name}</th>
                        <td>
                          {number(line.now, name, {
                            ...{ indicator: 'reported', part: 'denominator', time: 'now', by, group: line.value },
                          })}
                        </td>
                        <td>
                          {number(line.before, `上期 ${name}`, {
                            ...{ indicator: 'reported', part: 'denominator', time: 'before', by, group: line.value },
                          })}
                        </td>
                        <td>{change === 0 ? '持平' : `${change > 0 ? '多' : '少'} ${countWords(Math.abs(change))}`}</td>
                      </tr>
                    );
                  })}
                  {rest.lines > 0 && (
                    <tr>
                      <th scope="row" colSpan={4}>
                        {onOpen === undefined ? (
                          `其余 ${countWords(rest.lines)} 个，共 ${countWords(rest.cases)} 件`
                        ) : (
                          <button
                            type="button"
                            className="ui-link"
                            onClick={() => {
                              onOpen({ indicator: 'reported', part: 'denominator', time: 'now', by });
                            }}
                          >
                            其余的看分组
                          </button>
                        )}
                      </th>
                    </tr>
                  )}
                </tbody>
              </table>
            </section>
          );
        })}
      </div>
    </>
  );
}
