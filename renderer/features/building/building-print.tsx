import type { JSX } from 'react';
import type { RoomStock } from '../../../shared/stock/rows.ts';
import { PrintSheet } from '../../ui/print-sheet.tsx';
import { classOf, COLOURING_NAMES, familyWords, legendOf, marksOf, type Colouring } from './colouring.ts';
import { doorsOf, type Floor, type Picture } from './picture.ts';

export interface BuildingPrintProps {
  readonly title: string;
  readonly note: string;
  readonly picture: Picture;
  readonly colouring: Colouring;
  readonly today: string;
  readonly foot: string;
  readonly onDone: () => void;
}

/** Shapes as letters: on paper there is no colour. */
const MARK_LETTERS = { risk: '◆', over: '◆', soon: '▲', stale: '◐' } as const;

function RoomText(props: {
  readonly room: RoomStock;
  readonly colouring: Colouring;
  readonly today: string;
}): JSX.Element {
  const { room, colouring, today } = props;
  const { cell, look } = classOf(colouring, room, today);
  const marks = [...new Set(marksOf(room, today).map(({ key }) => MARK_LETTERS[key]))].join('');
  return (
    <div className={look === 'hatch' ? 'building-print-room building-print-hatch' : 'building-print-room'}>
      <b>{room.number}</b> {marks}
      {room.people > 0 && (
        <div>
          {familyWords(room.headName)} {room.people} 人
        </div>
      )}
      <div>{colouring === 'use' ? cell : [classOf('use', room, today).cell, cell].filter(Boolean).join(' · ')}</div>
    </div>
  );
}

const widthOf = (floor: Floor): number => floor.units.reduce((sum, slots) => sum + slots.length, 0);

/** The picture on paper: status as words and shapes, empty rooms hatched, the legend with its sum under the title. */
export function BuildingPrint(props: BuildingPrintProps): JSX.Element {
  const { title, note, picture, colouring, today, foot, onDone } = props;
  const rooms = picture.floors.flatMap(doorsOf);
  const legend = legendOf(colouring, rooms, today)
    .map(({ label, count }) => `${label} ${String(count)}`)
    .join('，');
  const columns = Math.max(0, ...picture.floors.map(widthOf));
  return (
    <PrintSheet
      title={`${title} 楼栋图`}
      note={note}
      foot={foot}
      landscape={columns > 8}
      signatures={['填表人', '审核人', '日期']}
      onDone={onDone}
    >
      <p>
        按{COLOURING_NAMES[colouring]}：{legend}，合计 {rooms.length} 室 {picture.people} 人。◆ 风险或走访超期　▲
        走访临期　◐ 半年未核实
      </p>
      <table className="print-table building-print">
        <thead>
          <tr>
            <th>层</th>
            {picture.units.map(({ unit, title: head, width }) => (
              <th key={unit} colSpan={width}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {picture.floors.map((floor) => (
            <tr key={floor.floor}>
              <th>{floor.title}</th>
              {floor.units.flat().map((slot, at) => (
                <td key={at}>
                  {slot.rooms.map((room) => (
                    <RoomText key={room.id} room={room} colouring={colouring} today={today} />
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </PrintSheet>
  );
}
