import { useMemo } from 'react';
import type { JSX } from 'react';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import type { RoomDocument } from '../../../shared/domain/room.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { HazardDialog } from '../../records/hazard-dialog.tsx';
import { HeadDialog } from '../../records/head-dialog.tsx';
import { MoveDialog } from '../../records/move-dialog.tsx';
import { ReinspectDialog } from '../../records/reinspect-dialog.tsx';
import { RoomDialog } from '../../records/room-form.tsx';
import { SplitDialog } from '../../records/split-dialog.tsx';
import { StayDialog } from '../../records/stay-dialog.tsx';
import type { Done } from '../../records/use-action.ts';
import type { RoomAct } from './acts.ts';
import type { Dwellers } from './dwellers.ts';
import { roomTitle } from './room-words.ts';
import { MergeRoomsDialog, SplitRoomDialog } from './split-room-dialog.tsx';
import { VisitTaskDialog } from './visit-task-dialog.tsx';

export interface RoomDialogsProps {
  readonly act: RoomAct;
  readonly building: BuildingDocument;
  readonly room: RoomDocument;
  readonly dwellers: Dwellers;
  readonly onDone: (done: Done) => void;
  readonly onClose: () => void;
}

/** The dialog about the room in hand that is open. */
export function RoomDialogs({ act, building, room, dwellers, onDone, onClose }: RoomDialogsProps): JSX.Element | null {
  const { records } = useWorkstation();
  const rooms = useLive(useMemo(() => records.of('room', 'building', building._id), [records, building._id]));
  const ends = { onDone, onClose };
  const id = room._id;
  switch (act.kind) {
    case 'edit':
      return <RoomDialog roomId={id} {...ends} />;
    case 'moveIn':
      return <MoveDialog kind="in" roomId={id} {...ends} />;
    case 'stay':
      return <StayDialog roomId={id} {...ends} />;
    case 'hazard':
      return <HazardDialog recordId={id} {...ends} />;
    case 'reinspect':
      return <ReinspectDialog recordId={id} {...ends} />;
    case 'visit':
      return <VisitTaskDialog room={room} title={roomTitle(building, room)} dwellers={dwellers.present} {...ends} />;
    case 'split':
      return rooms === undefined ? null : (
        <SplitRoomDialog room={room} rooms={rooms} dwellers={[...dwellers.present, ...dwellers.away]} {...ends} />
      );
    case 'merge':
      return rooms === undefined ? null : <MergeRoomsDialog room={room} rooms={rooms} {...ends} />;
    case 'moveHousehold':
      return <MoveDialog kind="household" householdId={act.household} {...ends} />;
    case 'changeHead':
      return <HeadDialog householdId={act.household} {...ends} />;
    case 'splitHousehold':
      return <SplitDialog householdId={act.household} {...ends} />;
  }
}
