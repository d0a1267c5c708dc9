import { useState } from 'react';
import type { JSX } from 'react';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import { makeRooms } from '../../../shared/actions/make-rooms.ts';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import type { RoomDocument } from '../../../shared/domain/room.ts';
import { ActDialog, type Ends } from '../../records/act-dialog.tsx';
import { useAction } from '../../records/use-action.ts';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { numbersIn } from './numbers-in.ts';

export interface MakeRoomsDialogProps extends Ends {
  readonly building: BuildingDocument;
  readonly rooms: readonly RoomDocument[];
}

const PATTERNS = [
  { value: '{floor}{room2}', label: '502（层＋两位序号）' },
  { value: '{floor2}{room2}', label: '0502（两位层＋两位序号）' },
  { value: '{floor}{letter}', label: '5B（层＋字母）' },
  { value: '{room2}', label: '02（只有序号）' },
];

/** 生成房间: by a rule, to be corrected by hand afterwards. Rooms that are there already stay. */
export function MakeRoomsDialog({ building, rooms, onDone, onClose }: MakeRoomsDialogProps): JSX.Element {
  const action = useAction();
  const [units, setUnits] = useState(String(building.units ?? 1));
  const [from, setFrom] = useState('1');
  const [to, setTo] = useState(String(building.levels ?? 6));
  const [perFloor, setPerFloor] = useState('4');
  const [pattern, setPattern] = useState(PATTERNS[0]?.value ?? '');
  const [skipFloors, setSkipFloors] = useState('');
  const [skipRooms, setSkipRooms] = useState('');
  const result = makeRooms(
    [building, ...rooms] as readonly AnyRecord[],
    {
      building: building._id,
      rule: {
        units: Number(units),
        floorsFrom: Number(from),
        floorsTo: Number(to),
        perFloor: Number(perFloor),
        pattern,
        skipFloors: numbersIn(skipFloors),
        skipRooms: numbersIn(skipRooms),
      },
    },
    action.context(),
  );
  return (
    <ActDialog
      title="生成房间"
      note={building.name}
      actName="生成"
      action={action}
      result={result}
      withoutSource
      onDone={onDone}
      onClose={onClose}
    >
      <div className="records-row">
        <TextField label="单元数" inputMode="numeric" hint="没有单元填 0" value={units} onChange={setUnits} />
        <TextField label="每层室数" inputMode="numeric" value={perFloor} onChange={setPerFloor} />
      </div>
      <div className="records-row">
        <TextField label="从几层" inputMode="numeric" hint="地下写 -1" value={from} onChange={setFrom} />
        <TextField label="到几层" inputMode="numeric" value={to} onChange={setTo} />
      </div>
      <Select label="室号写法" value={pattern} options={PATTERNS} onChange={setPattern} />
      <div className="records-row">
        <TextField label="没有的层" note="选填" hint="如 4、13、14" value={skipFloors} onChange={setSkipFloors} />
        <TextField label="没有的序号" note="选填" hint="如 4" value={skipRooms} onChange={setSkipRooms} />
      </div>
    </ActDialog>
  );
}
