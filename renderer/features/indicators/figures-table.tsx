import { useEffect, useRef } from 'react';
import type { JSX, KeyboardEvent } from 'react';
import {
  INDICATOR_GROUPS,
  INDICATOR_KEYS,
  indicatorOf,
  type IndicatorKey,
} from '../../../shared/cases/indicators/all-indicators.ts';
import type { Part } from '../../../shared/cases/indicators/book.ts';
import type { Sums } from '../../data/indicators/api.ts';
import { isInputMethod } from '../../ui/keys.ts';
import { NumberButton } from './number-button.tsx';
import { TIMES, type Place, type Time } from './place.ts';
import {
  changeWords,
  countWords,
  excludedOf,
  GROUP_WORDS,
  numberOf,
  partWords,
  TIME_WORDS,
  valueWords,
} from './words.ts';

export interface FiguresTableProps {
  /** One of each of `TIMES`. */
  readonly sums: readonly Sums[];
  readonly place: Place;
  readonly daysOf: (time: Time) => string;
  readonly onOpen: (indicator: IndicatorKey, part: Part, time: Time) => void;
}

const STEPS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

/** From number to number with the arrows, as on a sheet. */
function moveAmongNumbers(event: KeyboardEvent<HTMLTableElement>): void {
  const step = STEPS[event.key];
  const { target, currentTarget } = event;
  if (step === undefined || isInputMethod(event.nativeEvent) || !(target instanceof HTMLButtonElement)) return;
  const [down, right] = step;
  const cell = target.closest('td');
  const row = target.closest('tr');
  if (cell === null || row === null) return;
  const buttonAt = (line: Element | undefined, at: number): HTMLButtonElement | null | undefined =>
    line?.children[at]?.querySelector('button');
  const lines = [...currentTarget.querySelectorAll('tbody tr')].filter((line) => line.querySelector('button') !== null);
  const at = [...row.children].indexOf(cell);
  let next: HTMLButtonElement | null | undefined;
  if (down !== 0) {
    for (let line = lines.indexOf(row) + down; line >= 0 && line < lines.length && !next; line += down)
      next = buttonAt(lines[line], at);
  } else {
    for (let column = at + right; column > 0 && column < row.children.length && !next; column += right)
      next = buttonAt(row, column);
  }
  event.preventDefault();
  event.stopPropagation();
  next?.focus();
}

/** All indicators of the period, each with its raw numbers and what it was before. */
export function FiguresTable({ sums, place, daysOf, onOpen }: FiguresTableProps): JSX.Element {
  const table = useRef<HTMLTableElement>(null);
  useEffect(() => {
    const inHand = table.current?.querySelector<HTMLButtonElement>('button[aria-pressed="true"]');
    (inHand ?? table.current?.querySelector('button'))?.focus({ preventScroll: true });
  }, []);
  const sumOf = (time: Time, key: IndicatorKey) => sums[TIMES.indexOf(time)]?.[key];

  const number = (key: IndicatorKey, part: Part, time: Time = 'now'): JSX.Element | null => {
    const sum = sumOf(time, key);
    if (sum === undefined) return null;
    const { name, unit } = indicatorOf(key);
    const count = numberOf(sum, part);
    return (
      <NumberButton
        count={count}
        name={`${name} ${time === 'now' ? '' : `${TIME_WORDS[time]} `}${partWords(key, part)} ${countWords(count)} ${unit}`}
        isOpen={place.indicator === key && place.part === part && place.time === time && place.group === undefined}
        onOpen={() => {
          onOpen(key, part, time);
        }}
      />
    );
  };
  const compared = (key: IndicatorKey, time: Time): JSX.Element | null => {
    const [now, then] = [sumOf('now', key), sumOf(time, key)];
    if (now === undefined || then === undefined) return null;
    const { name, kind } = indicatorOf(key);
    const words = valueWords(key, then);
    return (
      <>
        {kind === 'count' ? (
          number(key, 'denominator', time)
        ) : (
          <button
            type="button"
            className="ui-link indicators-number"
            aria-label={`${TIME_WORDS[time]}的${name} ${words}，打开名单`}
            aria-pressed={place.indicator === key && place.time === time}
            onClick={() => {
              onOpen(key, 'denominator', time);
            }}
          >
            {words}
          </button>
        )}
        <span className="indicators-change">{changeWords(key, now, then)}</span>
      </>
    );
  };
  const line = (key: IndicatorKey): JSX.Element => {
    const { name, kind } = indicatorOf(key);
    const now = sumOf('now', key);
    return (
      <tr key={key} data-open={place.indicator === key || undefined}>
        <th scope="row">{name}</th>
        <td className="indicators-value">{now !== undefined && kind !== 'count' && valueWords(key, now)}</td>
        <td className="ui-number">{kind === 'share' && number(key, 'numerator')}</td>
        <td className="ui-number">{number(key, 'denominator')}</td>
        <td className="ui-number">{kind === 'share' && number(key, 'missed')}</td>
        <td className="ui-number">{now !== undefined && excludedOf(now) > 0 && number(key, 'excluded')}</td>
        <td className="ui-number">{compared(key, 'before')}</td>
        <td className="ui-number">{compared(key, 'yearAgo')}</td>
      </tr>
    );
  };
  return (
    <table ref={table} className="indicators-table" onKeyDown={moveAmongNumbers}>
      <thead>
        <tr>
          <th scope="col">指标</th>
          <th scope="col" className="ui-number">
            本期
          </th>
          <th scope="col" className="ui-number">
            分子
          </th>
          <th scope="col" className="ui-number">
            分母
          </th>
          <th scope="col" className="ui-number">
            其余
          </th>
          <th scope="col" className="ui-number">
            不计入
          </th>
          {(['before', 'yearAgo'] as const).map((time) => (
            <th key={time} scope="col" className="ui-number">
              {time === 'before' ? '环比' : '同比'}
              <small>{daysOf(time)}</small>
            </th>
          ))}
        </tr>
      </thead>
      {INDICATOR_GROUPS.map((group) => (
        <tbody key={group}>
          <tr className="indicators-group">
            <th colSpan={8} scope="rowgroup">
              {GROUP_WORDS[group]}
            </th>
          </tr>
          {INDICATOR_KEYS.filter((key) => indicatorOf(key).group === group).map(line)}
        </tbody>
      ))}
    </table>
  );
}
