import { memo } from 'react';
import type { JSX, ReactNode } from 'react';
import { counted } from '../lib/counted.ts';
import { Checkbox } from './checkbox.tsx';
import { DataCell, type RowState } from './data-list.tsx';

export interface WindowRowProps<Row> {
  readonly row: Row | undefined;
  /** From 0. */
  readonly at: number;
  readonly domId: string;
  readonly topPx: number;
  readonly heightPx: number;
  readonly template: string;
  /** 居民 */
  readonly label: string;
  readonly unit: string;
  readonly total: number;
  readonly isCurrent: boolean;
  /** Undefined where nothing can be selected. */
  readonly isSelected: boolean | undefined;
  readonly isNumbered: boolean;
  readonly rowName: (row: Row) => string;
  readonly renderRow: (row: Row, state: RowState) => ReactNode;
  readonly onTick: (at: number) => void;
}

/**
 * One row of a `WindowList`. Drawn again only when something of it changes: a list is drawn several times for every answer, and its cells are most of the work. That
 * needs functions that stay the same from one drawing to the next; what the pointer does is heard by the list.
 */
function WindowRowAsIs<Row>(props: WindowRowProps<Row>): JSX.Element {
  const { row, at, domId, topPx, heightPx, template, label, unit, total } = props;
  const { isCurrent, isSelected, isNumbered, rowName, renderRow, onTick } = props;
  const shared = {
    id: domId,
    role: 'row',
    'aria-rowindex': at + 1,
    className: 'ui-list-row',
    'data-current': isCurrent || undefined,
    style: { transform: `translateY(${String(topPx)}px)`, height: heightPx, gridTemplateColumns: template },
  } as const;
  const place = `第 ${counted(at + 1)} ${unit}，共 ${counted(total)} ${unit}`;
  if (row === undefined) {
    return (
      <div {...shared} aria-label={`${label} ${place}，正在读取`}>
        <span role="gridcell" className="ui-window-coming" />
      </div>
    );
  }
  const name = rowName(row);
  return (
    <div
      {...shared}
      aria-label={`${label} ${place}，${name}`}
      aria-selected={isSelected ?? isCurrent}
      data-selected={isSelected === true || undefined}
    >
      {isNumbered && <DataCell className="ui-window-number">{counted(at + 1)}</DataCell>}
      {isSelected !== undefined && !isNumbered && (
        <DataCell>
          <Checkbox
            label={`选中 ${name}`}
            labelHidden
            tabIndex={-1}
            checked={isSelected}
            onChange={() => {
              onTick(at);
            }}
          />
        </DataCell>
      )}
      {renderRow(row, { isCurrent, isSelected: isSelected === true })}
    </div>
  );
}

// `memo` forgets that the function is generic.
export const WindowRow = memo(WindowRowAsIs) as unknown as typeof WindowRowAsIs;
