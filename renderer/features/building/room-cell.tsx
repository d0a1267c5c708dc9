import type { JSX } from 'react';
import type { RoomStock } from '../../../shared/stock/rows.ts';
import { Shape } from '../../ui/shape.tsx';
import { classOf, familyWords, marksOf, type Colouring, type RoomMark } from './colouring.ts';

export interface RoomCellProps {
  readonly room: RoomStock;
  readonly colouring: Colouring;
  readonly today: string;
  /** What to say of the tags of those who live here: the one that needs most care, '' where none does. */
  readonly careOf: (codes: readonly string[]) => string;
  /** The keyboard stands here: exactly one cell of the picture can be reached by Tab. */
  readonly isCurrent: boolean;
  /** Its drawer is open. */
  readonly isOpen: boolean;
  readonly columnIndex: number;
  readonly onFocus: (id: string) => void;
  readonly onOpen: (id: string) => void;
}

/** What a reader hears of a cell: everything that colour, hatch and marks say to the eye. */
function nameOf(room: RoomStock, care: string, words: string, marks: readonly string[]): string {
  const people = room.people > 0 ? `${familyWords(room.headName)}，${String(room.people)} 人` : '没有人住';
  return [`${room.unit === '无' ? '' : room.unit}${room.number}`, people, words, care, ...marks]
    .filter((part) => part !== '')
    .join('，');
}

/** Risk and an overdue visit share their shape; the words tell them apart. */
const oneOfEachShape = (marks: readonly RoomMark[]): readonly RoomMark[] =>
  marks.filter((mark, at) => marks.findIndex(({ shape }) => shape === mark.shape) === at);

/** The worst reason; all of them are read aloud and stand in the drawer. */
const firstOf = (reasons: string): string => reasons.split(/[；;]/u)[0] ?? reasons;

/** One door of the picture. */
export function RoomCell(props: RoomCellProps): JSX.Element {
  const { room, colouring, today, careOf, isCurrent, isOpen, columnIndex, onFocus, onOpen } = props;
  const { look, cell, label } = classOf(colouring, room, today);
  const state = classOf('use', room, today).cell;
  const marks = marksOf(room, today);
  const isRisky = marks.some(({ key }) => key === 'risk');
  const care = careOf(room.marks);
  const family = familyWords(room.headName);
  const showsCare = care !== '' && !isRisky;
  const markWords = marks.map(({ words }) => words);
  const reason = isRisky && room.riskWords !== '' ? firstOf(room.riskWords) : state;
  const stateWords = colouring === 'use' || cell === '' ? reason : `${reason} · ${cell}`;
  return (
    <button
      type="button"
      role="gridcell"
      className="building-cell"
      data-room={room.id}
      data-look={look}
      data-risk={isRisky || undefined}
      aria-colindex={columnIndex}
      aria-selected={isOpen}
      aria-label={nameOf(room, care, label, markWords)}
      title={[stateWords, ...(showsCare ? [care] : []), ...markWords].join('\n')}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={() => {
        onFocus(room.id);
      }}
      onClick={() => {
        onOpen(room.id);
      }}
    >
      <span className="building-cell-head">
        <b>{room.number}</b>
        <span className="building-cell-marks">
          {oneOfEachShape(marks).map((mark) => (
            <Shape key={mark.key} name={mark.shape} tone={mark.tone} size={13} />
          ))}
        </span>
      </span>
      {room.people > 0 && (
        <span className="ui-cut">
          {family} {room.people}
          <span className="building-wide"> 人</span>
        </span>
      )}
      {/* Four lines fit: where the fourth says what care is needed, the third does not wrap. */}
      <span className={`building-cell-words${showsCare ? ' ui-cut' : ''}`}>{stateWords}</span>
      {showsCare && <span className="building-cell-words ui-cut">{care}</span>}
    </button>
  );
}
