import { useRef } from 'react';
import type { JSX, KeyboardEvent, PointerEvent, ReactNode, Ref } from 'react';
import { classes } from './classes.ts';
import type { DataListColumn } from './data-list.tsx';

export interface WindowListColumn extends DataListColumn {
  /** For readers, and where `head` is not words. */
  readonly name: string;
  readonly sorted?: 'up' | 'down' | undefined;
  readonly onSort?: (() => void) | undefined;
  /** New width in px: dragged, or Shift ← → while the head has the focus. */
  readonly onResize?: ((widthPx: number) => void) | undefined;
}

const LEAST_PX = 44;
const STEP_PX = 12;
const SORT_MARK = { up: '↑', down: '↓' } as const;
const ARIA_SORT = { up: 'ascending', down: 'descending' } as const;

export interface WindowListHeadProps {
  readonly columns: readonly WindowListColumn[];
  readonly template: string;
  readonly box: ReactNode;
  readonly ref: Ref<HTMLDivElement>;
}

/** The sticky head: sorts by a press, takes widths. */
export function WindowListHead({ columns, template, box, ref }: WindowListHeadProps): JSX.Element {
  return (
    <div ref={ref} className="ui-list-head ui-window-head" role="row" style={{ gridTemplateColumns: template }}>
      {box !== false && <span role="columnheader">{box}</span>}
      {columns.map((column) => (
        <HeadCell key={column.key} column={column} />
      ))}
    </div>
  );
}

function HeadCell({ column }: { readonly column: WindowListColumn }): JSX.Element {
  const { name, sorted, onSort, onResize, isNumber } = column;
  const cell = useRef<HTMLSpanElement>(null);
  const drag = useRef<{ readonly x: number; readonly width: number }>(undefined);
  const resizeTo = (width: number): void => {
    onResize?.(Math.max(LEAST_PX, Math.round(width)));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.shiftKey || onResize === undefined || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    resizeTo((cell.current?.offsetWidth ?? 0) + (event.key === 'ArrowLeft' ? -STEP_PX : STEP_PX));
    event.preventDefault();
    event.stopPropagation();
  };
  const words = (
    <>
      {column.head}
      {sorted !== undefined && <span aria-hidden="true"> {SORT_MARK[sorted]}</span>}
    </>
  );
  return (
    <span
      ref={cell}
      role="columnheader"
      className={classes('ui-window-head-cell', isNumber === true && 'ui-number')}
      aria-label={name}
      aria-sort={sorted === undefined ? undefined : ARIA_SORT[sorted]}
      onKeyDown={onKeyDown}
    >
      {onSort === undefined ? (
        words
      ) : (
        <button type="button" className="ui-window-sort" aria-label={`按${name}排序`} onClick={onSort}>
          {words}
        </button>
      )}
      {onResize !== undefined && (
        <span
          className="ui-window-resize"
          aria-hidden="true"
          onPointerDown={(event: PointerEvent<HTMLSpanElement>) => {
            drag.current = { x: event.clientX, width: cell.current?.offsetWidth ?? 0 };
            event.currentTarget.setPointerCapture(event.pointerId);
            event.preventDefault();
          }}
          onPointerMove={(event) => {
            if (drag.current !== undefined) resizeTo(drag.current.width + event.clientX - drag.current.x);
          }}
          onPointerUp={() => {
            drag.current = undefined;
          }}
        />
      )}
    </span>
  );
}
