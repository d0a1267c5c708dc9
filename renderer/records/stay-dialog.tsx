import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import { addStay, endStay } from '../../shared/actions/stays.ts';
import { OCCUPANCY_ROLE_NAMES, OCCUPANCY_ROLES, type OccupancyRole } from '../../shared/domain/person.ts';
import type { PersonStock, RoomStock } from '../../shared/stock/rows.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { RadioGroup } from '../ui/radio-group.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ActDialog, type Ends } from './act-dialog.tsx';
import { DayField } from './day-field.tsx';
import { PersonField, RoomField } from './find-fields.tsx';
import { MoveInDialog } from './move-in-dialog.tsx';
import { useAction } from './use-action.ts';
import { useGathered } from './use-gathered.ts';

export interface StayDialogProps extends Ends {
  readonly roomId?: string | undefined;
  readonly personId?: string | undefined;
  readonly role?: OccupancyRole | undefined;
}

const KINDS = [
  { value: 'first', label: '搬来住，计入这里' },
  { value: 'another', label: '另有住所，这里不计入' },
] as const;

/** A tenant or lodger: somebody whose home this becomes, or another home of somebody who has one. */
export function StayDialog({ roomId, personId, role = 'tenant', ...ends }: StayDialogProps): JSX.Element {
  const [kind, setKind] = useState<(typeof KINDS)[number]['value']>(personId === undefined ? 'first' : 'another');
  const choice = (
    <RadioGroup label="住法" look="segmented" labelHidden value={kind} options={KINDS} onChange={setKind} />
  );
  if (kind === 'first' && personId === undefined) {
    return (
      <MoveInDialog
        title={TENANT}
        actName={TENANT}
        personIds={NOBODY}
        roomId={roomId}
        role={role}
        head={choice}
        {...ends}
      />
    );
  }
  return (
    <AnotherHome
      roomId={roomId}
      personId={personId}
      role={role}
      head={personId === undefined ? choice : undefined}
      {...ends}
    />
  );
}
const NOBODY: readonly string[] = [];
const TENANT = '添租客或寄住';
const ROLES = OCCUPANCY_ROLES.map((value) => ({ value, label: OCCUPANCY_ROLE_NAMES[value] }));

function AnotherHome(props: StayDialogProps & { readonly head: JSX.Element | undefined }): JSX.Element {
  const { head, onDone, onClose } = props;
  const called = props.personId === undefined ? TENANT : '添住所';
  const action = useAction();
  const { context } = action;
  const [foundRoom, setRoom] = useState<RoomStock>();
  const [foundPerson, setPerson] = useState<PersonStock>();
  const [role, setRole] = useState<OccupancyRole>(props.role ?? 'lodger');
  const [since, setSince] = useState(action.today);
  const [note, setNote] = useState('');
  const room = props.roomId ?? foundRoom?.id;
  const person = props.personId ?? foundPerson?.id;
  const around = { people: person === undefined ? [] : [person], rooms: room === undefined ? [] : [room] };
  const documents = useGathered(around, action.rereads);
  const result = useMemo(
    () =>
      room === undefined || person === undefined || documents === undefined || since === ''
        ? undefined
        : addStay(documents, { person, room, role, since, note: note.trim() }, context()),
    [room, person, documents, role, since, note, context],
  );
  return (
    <ActDialog
      title={called}
      note="计入的住所不变"
      actName={called}
      action={action}
      result={result}
      missing={person === undefined ? '先找到这个人。' : '先找到那一室。'}
      onDone={onDone}
      onClose={onClose}
    >
      {head}
      {props.personId === undefined && <PersonField label="谁" value={foundPerson} onChange={setPerson} />}
      {props.roomId === undefined && <RoomField label="住在" value={foundRoom} onChange={setRoom} />}
      <div className="records-row">
        <Select label="怎么住" value={role} options={ROLES} onChange={setRole} />
        <DayField label="起始日" required max={action.today} value={since} onChange={setSince} />
      </div>
      <TextField label="说明" note="选填" maxLength={400} value={note} onChange={setNote} />
    </ActDialog>
  );
}

export interface EndStayDialogProps extends Ends {
  readonly occupancyId: string;
}

/** Ends a home that is not the counted one. */
export function EndStayDialog({ occupancyId, ...ends }: EndStayDialogProps): JSX.Element | null {
  const { records } = useWorkstation();
  const action = useAction();
  const { context } = action;
  const live = useMemo(() => records.one('occupancy', occupancyId), [records, occupancyId]);
  const stay = useLive(live);
  const [until, setUntil] = useState(action.today);
  const documents = useGathered({ people: stay === undefined || stay === null ? [] : [stay.person] }, action.rereads);
  const result = useMemo(
    () =>
      documents === undefined || until === ''
        ? undefined
        : endStay(documents, { occupancy: occupancyId, until }, context()),
    [documents, occupancyId, until, context],
  );
  if (stay === undefined || stay === null) return null;
  return (
    <ActDialog title="住所终止" note={stay.personName} actName="登记终止" action={action} result={result} {...ends}>
      <DayField label="住到哪天" required min={stay.since} max={action.today} value={until} onChange={setUntil} />
    </ActDialog>
  );
}
