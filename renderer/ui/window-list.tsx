import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useEffectEvent, useId, useLayoutEffect, useMemo, useRef } from 'react';
import type { JSX, KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { counted } from '../lib/counted.ts';
import { Checkbox } from './checkbox.tsx';
import type { RowState } from './data-list.tsx';
import { isInputMethod, isTypingPlace } from './keys.ts';
import { movedTo } from './list-rows.ts';
import { useLettersOff, useShortcuts } from './shortcuts.tsx';
import { WindowListHead, type WindowListColumn } from './window-list-head.tsx';
import { WindowRow } from './window-row.tsx';
import './data-list.css';
import './window-list.css';

/** Where the hand is: `at` from 0; `id` once that row is here. At -1 it has something that is in none of the rows, and keeps it until it moves. */
export interface ListPlace {
  readonly at: number;
  readonly id: string | undefined;
}

const isSamePlace = (one: ListPlace, other: ListPlace): boolean =>
  one.id === undefined || other.id === undefined ? one.at === other.at : one.id === other.id;

/** What is selected may be far more than what is here, so the owner keeps it and finds the ids of a range. */
export interface WindowSelection {
  readonly has: (id: string) => boolean;
  readonly state: 'none' | 'some' | 'all';
  readonly onToggle: (id: string) => void;
  /** Both ends belong, whichever stands first. An end that knows its row is that row, wherever it stands by now. */
  readonly onRange: (start: ListPlace, end: ListPlace, isAdding: boolean) => void;
  readonly onAll: (isAdding: boolean) => void;
}

/** Rows that stand together under a head of their own. */
export interface WindowGroup {
  readonly key: string;
  readonly label: string;
  readonly count: number;
}

export interface WindowListProps<Row> {
  readonly label: string;
  readonly unit?: string | undefined;
  /** Exact; the rows themselves come in windows. */
  readonly total: number;
  /** Undefined for a row that is not here yet. */
  readonly rowAt: (at: number) => Row | undefined;
  /** Which rows are in sight, to be fetched; both ends belong. */
  readonly onWindow: (from: number, to: number) => void;
  readonly rowId: (row: Row) => string;
  readonly rowName: (row: Row) => string;
  readonly renderRow: (row: Row, state: RowState) => ReactNode;
  readonly columns: readonly WindowListColumn[];
  /** In the order in which the rows stand; their counts sum to `total`. */
  readonly groups?: readonly WindowGroup[] | undefined;
  readonly hasHead?: boolean | undefined;
  /** Each row bears its number in the place of its box, as beside a map whose pins bear them too. */
  readonly isNumbered?: boolean | undefined;
  readonly rowHeight?: number | undefined;
  readonly place: ListPlace | undefined;
  readonly onPlace: (place: ListPlace) => void;
  /** The row in hand is not near its place any more: what stands there now. Without it the hand is put on that. */
  readonly onGone?: ((place: ListPlace) => void) | undefined;
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** 打开档案 */
  readonly openWords?: string | undefined;
  readonly selection?: WindowSelection | undefined;
  readonly onRowKey?: ((event: KeyboardEvent, row: Row) => boolean) | undefined;
  /** So many rows came in above the one in hand, which stays where it is on the screen. */
  readonly onAbove?: ((count: number) => void) | undefined;
  readonly empty?: ReactNode;
  readonly autoFocus?: boolean | undefined;
}

const GROUP_HEIGHT = 28;

/** The lines of a list: its rows, and before the first of each group a head. */
interface Lines {
  readonly count: number;
  /** The group whose head stands there. */
  readonly groupAt: (line: number) => WindowGroup | undefined;
  /** The row that stands there, of a head that under it. */
  readonly rowAt: (line: number) => number;
  readonly ofRow: (at: number) => number;
}

function linesOf(total: number, groups: readonly WindowGroup[] = []): Lines {
  const first: number[] = [];
  let row = 0;
  for (const { count } of groups) {
    first.push(row + first.length);
    row += count;
  }
  /** How many heads stand before a line; before, by the number of rows, a row. */
  const headsBefore = (at: number, isRow: boolean): number => {
    let [low, high] = [0, first.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const stands = (first[middle] ?? 0) - (isRow ? middle : 0);
      if (isRow ? stands <= at : stands < at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    count: total + groups.length,
    groupAt: (line) => {
      const heads = headsBefore(line, false);
      return first[heads] === line ? groups[heads] : undefined;
    },
    rowAt: (line) => line - headsBefore(line, false),
    ofRow: (at) => at + headsBefore(at, true),
  };
}

function GroupHead({ group, topPx }: { readonly group: WindowGroup; readonly topPx: number }): JSX.Element {
  return (
    <div
      className="ui-list-group"
      style={{ transform: `translateY(${String(topPx)}px)`, height: GROUP_HEIGHT }}
      role="row"
    >
      <span role="gridcell">
        {group.label}
        <b>{counted(group.count)}</b>
      </span>
    </div>
  );
}

/** The list for more rows than one wants to hold: DataList's keys, focus and looks over a total and windows of rows. */
export function WindowList<Row>(props: WindowListProps<Row>): JSX.Element {
  const { label, unit = '条', total, rowAt, onWindow, rowId, rowName, renderRow, columns, rowHeight = 34 } = props;
  const { place, onPlace, onOpen, openWords = '打开', selection, onRowKey, empty, autoFocus = false } = props;
  const { groups, hasHead = true, isNumbered = false, onAbove, onGone = onPlace } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const rangeFrom = useRef<ListPlace>(undefined);
  const hasShownPlace = useRef(false);
  const currentAt = place === undefined ? -1 : Math.min(place.at, total - 1);
  const current = currentAt < 0 ? undefined : rowAt(currentAt);

  const lettersOff = useLettersOff();
  useShortcuts([
    { keys: 'ArrowDown', print: lettersOff ? '↑ ↓' : 'J K', label: '移动', group: '列表', inStatusBar: true },
    ...(onOpen === undefined ? [] : [{ keys: 'Enter', label: openWords, group: '列表', inStatusBar: true }]),
    ...(selection === undefined
      ? []
      : [
          {
            keys: 'X',
            print: lettersOff ? 'Space' : 'X',
            label: '选中，加 Shift 连选',
            group: '列表',
            inStatusBar: true,
          },
        ]),
    ...(columns.some(({ onResize }) => onResize !== undefined)
      ? [{ keys: 'Shift+ArrowRight', print: 'Shift ← →', label: '在列头上调列宽', group: '列表' }]
      : []),
  ]);

  const lines = useMemo(() => linesOf(total, groups), [total, groups]);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer keeps its own state; nothing of it is memoised here
  const virtualizer = useVirtualizer({
    count: lines.count,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines.groupAt(index) === undefined ? rowHeight : GROUP_HEIGHT),
    overscan: 8,
  });
  useEffect(() => {
    virtualizer.measure();
  }, [virtualizer, rowHeight, lines]);

  const items = virtualizer.getVirtualItems();
  const from = lines.rowAt(items[0]?.index ?? 0);
  const to = Math.min(total - 1, lines.rowAt(items.at(-1)?.index ?? -1));
  const tellWindow = useEffectEvent(onWindow);
  useEffect(() => {
    if (to >= from) tellWindow(from, to);
  }, [from, to]);

  // The place one comes back to is brought into sight once, as soon as the list is long enough to have it.
  useEffect(() => {
    if (hasShownPlace.current || total === 0) return;
    hasShownPlace.current = true;
    if (place !== undefined && place.at > 0 && place.at < total)
      virtualizer.scrollToIndex(lines.ofRow(place.at), { align: 'center' });
  }, [total, place, virtualizer, lines]);

  // Where the hand was put far away, by an act or by a pin of a map, its row is brought into sight.
  const showFar = useEffectEvent(() => {
    if (currentAt >= 0 && hasShownPlace.current && (currentAt < from || currentAt > to))
      virtualizer.scrollToIndex(lines.ofRow(currentAt), { align: 'center' });
  });
  useEffect(() => {
    showFar();
  }, [currentAt]);

  // A new question begins at its first row, wherever the old one was left.
  const isAtBeginning = place?.at === 0 && place.id === undefined;
  useEffect(() => {
    // Not the virtualizer's own way, which looks for some frames where the list stands, each time laying out the page.
    if (isAtBeginning && scroller.current !== null) scroller.current.scrollTop = 0;
  }, [isAtBeginning]);

  // The hand stays with its row: when rows come or go above it, the row is looked for among those near.
  const follow = useEffectEvent(() => {
    if (place === undefined || total === 0) return;
    if (current === undefined) {
      if (place.at >= total) (place.id === undefined ? onPlace : onGone)({ at: total - 1, id: undefined });
      return;
    }
    if (rowId(current) === place.id) return;
    if (place.id !== undefined) {
      for (let at = Math.max(0, from); at <= to; at += 1) {
        const row = rowAt(at);
        if (row !== undefined && rowId(row) === place.id) {
          // What came in above, or went, does not move it under the hand.
          if (scroller.current !== null) scroller.current.scrollTop += (at - place.at) * rowHeight;
          if (at > place.at) onAbove?.(at - place.at);
          onPlace({ at, id: place.id });
          return;
        }
      }
    }
    (place.id === undefined ? onPlace : onGone)({ at: currentAt, id: rowId(current) });
  });
  const currentId = current === undefined ? undefined : rowId(current);
  useLayoutEffect(() => {
    follow();
  }, [currentId, total, from, to]);

  useEffect(() => {
    // Where the person has begun something else while the rows were on their way, the hand stays there.
    const isTaken = document.activeElement?.closest('[role="dialog"], dialog, input, textarea, select') ?? null;
    if (autoFocus && isTaken === null) grid.current?.focus({ preventScroll: true });
  }, [autoFocus]);

  const placeAt = (at: number): ListPlace => {
    const row = rowAt(at);
    return { at, id: row === undefined ? undefined : rowId(row) };
  };
  const goTo = (at: number): void => {
    onPlace(placeAt(at));
    virtualizer.scrollToIndex(lines.ofRow(at));
  };

  const toggle = (at: number, takesRange: boolean): void => {
    if (selection === undefined || at < 0) return;
    const row = rowAt(at);
    const isIn = row !== undefined && selection.has(rowId(row));
    const start = rangeFrom.current;
    const end = placeAt(at);
    if (takesRange && start !== undefined && !isSamePlace(start, end)) selection.onRange(start, end, !isIn);
    // The hand was quicker than the row, which is on its way still: no key is lost.
    else if (row === undefined) selection.onRange(end, end, true);
    else selection.onToggle(rowId(row));
    rangeFrom.current = end;
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (isInputMethod(event.nativeEvent) || isTypingPlace(event.target)) return;
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
    const isOnGrid = event.target === grid.current;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const isLetterOff = lettersOff && /^[a-z]$/i.test(event.key);
    const target = isPlain && !isLetterOff ? movedTo(event.key, currentAt, total, page) : undefined;
    if (target !== undefined) {
      goTo(target);
      if (!isOnGrid) grid.current?.focus({ preventScroll: true });
    } else if (isPlain && event.key === 'Enter' && isOnGrid && current !== undefined && onOpen !== undefined)
      onOpen(current);
    else if (
      isPlain &&
      !isLetterOff &&
      selection !== undefined &&
      (event.key.toLowerCase() === 'x' || (event.key === ' ' && isOnGrid))
    ) {
      toggle(currentAt, event.shiftKey);
    } else if (!(current !== undefined && onRowKey?.(event, current) === true)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const isOnControl = ({ target }: MouseEvent): boolean =>
    target instanceof Element && target.closest('button, a, input, label, select') !== null;

  /** Which row that is here the pointer is on. */
  const rowUnder = ({ target }: MouseEvent): number | undefined => {
    const element = target instanceof Element ? target.closest('[role="row"]') : null;
    const at = Number(element?.getAttribute('aria-rowindex') ?? Number.NaN) - 1;
    return Number.isNaN(at) || rowAt(at) === undefined ? undefined : at;
  };
  const latestToggle = useRef(toggle);
  useEffect(() => {
    latestToggle.current = toggle;
  });
  const tick = useCallback((at: number) => {
    latestToggle.current(at, false);
  }, []);

  const template = `${selection === undefined && !isNumbered ? '' : '34px '}${columns.map((column) => column.width).join(' ')}`;

  return (
    <div className="ui-list">
      <div
        ref={grid}
        className="ui-list-grid"
        role="grid"
        aria-label={`${label}，共 ${counted(total)} ${unit}`}
        aria-rowcount={total}
        aria-multiselectable={selection === undefined ? undefined : true}
        aria-activedescendant={current === undefined ? undefined : `${id}-${String(currentAt)}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          if (event.target === grid.current && place === undefined && total > 0) onPlace(placeAt(0));
        }}
      >
        {hasHead && (
          <WindowListHead
            ref={head}
            columns={columns}
            template={template}
            box={
              isNumbered ||
              (selection !== undefined && (
                <Checkbox
                  label={`选中全部 ${counted(total)} ${unit}`}
                  labelHidden
                  checked={selection.state === 'all'}
                  mixed={selection.state === 'some'}
                  onChange={selection.onAll}
                />
              ))
            }
          />
        )}
        <div
          ref={scroller}
          className="ui-list-scroller ui-window-scroller"
          role="rowgroup"
          tabIndex={-1}
          onScroll={(event) => {
            if (head.current !== null) head.current.scrollLeft = event.currentTarget.scrollLeft;
          }}
        >
          {total === 0 && empty !== undefined && (
            <div className="ui-list-empty" role="row">
              <div role="gridcell">{empty}</div>
            </div>
          )}
          <div
            role="presentation"
            className="ui-list-canvas"
            style={{ height: virtualizer.getTotalSize() }}
            onClickCapture={(event) => {
              const at = rowUnder(event);
              if (at === undefined) return;
              if (at !== currentAt) onPlace(placeAt(at));
              // The click has put the focus on the scroller, where Enter would not open anything.
              if (!isOnControl(event)) grid.current?.focus({ preventScroll: true });
            }}
            onClick={(event) => {
              const at = rowUnder(event);
              if (at !== undefined && selection !== undefined && event.shiftKey && !isOnControl(event))
                toggle(at, true);
            }}
            onDoubleClick={(event) => {
              const at = rowUnder(event);
              const row = at === undefined ? undefined : rowAt(at);
              if (row !== undefined && !isOnControl(event)) onOpen?.(row);
            }}
          >
            {items.map(({ index, start, size }) => {
              const group = lines.groupAt(index);
              if (group !== undefined) return <GroupHead key={`group ${group.key}`} group={group} topPx={start} />;
              const at = lines.rowAt(index);
              const row = rowAt(at);
              return (
                <WindowRow
                  key={at}
                  row={row}
                  at={at}
                  domId={`${id}-${String(at)}`}
                  topPx={start}
                  heightPx={size}
                  template={template}
                  label={label}
                  unit={unit}
                  total={total}
                  isCurrent={at === currentAt}
                  isSelected={selection === undefined ? undefined : row !== undefined && selection.has(rowId(row))}
                  isNumbered={isNumbered}
                  rowName={rowName}
                  renderRow={renderRow}
                  onTick={tick}
                />
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}
