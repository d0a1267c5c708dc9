import { useMemo, useRef, useState } from 'react';
import type { JSX, ReactNode } from 'react';
import { moveIn, type MoveInInput } from '../../shared/actions/move-in.ts';
import type { Successors } from '../../shared/actions/household-parts.ts';
import type { AnyRecord } from '../../shared/actions/change-set.ts';
import {
  OCCUPANCY_ROLE_NAMES,
  OCCUPANCY_ROLES,
  type HouseholdDocument,
  type OccupancyRole,
} from '../../shared/domain/person.ts';
import type { RoomStock } from '../../shared/stock/rows.ts';
import { namesWords } from '../../shared/actions/words.ts';
import { RadioGroup } from '../ui/radio-group.tsx';
import { Select } from '../ui/select.tsx';
import { ActDialog, type Ends } from './act-dialog.tsx';
import { DayField } from './day-field.tsx';
import { RoomField } from './find-fields.tsx';
import { HeadFields, livingMembers } from './head-field.tsx';
import { AddMover, Movers, type Mover, type TakeMover } from './move-people.tsx';
import { newPersonOf } from './person-typed.ts';
import { useAction } from './use-action.ts';
import { useGathered } from './use-gathered.ts';

export interface MoveInDialogProps extends Ends {
  readonly personIds: readonly string[];
  readonly roomId?: string | undefined;
  /** As whom, before it is chosen: tenant where a tenant is added. */
  readonly role?: OccupancyRole | undefined;
  readonly title?: string | undefined;
  /** What the button says: as the dialog is called. */
  readonly actName?: string | undefined;
  /** Above everything: a choice of the caller. */
  readonly head?: ReactNode;
}

const ROLES = OCCUPANCY_ROLES.map((value) => ({ value, label: OCCUPANCY_ROLE_NAMES[value] }));
const FORMERS = [
  { value: 'end', label: '原住所到这天为止' },
  { value: 'uncount', label: '原住所留着，不再计入人口' },
] as const;

const householdsIn = (documents: readonly AnyRecord[], room: string | undefined): readonly HouseholdDocument[] =>
  (documents.filter((one) => one.type === 'household') as unknown as readonly HouseholdDocument[]).filter(
    (one) => one.room === room && one.state !== 'void' && livingMembers(documents, one._id).length > 0,
  );
const nameOf = (documents: readonly AnyRecord[], id: string | undefined): string => {
  const name = documents.find((one) => one._id === id)?.['name'];
  return typeof name === 'string' ? name : '没有户主';
};

