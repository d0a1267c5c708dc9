import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import { moveHousehold } from '../../shared/actions/move-household.ts';
import type { RoomStock } from '../../shared/stock/rows.ts';
import { ActDialog, type Ends } from './act-dialog.tsx';
import { DayField } from './day-field.tsx';
import { RoomField } from './find-fields.tsx';
import { useAction } from './use-action.ts';
import { useGathered } from './use-gathered.ts';

/** 整户迁移: find the room, see what follows, do it. */
export function MoveHouseholdDialog({ householdId, ...ends }: Ends & { readonly householdId: string }): JSX.Element {
  const action = useAction();
  const { context } = action;
  const [room, setRoom] = useState<RoomStock>();
  const [since, setSince] = useState(action.today);
  const documents = useGathered(
    { households: [householdId], rooms: room === undefined ? [] : [room.id] },
    action.rereads,
  );
  const result = useMemo(
    () =>
      room === undefined || documents === undefined || since === ''
        ? undefined
        : moveHousehold(documents, { household: householdId, room: room.id, since }, context()),
    [documents, householdId, room, since, context],
  );
  return (
    <ActDialog
      title="整户迁移"
      actName="登记迁移"
      action={action}
      result={result}
      missing="先找到迁去的那一室。"
      {...ends}
    >
      <RoomField label="迁到" value={room} onChange={setRoom} />
      <DayField label="起始日" required max={action.today} value={since} onChange={setSince} />
    </ActDialog>
  );
}
