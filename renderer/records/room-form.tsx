import { useMemo } from 'react';
import type { JSX } from 'react';
import type { AnyRecord } from '../../shared/actions/change-set.ts';
import { editFields } from '../../shared/actions/edit-fields.ts';
import { addRoom } from '../../shared/actions/make-rooms.ts';
import { readFloor } from '../../shared/address/levels.ts';
import type { FieldEntry } from '../../shared/domain/catalog.ts';
import { readFields, type FieldsVerdict } from '../../shared/domain/configured-fields.ts';
import { normalisedPhone } from '../../shared/domain/identifiers/phone.ts';
import type { BuildingDocument } from '../../shared/domain/building.ts';
import { ROOM_USE_NAMES, ROOM_USES, type RoomDocument, type RoomUse } from '../../shared/domain/room.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { Select } from '../ui/select.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ActDialog, type Ends } from './act-dialog.tsx';
import { CoveredField } from './covered-field.tsx';
import { DayField } from './day-field.tsx';
import { fieldName } from './field-names.ts';
import { withRecord } from './gather.ts';
import { IssueList } from './issue-notes.tsx';
import { useAction } from './use-action.ts';
import { useGathered } from './use-gathered.ts';
import { useOpened } from './use-opened.ts';
import { useTyped } from './use-typed.ts';
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
  const opened = useOpened(room);
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
/** The field by which the rules know what is typed here. */
const ISSUE_FIELD: Texts = { ownerPhone: 'owner' };
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
const useOf = (room: RoomDocument | undefined): RoomUse => room?.use ?? 'vacant';

const FIGURES: readonly FieldEntry[] = [
  { key: 'areaM2', label: '建筑面积', kind: 'number', min: 1, max: 100_000 },
  { key: 'bedrooms', label: '卧室数', kind: 'number', min: 0, max: 99 },
];
/** What was typed, as the record holds it, and what of it cannot be read. */
function readTexts(
  texts: Texts,
  use: RoomUse,
  former: RoomDocument | undefined,
  isDemonstration: boolean,
): FieldsVerdict {
  const text = (key: string): string | undefined => {
    const value = (texts[key] ?? '').trim();
    return value === '' ? undefined : value;
  };
  const floor = readFloor(text('floor') ?? '');
  const { name: _name, phone: _phone, ...ownerRest } = former?.owner ?? { name: '' };
  const phone = text('ownerPhone');
  const ownerName = text('ownerName');
  const { values: figures, problems: unread } = readFields(FIGURES, texts, { isDemonstration });
  const problems = new Map(unread);
  if (text('floor') !== undefined && !floor.ok) problems.set('floor', floor.reason.words);
  if (typeof figures['bedrooms'] === 'number' && !Number.isInteger(figures['bedrooms']))
    problems.set('bedrooms', '卧室数要写整数。');
  if (phone !== undefined && ownerName === undefined) problems.set('ownerName', '有电话就要有姓名。');
  const owner =
    ownerName === undefined
      ? undefined
      : { ...ownerRest, name: ownerName, ...(phone === undefined ? {} : { phone: normalisedPhone(phone) }) };
  const values = {
    unit: text('unit') ?? '无',
    floor: floor.ok ? floor.value : undefined,
    number: text('number'),
    use,
    areaM2: figures['areaM2'],
    bedrooms: figures['bedrooms'],
    tenure: text('tenure'),
    buildingKind: text('buildingKind'),
    dangerGrade: text('dangerGrade'),
    owner,
    rentedSince: text('rentedSince'),
    note: text('note'),
  };
  return { values, problems };
}

function RoomForm(
  props: Ends & { readonly room: RoomDocument | undefined; readonly building: BuildingDocument },
): JSX.Element {
  const { building, onDone, onClose } = props;
  const { catalogs, policy } = useWorkstation();
  const isDemonstration = policy.demonstration === true;
  const terms = useLive(catalogs.terms) ?? [];
  const action = useAction();
  const { context } = action;
  const room = useOpened(props.room, action.rereads);
  const documents = useGathered({ buildings: [building._id] }, action.rereads);
  const [texts, setTexts, recorded] = useTyped(room, textsOf);
  const [use, setUse] = useTyped(room, useOf);
  const { values, problems: unread } = useMemo(
    () => readTexts(texts, use, room, isDemonstration),
    [texts, use, room, isDemonstration],
  );
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
  const { introduced, there, problems: issues } = useTypedIssues(room ?? null, draft);
  const problems = new Map([...issues, ...unread]);
  const [firstUnread] = unread.values();
  const isPlaced = typeof values['number'] === 'string' && typeof values['floor'] === 'number';
  const missing = firstUnread ?? (isPlaced ? undefined : '写层和室号，照门上的写。');
  const result = useMemo(() => {
    if (missing !== undefined || documents === undefined) return undefined;
    if (room !== undefined) {
      const fieldNames = Object.fromEntries(Object.keys(values).map((path) => [path, fieldName('room', path)]));
      const subjectName = `${building.name} ${room.number}`;
      return editFields(withRecord(documents, room), { record: room._id, values, fieldNames, subjectName }, context());
    }
    const { unit, floor, number, use: wanted, ...rest } = values as Readonly<Record<string, unknown>> & RoomDocument;
    const more = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    return addRoom(documents, { building: building._id, unit, floor, number, use: wanted, more }, context());
  }, [missing, documents, room, building, values, context]);

  const line = (key: string, label: string, more: { readonly required?: boolean; readonly hint?: string } = {}) => (
    <TextField
      label={label}
      {...more}
      maxLength={key === 'tenure' || key === 'ownerName' ? 40 : 30}
      value={texts[key] ?? ''}
      error={problems.get(ISSUE_FIELD[key] ?? key)}
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
      missing={missing ?? '还在读这幢楼，稍等。'}
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
        <CoveredField
          label="房主电话"
          kind="phone"
          isRecorded={texts['ownerPhone'] === recorded['ownerPhone']}
          value={texts['ownerPhone'] ?? ''}
          onChange={(ownerPhone) => {
            setTexts({ ...texts, ownerPhone });
          }}
        >
          {line('ownerPhone', '房主电话')}
        </CoveredField>
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