/** 迁入: whom, where, as whom, since when; what follows stands above the button. */
export function MoveInDialog(props: MoveInDialogProps): JSX.Element {
  const { personIds, roomId, onDone, onClose } = props;
  const action = useAction();
  const { context } = action;
  const [picked, setPicked] = useState<RoomStock>();
  const [added, setAdded] = useState<readonly Mover[]>([]);
  const [dropped, setDropped] = useState<readonly string[]>([]);
  const [relations, setRelations] = useState<Readonly<Record<string, string>>>({});
  const [role, setRole] = useState<OccupancyRole>(props.role ?? 'own');
  const [since, setSince] = useState(action.today);
  const [former, setFormer] = useState<MoveInInput['former']>('end');
  const [belongs, setBelongs] = useState('');
  const [successors, setSuccessors] = useState<Successors>({});
  const room = roomId ?? picked?.id;
  const known = [...personIds, ...added.flatMap(({ person }) => (typeof person === 'string' ? [person] : []))];
  const documents = useGathered({ people: known, rooms: room === undefined ? [] : [room] }, action.rereads);

  const movers = useMemo((): readonly Mover[] => {
    const given = personIds.map((id): Mover => ({
      key: id,
      name: nameOf(documents ?? [], id),
      person: id,
      relation: '',
    }));
    return [...given, ...added]
      .filter(({ key }) => !dropped.includes(key))
      .map((one) => ({ ...one, relation: relations[one.key] ?? one.relation }));
  }, [personIds, added, dropped, relations, documents]);
  const present = documents === undefined ? [] : householdsIn(documents, room);
  const hasFormer = documents?.some(
    (one) => one.type === 'person' && known.includes(one._id) && one['homeRoom'] !== undefined,
  );

  const households = new Set(
    documents?.flatMap((one) => (movers.some(({ key }) => key === one._id) ? [one['household']] : [])),
  );
  const family = [...households]
    .flatMap((id) => (typeof id === 'string' ? livingMembers(documents ?? [], id) : []))
    .filter(({ _id }) => !movers.some(({ key }) => key === _id));

  const result = useMemo(() => {
    if (room === undefined || documents === undefined || movers.length === 0 || since === '') return undefined;
    const household: MoveInInput['household'] =
      belongs === '' ? { kind: 'found', head: 0 } : { kind: 'join', household: belongs };
    const people = movers.map(({ person, relation }) => ({
      person: typeof person === 'string' ? person : newPersonOf(person),
      ...(relation === '' ? {} : { relation }),
    }));
    return moveIn(documents, { room, people, role, counted: true, since, former, household, successors }, context());
  }, [room, documents, movers, role, since, former, belongs, successors, context]);

  const options = [
    { value: '-', label: '单独立户' },
    ...present.map((one) => ({ value: one._id, label: `加入${nameOf(documents ?? [], one.head)}的户` })),
  ];
  const [editedKey, setEditedKey] = useState<string>();
  const pendingRef = useRef<TakeMover>(null);
  const add = (mover: Mover): void => {
    setDropped(dropped.filter((key) => key !== mover.key));
    if (added.some(({ key }) => key === mover.key && !dropped.includes(key)))
      setAdded(added.map((one) => (one.key === mover.key ? mover : one)));
    else if (!movers.some(({ key }) => key === mover.key))
      setAdded([...added.filter(({ key }) => key !== mover.key), mover]);
  };
  const takePending = (): string | undefined => pendingRef.current?.();
  return (
    <ActDialog
      title={props.title ?? '登记迁入'}
      actName={props.actName ?? '登记迁入'}
      takePending={takePending}
      size="wide"
      action={action}
      result={result}
      missing={movers.length === 0 ? '先选人，或新建一人。' : '先找到住进的那一室。'}
      onDone={onDone}
      onClose={onClose}
    >
      {props.head}
      {roomId === undefined && <RoomField label="住进" value={picked} onChange={setPicked} />}
      <Movers
        movers={movers}
        onEdit={({ key }) => {
          // Whoever is being taken down is not dropped for it.
          if (takePending() === undefined) setEditedKey(key);
        }}
        withRelations
        headAt={belongs === '' ? 0 : undefined}
        onChange={(next: readonly Mover[]) => {
          const gone = movers.filter(({ key }) => !next.some((one) => one.key === key)).map(({ key }) => key);
          setDropped([...dropped, ...gone]);
          setRelations(Object.fromEntries(next.map(({ key, relation }) => [key, relation])));
        }}
      />
      {family.length > 0 && (
        <p className="records-quiet">
          同户还有{namesWords(family)}。
          <button
            type="button"
            className="ui-link"
            onClick={() => {
              const joining = family.map(({ _id, name }): Mover => ({ key: _id, name, person: _id, relation: '' }));
              setDropped(dropped.filter((key) => !joining.some((one) => one.key === key)));
              setAdded([...added.filter(({ key }) => !joining.some((one) => one.key === key)), ...joining]);
            }}
          >
            一起迁
          </button>
        </p>
      )}
      <AddMover
        autoFocus={roomId !== undefined && personIds.length === 0}
        pendingRef={pendingRef}
        onAdd={add}
        edited={movers.find(({ key }) => key === editedKey)}
        onEdited={() => {
          setEditedKey(undefined);
        }}
      />
      <div className="records-row">
        <Select label="怎么住" value={role} options={ROLES} onChange={setRole} />
        <DayField label="起始日" required max={action.today} value={since} onChange={setSince} />
        <Select
          label="户"
          value={belongs === '' ? '-' : belongs}
          options={options}
          onChange={(value) => {
            setBelongs(value === '-' ? '' : value);
          }}
        />
      </div>
      {hasFormer === true && <RadioGroup label="原住所" value={former} options={FORMERS} onChange={setFormer} />}
      {documents !== undefined && (
        <HeadFields
          documents={documents}
          leaving={movers.flatMap(({ person }) => (typeof person === 'string' ? [person] : []))}
          except={belongs === '' ? undefined : belongs}
          value={successors}
          onChange={setSuccessors}
        />
      )}
    </ActDialog>
  );
}
