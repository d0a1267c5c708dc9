import { useState } from 'react';
import type { JSX } from 'react';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import { mergeRooms, splitRoom } from '../../../shared/actions/split-rooms.ts';
import type { RoomDocument } from '../../../shared/domain/room.ts';
import { ActDialog, type Ends } from '../../records/act-dialog.tsx';
import { useAction } from '../../records/use-action.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { Dweller } from './dwellers.ts';
import { wordsIn } from './numbers-in.ts';
import { useGathered } from '../../records/use-gathered.ts';

interface RoomActProps extends Ends {
  readonly room: RoomDocument;
  /** All rooms of the building. */
  readonly rooms: readonly RoomDocument[];
}

/** 拆分: 301 becomes 301A and 301B; who lives in which part is asked for. */
export function SplitRoomDialog(props: RoomActProps & { readonly dwellers: readonly Dweller[] }): JSX.Element {
  const { room, rooms, dwellers, onDone, onClose } = props;
  const action = useAction();
  const gathered = useGathered({ rooms: [room._id] }, action.rereads);
  const [text, setText] = useState(`${room.number}A、${room.number}B`);
  const [people, setPeople] = useState<Readonly<Record<string, number>>>({});
  const numbers = wordsIn(text);
  const result =
    gathered === undefined
      ? undefined
      : splitRoom(
          [...gathered, ...(rooms as readonly AnyRecord[])],
          { room: room._id, numbers, people },
          action.context(),
        );
  return (
    <ActDialog
      title={`拆分 ${room.number}`}
      actName="拆分"
      action={action}
      result={result}
      withoutSource
      onDone={onDone}
      onClose={onClose}
    >
      <TextField label="拆成哪几室" hint="用顿号隔开，如 301A、301B" value={text} onChange={setText} />
      {numbers.length > 1 &&
        dwellers.map(({ id, name }) => (
          <Select
            key={id}
            label={`${name} 住`}
            value={String(people[id] ?? 0)}
            options={numbers.map((number, at) => ({ value: String(at), label: number }))}
            onChange={(at) => {
              setPeople({ ...people, [id]: Number(at) });
            }}
          />
        ))}
    </ActDialog>
  );
}

/** 合并: with other rooms of the same floor and unit; this one stays. */
export function MergeRoomsDialog({ room, rooms, onDone, onClose }: RoomActProps): JSX.Element {
  const action = useAction();
  const beside = rooms.filter(
    (one) => one._id !== room._id && one.unit === room.unit && one.floor === room.floor && one.state !== 'void',
  );
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [number, setNumber] = useState(room.number.replace(/[A-Za-z]+$/, ''));
  const ids = [room._id, ...chosen];
  const gathered = useGathered({ rooms: ids }, action.rereads);
  const result =
    gathered === undefined
      ? undefined
      : mergeRooms([...gathered, ...(rooms as readonly AnyRecord[])], { rooms: ids, number }, action.context());
  return (
    <ActDialog
      title={`合并 ${room.number}`}
      actName="合并"
      action={action}
      result={result}
      withoutSource
      onDone={onDone}
      onClose={onClose}
    >
      {beside.length === 0 ? (
        <p>这一单元这一层没有别的室。</p>
      ) : (
        <fieldset className="records-group">
          <legend>和哪几室合并</legend>
          {beside.map((one) => (
            <Checkbox
              key={one._id}
              label={one.number}
              checked={chosen.includes(one._id)}
              onChange={(isChosen) => {
                setChosen(isChosen ? [...chosen, one._id] : chosen.filter((id) => id !== one._id));
              }}
            />
          ))}
        </fieldset>
      )}
      <TextField label="合并后的室号" value={number} onChange={setNumber} />
    </ActDialog>
  );
}
