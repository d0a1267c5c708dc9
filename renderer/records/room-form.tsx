import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import type { AnyRecord } from '../../shared/actions/change-set.ts';
import { editFields } from '../../shared/actions/edit-fields.ts';
import { addRoom } from '../../shared/actions/make-rooms.ts';
import { readFloor } from '../../shared/address/levels.ts';
import { normalisedPhone } from '../../shared/domain/identifiers/phone.ts';
import type { BuildingDocument } from '../../shared/domain/building.ts';
import { ROOM_USE_NAMES, ROOM_USES, type RoomDocument, type RoomUse } from '../../shared/domain/room.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { Select } from '../ui/select.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ActDialog, type Ends } from './act-dialog.tsx';
import { DayField } from './day-field.tsx';
import { fieldName } from './field-names.ts';
import { IssueList } from './issue-notes.tsx';
import { useAction } from './use-action.ts';
import { useGathered } from './use-gathered.ts';
import { useTypedIssues } from './use-typed-issues.ts';
import { withValues } from './person-typed.ts';

export interface RoomDialogProps extends Ends {
  /** The room that is edited; left out: a new one of `building`. */
  readonly roomId?: string | undefined;
  readonly building?: string | undefined;
}

/** 编辑房屋, 添室. The risk is not typed: it follows from hazards and figures. */
export function RoomDialog({ roomId, building, ...ends }: RoomDialogProps): JSX.Element | null {
  const { records } = useWorkstation();
  const roomLive = useMemo(() => (roomId === undefined ? undefined : records.one('room', roomId)), [records, roomId]);
  const room = useLive(roomLive);
  const house = room?.building ?? building;
  const houseLive = useMemo(() => (house === undefined ? undefined : records.one('building', house)), [records, house]);
  const home = useLive(houseLive);
  const [opened, setOpened] = useState<RoomDocument>();
  if (opened === undefined && room !== undefined && room !== null) setOpened(room);
  if (home === undefined || home === null || (roomId !== undefined && opened === undefined)) return null;
  return <RoomForm room={opened} building={home} {...ends} />;
}

const USES = ROOM_USES.map((value) => ({ value, label: ROOM_USE_NAMES[value] }));
const NONE = { value: '-', label: '不填' } as const;
const KINDS = [
  NONE,
  { value: 'ordinary', label: '普通房屋' },
  { value: 'selfBuiltBusiness', label: '经营性自建房' },
  { value: 'selfBuiltHome', label: '非经营性自建房' },
  { value: 'underground', label: '地下空间' },
];
const GRADES = [NONE, ...['A', 'B', 'C', 'D'].map((value) => ({ value, label: `${value} 级` }))];

type Texts = Readonly<Record<string, string>>;
const textsOf = (room: RoomDocument | undefined): Texts => ({
  unit: room?.unit ?? '无',
  floor: room === undefined ? '' : String(room.floor),
  number: room?.number ?? '',
  areaM2: room?.areaM2 === undefined ? '' : String(room.areaM2),
  bedrooms: room?.bedrooms === undefined ? '' : String(room.bedrooms),
  tenure: room?.tenure ?? '',
  buildingKind: room?.buildingKind ?? '',
  dangerGrade: room?.dangerGrade ?? '',
  ownerName: room?.owner?.name ?? '',
  ownerPhone: room?.owner?.phone ?? '',
  rentedSince: room?.rentedSince ?? '',
  note: room?.note ?? '',
});

const numberOf = (text: string): number | undefined =>
  text.trim() === '' || !Number.isFinite(Number(text)) ? undefined : Number(text);
function valuesOf(texts: Texts, use: RoomUse, former: RoomDocument | undefined): Readonly<Record<string, unknown>> {
  const text = (key: string): string | undefined => {
    const value = (texts[key] ?? '').trim();
    return value === '' ? undefined : value;
  };
  const floor = readFloor(text('floor') ?? '');
  const { name: _name, phone: _phone, ...ownerRest } = former?.owner ?? { name: '' };
  const phone = text('ownerPhone');
  const ownerName = text('ownerName');
  const owner =
    ownerName === undefined
      ? undefined
      : { ...ownerRest, name: ownerName, ...(phone === undefined ? {} : { phone: normalisedPhone(phone) }) };
  return {
    unit: text('unit') ?? '无',
    floor: floor.ok ? floor.value : former?.floor,
    number: text('number'),
    use,
    areaM2: numberOf(texts['areaM2'] ?? ''),
    bedrooms: numberOf(texts['bedrooms'] ?? ''),
    tenure: text('tenure'),
    buildingKind: text('buildingKind'),
    dangerGrade: text('dangerGrade'),
    owner,
    rentedSince: text('rentedSince'),
    note: text('note'),
  };
}

