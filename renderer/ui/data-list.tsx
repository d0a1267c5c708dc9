import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useLayoutEffect, useMemo, useRef } from 'react';
import type { JSX, KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { classes } from './classes.ts';
import { Checkbox } from './checkbox.tsx';
import { isInputMethod, isTypingPlace } from './keys.ts';
import { linesOf, movedTo, successorOf } from './list-rows.ts';
import type { RowGroup } from './list-rows.ts';
import { useLettersOff, useShortcuts } from './shortcuts.tsx';
import './data-list.css';

export interface DataListColumn {
  readonly key: string;
  readonly head: ReactNode;
  /** A `grid-template-columns` track: `120px`, `minmax(0, 1fr)`. */
  readonly width: string;
  readonly isNumber?: boolean | undefined;
}

export interface RowState {
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
}

export interface DataListProps<Row> {
  /** Name of the list: 待派遣 */
  readonly label: string;
  /** 件, 条, 人 */
  readonly unit?: string | undefined;
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  /** The row in words, for the reader: 污水井盖异常，派遣剩 6 分 */
  readonly rowName: (row: Row) => string;
  /** `DataCell`s in the order of the columns. */
  readonly renderRow: (row: Row, state: RowState) => ReactNode;
  readonly columns: readonly DataListColumn[];
  /** Head row with the columns' words; narrow lists do without. */
  readonly hasHead?: boolean | undefined;
  /** 34 dense, 48 two lines. */
  readonly rowHeight?: number | undefined;
  readonly groupOf?: ((row: Row) => RowGroup) | undefined;
  readonly currentId: string | undefined;
  readonly onCurrentChange: (id: string | undefined) => void;
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** With a selection each row has a box in front, X and Space toggle it, Shift takes the range. */
  readonly selected?: ReadonlySet<string> | undefined;
  readonly onSelectedChange?: ((selected: ReadonlySet<string>) => void) | undefined;
  /** Keys the list does not know are offered here with the current row (D, R, C …); return true when used. */
  readonly onRowKey?: ((event: KeyboardEvent, row: Row) => boolean) | undefined;
  /** Shown in place of rows when there are none. */
  readonly empty?: ReactNode;
  readonly autoFocus?: boolean | undefined;
  readonly className?: string | undefined;
}

const GROUP_HEIGHT = 28;

export function DataList<Row>(props: DataListProps<Row>): JSX.Element {
  const { label, unit = '件', rows, rowId, rowName, renderRow, columns, hasHead = false, rowHeight = 34 } = props;
  const { groupOf, currentId, onCurrentChange, onOpen, selected, onSelectedChange, onRowKey, empty } = props;
  const { autoFocus = false, className } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const lastAt = useRef<number>(undefined);
  const rangeFrom = useRef<number>(undefined);
  const topLine = useRef<{ readonly id: string; readonly offset: number }>(undefined);

  const lines = useMemo(() => linesOf(rows, groupOf), [rows, groupOf]);
  const lineOfRow = useMemo(() => {
    const index = new Map<string, number>();
    lines.forEach((line, at) => {
      if (line.kind === 'row') index.set(rowId(line.row), at);
    });
    return index;
  }, [lines, rowId]);
  const currentAt = rows.findIndex((row) => rowId(row) === currentId);
  const current = rows[currentAt];
  const canSelect = selected !== undefined && onSelectedChange !== undefined;

  const lettersOff = useLettersOff();
  useShortcuts([
    {
      keys: lettersOff ? 'ArrowDown' : 'J',
      print: lettersOff ? '↑ ↓' : 'J K',
      label: `下/上一${unit}`,
      group: '列表',
      inStatusBar: true,
    },
    ...(canSelect
      ? [{ keys: 'X', print: lettersOff ? 'Space' : 'X', label: '选中，加 Shift 连选', group: '列表' }]
      : []),
    ...(onOpen === undefined ? [] : [{ keys: 'Enter', label: '打开', group: '列表', inStatusBar: true }]),
  ]);

  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer keeps its own state; nothing of it is memoised here
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (lines[at]?.kind === 'group' ? GROUP_HEIGHT : rowHeight),
    getItemKey: (at) => {
      const line = lines[at];
      if (line === undefined) return at;
      return line.kind === 'group' ? `group ${line.group.key}` : rowId(line.row);
    },
    overscan: 8,
  });

  useEffect(() => {
    virtualizer.measure();
  }, [virtualizer, rowHeight, lines]);

  // The list keeps its place: when rows come or go above, the row that stood at the top edge stays there.
  useLayoutEffect(() => {
    const element = scroller.current;
    const anchor = topLine.current;
    const at = anchor === undefined ? undefined : lineOfRow.get(anchor.id);
    if (element === null || anchor === undefined || at === undefined || element.scrollTop === 0) return;
    const top = lines.slice(0, at).reduce((sum, line) => sum + (line.kind === 'group' ? GROUP_HEIGHT : rowHeight), 0);
    if (Math.abs(top - anchor.offset - element.scrollTop) > 1) element.scrollTop = top - anchor.offset;
  }, [lines, lineOfRow, rowHeight]);

  const rememberTop = (): void => {
    const element = scroller.current;
    if (element === null) return;
    const first = virtualizer
      .getVirtualItems()
      .find((item) => item.start >= element.scrollTop && lines[item.index]?.kind === 'row');
    const line = first === undefined ? undefined : lines[first.index];
    if (first !== undefined && line?.kind === 'row') {
      topLine.current = { id: rowId(line.row), offset: first.start - element.scrollTop };
    }
  };

  // A row that has gone hands over to the one in its place.
  useEffect(() => {
    if (currentAt >= 0) {
      lastAt.current = currentAt;
      return;
    }
    // A current row that was never seen is one that has not been read yet, not one that has gone.
    if (currentId === undefined || lastAt.current === undefined) return;
    const next = successorOf(lastAt.current, rows.length);
    const row = next === undefined ? undefined : rows[next];
    onCurrentChange(row === undefined ? undefined : rowId(row));
  }, [currentAt, currentId, rows, rowId, onCurrentChange]);

  useEffect(() => {
    if (autoFocus) grid.current?.focus({ preventScroll: true });
  }, [autoFocus]);

  const goTo = (at: number): void => {
    const row = rows[at];
    if (row === undefined) return;
    onCurrentChange(rowId(row));
    const line = lineOfRow.get(rowId(row));
    if (line !== undefined) virtualizer.scrollToIndex(line);
  };

  const toggle = (at: number, takesRange: boolean): void => {
    const row = rows[at];
    if (row === undefined || !canSelect) return;
    const next = new Set(selected);
    const from = takesRange ? (rangeFrom.current ?? at) : at;
    const isAdding = !selected.has(rowId(row));
    for (const each of rows.slice(Math.min(from, at), Math.max(from, at) + 1)) {
      if (isAdding) next.add(rowId(each));
      else next.delete(rowId(each));
    }
    rangeFrom.current = at;
    onSelectedChange(next);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (isInputMethod(event.nativeEvent) || isTypingPlace(event.target)) return;
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
    const isOnGrid = event.target === grid.current;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const isLetterOff = lettersOff && /^[a-z]$/i.test(event.key);
    const target = isPlain && !isLetterOff ? movedTo(event.key, currentAt, rows.length, page) : undefined;
    if (target !== undefined) {
      goTo(target);
      if (!isOnGrid) grid.current?.focus({ preventScroll: true });
    } else if (isPlain && event.key === 'Enter' && isOnGrid && current !== undefined && onOpen !== undefined)
      onOpen(current);
    else if (
      isPlain &&
      !isLetterOff &&
      canSelect &&
      (event.key.toLowerCase() === 'x' || (event.key === ' ' && isOnGrid))
    ) {
      toggle(currentAt, event.shiftKey);
    } else if (!(current !== undefined && onRowKey?.(event, current) === true)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const isOnControl = ({ target }: MouseEvent): boolean =>
    target instanceof Element && target.closest('button, a, input, label, select') !== null;

  // A row's own button selects its row before it acts: what keys act on next is the row in sight.
  const onRowClickCapture = (event: MouseEvent, at: number): void => {
    const row = rows[at];
    if (row !== undefined && rowId(row) !== currentId) onCurrentChange(rowId(row));
    // The click has put the focus on the scroller, where Enter would not open anything.
    if (!isOnControl(event)) grid.current?.focus({ preventScroll: true });
  };

  const onRowClick = (event: MouseEvent, at: number): void => {
    if (canSelect && event.shiftKey && !isOnControl(event)) toggle(at, true);
  };

  const template = `${canSelect ? '34px ' : ''}${columns.map((column) => column.width).join(' ')}`;
  const allSelected = canSelect && rows.length > 0 && rows.every((row) => selected.has(rowId(row)));
  const someSelected = canSelect && !allSelected && rows.some((row) => selected.has(rowId(row)));

  return (
    <div className={classes('ui-list', className)}>
      <div
        ref={grid}
        className="ui-list-grid"
        role="grid"
        aria-label={`${label}，共 ${String(rows.length)} ${unit}`}
        aria-rowcount={rows.length}
        aria-multiselectable={canSelect || undefined}
        aria-activedescendant={current === undefined ? undefined : `${id}-${rowId(current)}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const first = rows[0];
          if (event.target === grid.current && currentId === undefined && first !== undefined)
            onCurrentChange(rowId(first));
        }}
      >
        {hasHead && (
          <div className="ui-list-head" role="row" style={{ gridTemplateColumns: template }}>
            {canSelect && (
              <span role="columnheader">
                <Checkbox
                  label={`选中全部 ${String(rows.length)} ${unit}`}
                  labelHidden
                  checked={allSelected}
                  mixed={someSelected}
                  onChange={(checked) => {
                    onSelectedChange(new Set(checked ? rows.map(rowId) : []));
                  }}
                />
              </span>
            )}
            {columns.map((column) => (
              <span key={column.key} role="columnheader" className={classes(column.isNumber === true && 'ui-number')}>
                {column.head}
              </span>
            ))}
          </div>
        )}
        <div ref={scroller} className="ui-list-scroller" role="rowgroup" tabIndex={-1} onScroll={rememberTop}>
          {rows.length === 0 && empty !== undefined && (
            <div className="ui-list-empty" role="row">
              <div role="gridcell">{empty}</div>
            </div>
          )}
          <div role="presentation" className="ui-list-canvas" style={{ height: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map((item) => {
              const line = lines[item.index];
              if (line === undefined) return null;
              const place = { transform: `translateY(${String(item.start)}px)`, height: item.size };
              if (line.kind === 'group') {
                return (
                  <div key={item.key} className="ui-list-group" style={place} role="row">
                    <span role="gridcell">
                      {line.group.label}
                      <b>{line.count}</b>
                    </span>
                  </div>
                );
              }
              const rowKey = rowId(line.row);
              const state = { isCurrent: rowKey === currentId, isSelected: selected?.has(rowKey) === true };
              const words = `${label} 第 ${String(line.at + 1)} ${unit}，共 ${String(rows.length)} ${unit}，${rowName(line.row)}`;
              return (
                <div
                  key={item.key}
                  id={`${id}-${rowKey}`}
                  role="row"
                  aria-rowindex={line.at + 1}
                  aria-label={words}
                  aria-selected={canSelect ? state.isSelected : state.isCurrent}
                  className="ui-list-row"
                  data-current={state.isCurrent || undefined}
                  data-selected={state.isSelected || undefined}
                  style={{ ...place, gridTemplateColumns: template }}
                  onClickCapture={(event) => {
                    onRowClickCapture(event, line.at);
                  }}
                  onClick={(event) => {
                    onRowClick(event, line.at);
                  }}
                  onDoubleClick={() => {
                    onOpen?.(line.row);
                  }}
                >
                  {canSelect && (
                    <DataCell>
                      <Checkbox
                        label={`选中 ${rowName(line.row)}`}
                        labelHidden
                        tabIndex={-1}
                        checked={state.isSelected}
                        onChange={() => {
                          toggle(line.at, false);
                        }}
                      />
                    </DataCell>
                  )}
                  {renderRow(line.row, state)}
                </div>
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}

export interface DataCellProps {
  readonly children?: ReactNode;
  readonly isNumber?: boolean | undefined;
  /** Full text on hover when the cell may be cut. */
  readonly title?: string | undefined;
  readonly className?: string | undefined;
}

export function DataCell({ children, isNumber = false, title, className }: DataCellProps): JSX.Element {
  return (
    <span role="gridcell" className={classes('ui-list-cell', isNumber && 'ui-number', className)} title={title}>
      {children}
    </span>
  );
}
