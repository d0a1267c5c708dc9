import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { maskName } from '../../../shared/domain/identifiers/mask.ts';
import { fullMoment } from '../../lib/shanghai-time.ts';
import { RoomDialog } from '../../records/room-form.tsx';
import type { Done } from '../../records/use-action.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import type { BuildingAct } from './acts.ts';
import { BuildingPrint } from './building-print.tsx';
import type { Colouring } from './colouring.ts';
import { MakeRoomsDialog } from './make-rooms-dialog.tsx';
import type { Picture } from './picture.ts';
import { RenameDialog } from './rename-dialog.tsx';

export interface BuildingDialogsProps {
  readonly act: BuildingAct;
  readonly building: BuildingDocument;
  readonly picture: Picture;
  readonly colouring: Colouring;
  readonly today: string;
  /** 上港第一 / 01 网格 · 6 层 …, under the title of the print. */
  readonly note: string;
  readonly onDone: (done: Done) => void;
  readonly onClose: () => void;
}

/** The dialog about the building that is open. */
export function BuildingDialogs(props: BuildingDialogsProps): JSX.Element | null {
  const { act, building, onDone, onClose } = props;
  const { records } = useWorkstation();
  const rooms = useLive(useMemo(() => records.of('room', 'building', building._id), [records, building._id]));
  switch (act) {
    case 'print':
      return <Printing {...props} />;
    case 'addRoom':
      return <RoomDialog building={building._id} onDone={onDone} onClose={onClose} />;
    case 'makeRooms':
      return rooms === undefined ? null : (
        <MakeRoomsDialog building={building} rooms={rooms} onDone={onDone} onClose={onClose} />
      );
    case 'rename':
      return rooms === undefined ? null : (
        <RenameDialog building={building} rooms={rooms} onDone={onDone} onClose={onClose} />
      );
  }
}

/** Asks what for, puts it on record, prints. */
function Printing(props: BuildingDialogsProps): JSX.Element {
  const { building, picture, colouring, today, note, onClose } = props;
  const { audit, user, terminal, clock } = useWorkstation();
  const [purpose, setPurpose] = useState<string>();
  if (purpose === undefined)
    return (
      <ReasonDialog
        title="打印楼栋图"
        consequence={`${building.name}，${String(picture.roomCount)} 室。只印姓氏和人数，号码不印。用途印在页脚，也记入审计。`}
        wordsLabel="用途"
        actName="打印"
        onConfirm={({ words }) => {
          void audit('print', building._id, words);
          setPurpose(words);
        }}
        onClose={onClose}
      />
    );
  return (
    <BuildingPrint
      title={building.name}
      note={note}
      picture={picture}
      colouring={colouring}
      today={today}
      foot={`${maskName(user.displayName)} · 终端 ${terminal} · ${fullMoment(clock.nowMs())} 打印 · 用途：${purpose}`}
      onDone={onClose}
    />
  );
}
