import type { JSX } from 'react';
import { gridWords } from '../../shared/actions/words.ts';
import type { PersonStock, RoomStock } from '../../shared/stock/rows.ts';
import { useWorkstation } from '../data/hooks.ts';
import { Combobox } from '../ui/combobox.tsx';

interface FindProps<Row> {
  readonly label: string;
  readonly value: Row | undefined;
  readonly onChange: (row: Row) => void;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  readonly autoFocus?: boolean | undefined;
}
const MOST = 12;

/** Where people move to is mostly vacant; the very number that was typed stays first. */
export function vacantFirst(rooms: readonly RoomStock[], typed: string): readonly RoomStock[] {
  const number = /[^\s-]*$/.exec(typed.trim())?.[0];
  const rank = (room: RoomStock): number => (room.number === number ? 0 : room.use === 'vacant' ? 1 : 2);
  return rooms.toSorted((one, two) => rank(one) - rank(two));
}

function dwellersWords({ use, people, headName }: RoomStock): string {
  if (use === 'vacant') return '空置';
  return people === 0 ? '没有人住' : `${headName === '' ? '' : `${headName} · `}${people} 人`;
}

/** Finds a room of one's scope by typing: 27 502, sgxq27-502, the head's name. */
export function RoomField({ label, value, onChange, error, hint, autoFocus }: FindProps<RoomStock>): JSX.Element {
  const { stock } = useWorkstation();
  return (
    <Combobox<RoomStock>
      {...{ label, value, onChange, error, hint, autoFocus }}
      required
      placeholder="楼和室号，如 27幢 502"
      nothingFound="你的范围里没有这一室。没有建过的，先在楼栋图里添室。"
      search={async (typed) => {
        const { groups } = await stock.find(typed, { kinds: ['room'], perGroup: MOST });
        const rooms = groups.flatMap(({ hits }) => hits.map(({ row }) => row)).filter((row) => row.kind === 'room');
        return vacantFirst(rooms, typed);
      }}
      itemId={({ id }) => id}
      itemText={({ address }) => address}
      renderItem={(row) => (
        <span className="records-hit">
          <span>{row.address}</span>
          <span className="records-quiet">
            {dwellersWords(row)} · {gridWords(row.scope)}
          </span>
        </span>
      )}
    />
  );
}

/** Finds a person of one's scope by typing: name, initials, tail of a number. */
export function PersonField({ label, value, onChange, error, hint, autoFocus }: FindProps<PersonStock>): JSX.Element {
  const { stock } = useWorkstation();
  return (
    <Combobox<PersonStock>
      {...{ label, value, onChange, error, hint, autoFocus }}
      placeholder="姓名、首字母或号码末四位"
      nothingFound="你的范围里没有这个人。填成新的人。"
      search={async (typed) => {
        const { groups } = await stock.find(typed, { kinds: ['person'], perGroup: MOST });
        return groups
          .flatMap(({ hits }) => hits.map(({ row }) => row))
          .filter((row) => row.kind === 'person' && row.life !== 'dead') as readonly PersonStock[];
      }}
      itemId={({ id }) => id}
      itemText={({ name }) => name}
      renderItem={(row) => (
        <span className="records-hit">
          <span>
            {row.name} {row.birth === '' ? '' : `${row.birth.slice(0, 4)} 年生`}
          </span>
          <span className="records-quiet">{row.address === '' ? '没有住所' : row.address}</span>
        </span>
      )}
    />
  );
}