function RoomForm(
  props: Ends & { readonly room: RoomDocument | undefined; readonly building: BuildingDocument },
): JSX.Element {
  const { room, building, onDone, onClose } = props;
  const terms = useLive(useWorkstation().catalogs.terms) ?? [];
  const action = useAction();
  const { context } = action;
  const documents = useGathered({ buildings: [building._id] });
  const [texts, setTexts] = useState<Texts>(() => textsOf(room));
  const [use, setUse] = useState<RoomUse>(room?.use ?? 'vacant');
  const values = useMemo(() => valuesOf(texts, use, room), [texts, use, room]);
  const draft: AnyRecord = useMemo(() => {
    const { _id, scope } = { _id: room?._id ?? 'room:new', scope: building.scope };
    const base = room ?? {
      _id,
      type: 'room' as const,
      scope,
      building: building._id,
      state: 'effective',
      provenance: {},
    };
    return withValues(base, values);
  }, [room, building, values]);
  const { introduced, there, problems } = useTypedIssues(room ?? null, draft);
  const isPlaced = typeof values['number'] === 'string' && typeof values['floor'] === 'number';
  const result = useMemo(() => {
    if (!isPlaced || documents === undefined) return undefined;
    if (room !== undefined) {
      const fieldNames = Object.fromEntries(Object.keys(values).map((path) => [path, fieldName('room', path)]));
      const subjectName = `${building.name} ${room.number}`;
      return editFields(documents, { record: room._id, values, fieldNames, subjectName }, context());
    }
    const { unit, floor, number, use: wanted, ...rest } = values as Readonly<Record<string, unknown>> & RoomDocument;
    const more = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    return addRoom(documents, { building: building._id, unit, floor, number, use: wanted, more }, context());
  }, [isPlaced, documents, room, building, values, context]);

  const line = (key: string, label: string, more: { readonly required?: boolean; readonly hint?: string } = {}) => (
    <TextField
      label={label}
      {...more}
      maxLength={key === 'tenure' || key === 'ownerName' ? 40 : 30}
      value={texts[key] ?? ''}
      error={problems.get(key)}
      onChange={(value) => {
        setTexts({ ...texts, [key]: value });
      }}
    />
  );
  const choice = (
    key: string,
    label: string,
    options: readonly { readonly value: string; readonly label: string }[],
  ) => (
    <Select
      label={label}
      value={texts[key] === '' ? '-' : (texts[key] ?? '-')}
      options={options}
      onChange={(value) => {
        setTexts({ ...texts, [key]: value === '-' ? '' : value });
      }}
    />
  );
  const tenures = terms.filter(({ list }) => list === 'tenure').map(({ code, label }) => ({ value: code, label }));
  const elsewhere = introduced.filter(({ field }) => field === undefined);
  return (
    <ActDialog
      title={room === undefined ? '添室' : '编辑房屋'}
      note={building.name}
      actName={room === undefined ? '添室' : '保存'}
      size="wide"
      action={action}
      result={result}
      missing="写层和室号，照门上的写。"
      onDone={onDone}
      onClose={onClose}
    >
      {there.length > 0 && (
        <section>
          <h3 className="records-heading">改之前就有的 {there.length}</h3>
          <IssueList label="改之前就有的问题" issues={there} />
        </section>
      )}
      <div className="records-fields">
        {line('unit', '单元', { required: true, hint: '没有单元写“无”。' })}
        {line('floor', '层', { required: true, hint: '地下写“地下1层”。' })}
        {line('number', '室号', { required: true, hint: '照门上的写，如 301A。' })}
        <Select label="用途" value={use} options={USES} onChange={setUse} />
        {line('areaM2', '建筑面积（平方米）')}
        {line('bedrooms', '卧室数')}
        {choice('tenure', '产权', [NONE, ...tenures])}
        {choice('buildingKind', '房屋类型', KINDS)}
        {choice('dangerGrade', '危险等级', GRADES)}
        {line('ownerName', '房主')}
        {line('ownerPhone', '房主电话')}
        <DayField
          label="出租起始"
          max={action.today}
          value={texts['rentedSince'] ?? ''}
          onChange={(day) => {
            setTexts({ ...texts, rentedSince: day });
          }}
        />
      </div>
      <TextArea
        label="备注"
        rows={2}
        maxLength={1000}
        value={texts['note'] ?? ''}
        onChange={(note) => {
          setTexts({ ...texts, note });
        }}
      />
      {elsewhere.length > 0 && <IssueList label="这次改动带来的问题" issues={elsewhere} />}
    </ActDialog>
  );
}
