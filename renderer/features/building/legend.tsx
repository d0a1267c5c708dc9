import type { JSX } from 'react';
import type { RoomStock } from '../../../shared/stock/rows.ts';
import { Shape } from '../../ui/shape.tsx';
import { legendOf, markCounts, type Colouring } from './colouring.ts';

export interface LegendProps {
  readonly colouring: Colouring;
  readonly rooms: readonly RoomStock[];
  readonly today: string;
}

/** What the colours mean and how many rooms of each there are: an equation that sums to the building. */
export function Legend({ colouring, rooms, today }: LegendProps): JSX.Element {
  const entries = legendOf(colouring, rooms, today);
  const marks = markCounts(rooms, today);
  return (
    <div className="building-legend">
      <ul aria-label="图例">
        {entries.map(({ key, label, look, count }) => (
          <li key={key}>
            <span className="building-swatch" data-look={look} aria-hidden="true" />
            {label} <b>{count}</b>
          </li>
        ))}
        <li className="building-legend-sum">合计 {rooms.length}</li>
      </ul>
      {marks.length > 0 && (
        <ul aria-label="要注意的">
          {marks.map(({ key, label, shape, tone, count }) => (
            <li key={key} className={`ui-tone-${tone}`}>
              <Shape name={shape} tone={tone} />
              {label} {count}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
