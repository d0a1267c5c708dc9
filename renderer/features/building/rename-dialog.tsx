import { useState } from 'react';
import type { JSX } from 'react';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import { changeAddress } from '../../../shared/actions/change-address.ts';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import type { RoomDocument } from '../../../shared/domain/room.ts';
import { ActDialog, type Ends } from '../../records/act-dialog.tsx';
import { useAction } from '../../records/use-action.ts';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';

export interface RenameDialogProps extends Ends {
  readonly building: BuildingDocument;
  readonly rooms: readonly RoomDocument[];
}

/** 更名: an address is changed once, and has changed wherever it is shown. */
export function RenameDialog({ building, rooms, onDone, onClose }: RenameDialogProps): JSX.Element {
  const action = useAction();
  const [name, setName] = useState(building.name);
  const [estate, setEstate] = useState(building.estate ?? '');
  const [label, setLabel] = useState(building.label ?? '');
  const [unitFrom, setUnitFrom] = useState('');
  const [unitTo, setUnitTo] = useState('');
  const units = [...new Set(rooms.map(({ unit }) => unit))].toSorted();
  const result = changeAddress(
    [building, ...rooms] as readonly AnyRecord[],
    {
      building: building._id,
      name,
      estate,
      label,
      ...(unitFrom === '' || unitTo.trim() === '' ? {} : { unit: { from: unitFrom, to: unitTo } }),
    },
    action.context(),
  );
  return (
    <ActDialog
      title="更名"
      note={building.name}
      actName="改名"
      action={action}
      result={result}
      withoutSource
      onDone={onDone}
      onClose={onClose}
    >
      <TextField label="楼的名称" hint="人们怎么叫它，如 上港小区 27幢" value={name} onChange={setName} />
      <div className="records-row">
        <TextField label="小区或路名门牌" value={estate} onChange={setEstate} />
        <TextField label="幢号" hint="数字＋幢，如 27幢" value={label} onChange={setLabel} />
      </div>
      {units.length > 0 && (
        <div className="records-row">
          <Select
            label="改单元名"
            value={unitFrom}
            placeholder="不改"
            options={units.map((value) => ({ value, label: value }))}
            onChange={setUnitFrom}
          />
          {unitFrom !== '' && (
            <TextField label="改成" hint="数字＋单元，如 2单元" value={unitTo} onChange={setUnitTo} />
          )}
        </div>
      )}
    </ActDialog>
  );
}
