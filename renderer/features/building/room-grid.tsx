import { useEffect, useRef } from 'react';
import type { JSX, KeyboardEvent } from 'react';
import { isInputMethod } from '../../ui/keys.ts';
import type { Colouring } from './colouring.ts';
import { roomAfter, type Floor, type Picture, type Step } from './picture.ts';
import { RoomCell } from './room-cell.tsx';

export interface RoomGridProps {
  /** 上港小区 27幢 */
  readonly label: string;
  readonly picture: Picture;
  readonly colouring: Colouring;
  readonly today: string;
  readonly careOf: (codes: readonly string[]) => string;
  /** Where the keyboard stands. */
  readonly current: string;
  readonly onCurrent: (id: string) => void;
  /** The room whose drawer is open. */
  readonly open: string | undefined;
  readonly onOpen: (id: string) => void;
}

const STEPS: Readonly<Record<string, Step>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'rowStart',
  End: 'rowEnd',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
};

function stepOf(event: KeyboardEvent): Step | undefined {
  if (event.altKey || event.metaKey || event.shiftKey) return undefined;
  if (event.ctrlKey) return event.key === 'Home' ? 'top' : event.key === 'End' ? 'bottom' : undefined;
  return STEPS[event.key];
}

interface FloorRowProps extends Omit<RoomGridProps, 'label'> {
  readonly floor: Floor;
  readonly rowIndex: number;
}

function FloorRow({ floor, rowIndex, picture, onCurrent, current, open, onOpen, ...look }: FloorRowProps): JSX.Element {
  const starts = picture.units.reduce<readonly number[]>((so, { width }) => [...so, (so.at(-1) ?? 0) + width], [0]);
  return (
    <div role="row" aria-rowindex={rowIndex} className="building-row">
      <div role="rowheader" className="building-floor">
        {floor.title}
      </div>
      {floor.units.map((slots, unitAt) => (
        <div key={picture.units[unitAt]?.unit} role="presentation" className="building-unit">
          {slots.map((slot, slotAt) => (
            // A slot is a place of the floor: it has no name of its own.
            <div key={slotAt} role="presentation" className="building-slot">
              {slot.rooms.map((room) => (
                <RoomCell
                  key={room.id}
                  room={room}
                  {...look}
                  isCurrent={room.id === current}
                  isOpen={room.id === open}
                  columnIndex={(starts[unitAt] ?? 0) + slotAt + 2}
                  onFocus={onCurrent}
                  onOpen={onOpen}
                />
              ))}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

/** Floor × room. One cell is in the tab order; the arrows move on from it. */
export function RoomGrid(props: RoomGridProps): JSX.Element {
  const { label, picture, current } = props;
  const grid = useRef<HTMLDivElement>(null);
  const cellOf = (id: string): HTMLElement | null =>
    grid.current?.querySelector<HTMLElement>(`[data-room="${CSS.escape(id)}"]`) ?? null;

  useEffect(() => {
    cellOf(current)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (isInputMethod(event.nativeEvent)) return;
    const step = stepOf(event);
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    cellOf(roomAfter(picture, current, step))?.focus();
  };

  const columns = `48px ${picture.units
    .map(({ width }) => `minmax(${String(width * 66 + 8)}px, ${String(width)}fr)`)
    .join(' ')}`;
  const columnCount = picture.units.reduce((sum, { width }) => sum + width, 1);
  return (
    <div className="building-scroller">
      <div
        ref={grid}
        role="grid"
        aria-label={`${label} 楼栋图，${String(picture.roomCount)} 室`}
        aria-rowcount={picture.floors.length + 1}
        aria-colcount={columnCount}
        className="building-grid"
        style={{ '--building-columns': columns } as Readonly<Record<`--${string}`, string>>}
        onKeyDown={onKeyDown}
      >
        <div role="row" aria-rowindex={1} className="building-row building-heads">
          <div role="columnheader" className="building-corner">
            <span className="ui-only-read">楼层</span>
          </div>
          {picture.units.map(({ unit, title, width }) => (
            <div key={unit} role="columnheader" aria-colspan={width} className="building-unit-head">
              {title}
            </div>
          ))}
        </div>
        {picture.floors.map((floor, at) => (
          <FloorRow key={floor.floor} {...props} floor={floor} rowIndex={at + 2} />
        ))}
        <div role="presentation" className="building-row building-feet">
          <div className="building-corner" />
          {picture.units.map(({ unit, rooms, people }) => (
            <div key={unit} className="building-unit-foot">
              {rooms} 室 · {people} 人
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
