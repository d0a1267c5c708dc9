import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import { addEnterprise } from '../../shared/actions/add-place.ts';
import { editFields } from '../../shared/actions/edit-fields.ts';
import type { BuildingDocument } from '../../shared/domain/building.ts';
import type { FieldEntry } from '../../shared/domain/catalog.ts';
import { asTyped, readFields, type TypedValues } from '../../shared/domain/configured-fields.ts';
import type { EnterpriseDocument } from '../../shared/domain/enterprise.ts';
import { normalisedUnifiedCode, readUnifiedCode } from '../../shared/domain/identifiers/uscc.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { Select } from '../ui/select.tsx';
import { troubleWords } from './act-note.tsx';
import { BuildingField } from './building-field.tsx';
import { FieldsForm } from './fields-form.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { useAction, type Done } from './use-action.ts';
import { useOpened } from './use-opened.ts';
import { useTyped } from './use-typed.ts';

export interface EnterpriseDialogProps {
  /** Left out: a new one. */
  readonly enterprise?: EnterpriseDocument | undefined;
  readonly onDone: (done: Done) => void;
  readonly onClose: () => void;
}

const OPERATIONS = [
  { value: 'open', label: '在营' },
  { value: 'closed', label: '停业' },
  { value: 'moved', label: '已搬离' },
  { value: 'unknown', label: '无法确定' },
] as const;

/** Fields of one value each; persons in charge are two fields, put together when stored. */
const FIELDS: readonly FieldEntry[] = [
  { key: 'name', label: '名称', kind: 'text', required: true, maxLength: 100 },
  { key: 'uscc', label: '统一社会信用代码', kind: 'text', hint: '18 位；没有执照的摊位可以空着。' },
  { key: 'registration', label: '登记注册类型', kind: 'text', maxLength: 40 },
  { key: 'business', label: '经营范围', kind: 'longText', maxLength: 400 },
  { key: 'areaM2', label: '面积', kind: 'number', unit: '平方米', min: 1 },
  { key: 'employees', label: '从业人数', kind: 'number', unit: '人', min: 0 },
  { key: 'migrantEmployees', label: '其中外来务工', kind: 'number', unit: '人', min: 0 },
  { key: 'beds', label: '床位', kind: 'number', unit: '张', min: 0 },
  { key: 'people', label: '容纳人数', kind: 'number', unit: '人', min: 0 },
  { key: 'legalName', label: '法定代表人', kind: 'text', maxLength: 40 },
  { key: 'legalPhone', label: '法定代表人电话', kind: 'phone' },
  { key: 'safetyName', label: '安全责任人', kind: 'text', maxLength: 40 },
  { key: 'safetyPhone', label: '安全责任人电话', kind: 'phone' },
  { key: 'address', label: '地址', kind: 'text', required: true, maxLength: 200, hint: '路名门牌，如 即墨路117号。' },
  { key: 'note', label: '备注', kind: 'longText', maxLength: 1000 },
];
const NAMES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(FIELDS.map(({ key, label }) => [key, label])),
  trade: '类别',
  operation: '经营状态',
  legalPerson: '法定代表人',
  safetyOfficer: '安全责任人',
};
const WHOLE = new Set(['employees', 'migrantEmployees', 'beds', 'people']);
const PARTS = new Set(['legalName', 'legalPhone', 'safetyName', 'safetyPhone']);

const valuesOf = (enterprise: EnterpriseDocument): Readonly<Record<string, unknown>> => ({
  ...enterprise,
  legalName: enterprise.legalPerson?.name,
  legalPhone: enterprise.legalPerson?.phone,
  safetyName: enterprise.safetyOfficer?.name,
  safetyPhone: enterprise.safetyOfficer?.phone,
});

const typedOf = (enterprise: EnterpriseDocument | undefined): TypedValues =>
  enterprise === undefined ? {} : asTyped(FIELDS, valuesOf(enterprise));

type Person = EnterpriseDocument['legalPerson'];
/** What is known of the person beside name and telephone stays. */
function personOf(name: unknown, phone: unknown, present: Person): Person {
  if (typeof name !== 'string') return undefined;
  const { phone: _former, ...rest } = present ?? {};
  return { ...rest, name, ...(typeof phone === 'string' ? { phone } : {}) };
}

function problemsOf(values: Readonly<Record<string, unknown>>, typed: TypedValues): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const uscc = (typed['uscc'] ?? '').trim();
  if (uscc !== '') {
    const read = readUnifiedCode(uscc);
    if (!read.ok) found.set('uscc', read.reason.words);
  }
  for (const key of WHOLE) {
    const value = values[key];
    if (typeof value === 'number' && !Number.isInteger(value)) found.set(key, `${NAMES[key] ?? key}要写整数。`);
  }
  for (const [name, phone] of [
    ['legalName', 'legalPhone'],
    ['safetyName', 'safetyPhone'],
  ] as const) {
    if (values[phone] !== undefined && values[name] === undefined) found.set(name, '有电话就要有姓名。');
  }
  return found;
}

/** 单位: a new one, or its plain facts edited. Licences and hazards are acts of their own. */
export function EnterpriseDialog({ enterprise: present, onDone, onClose }: EnterpriseDialogProps): JSX.Element {
  const action = useAction();
  const enterprise = useOpened(present, action.rereads);
  const { policy, catalogs } = useWorkstation();
  const kinds = useLive(catalogs.placeKinds);
  const [typed, setTyped, recorded] = useTyped(enterprise, typedOf);
  const [trade, setTrade] = useTyped(enterprise, (one) => one?.trade ?? '');
  const [operation, setOperation] = useTyped(enterprise, (one) => one?.operation ?? 'open');
  const [building, setBuilding] = useState<BuildingDocument>();
  const [wasAsked, setAsked] = useState(false);
  const verdict = useMemo(() => {
    const read = readFields(FIELDS, typed, { isDemonstration: policy.demonstration === true });
    return { values: read.values, problems: new Map([...read.problems, ...problemsOf(read.values, typed)]) };
  }, [typed, policy]);
  const tradeProblem = trade === '' ? '先选类别，九小场所按类别和规模判定。' : undefined;
  const placeProblem =
    enterprise === undefined && building === undefined ? '先选它在哪幢楼，单位按网格归属。' : undefined;
  const trades = useMemo(
    () => [...new Map((kinds ?? []).map((kind) => [kind.trade, { value: kind.trade, label: kind.label }])).values()],
    [kinds],
  );

  const fieldsNow = (): Readonly<Record<string, unknown>> => {
    const { values } = verdict;
    return {
      ...Object.fromEntries(FIELDS.filter(({ key }) => !PARTS.has(key)).map(({ key }) => [key, values[key]])),
      ...(typeof values['uscc'] === 'string' ? { uscc: normalisedUnifiedCode(values['uscc']) } : {}),
      trade,
      operation,
      legalPerson: personOf(values['legalName'], values['legalPhone'], enterprise?.legalPerson),
      safetyOfficer: personOf(values['safetyName'], values['safetyPhone'], enterprise?.safetyOfficer),
    };
  };
  const save = async (): Promise<void> => {
    setAsked(true);
    if (verdict.problems.size > 0 || tradeProblem !== undefined || placeProblem !== undefined) return;
    const values = fieldsNow();
    const place =
      building === undefined
        ? {}
        : {
            scope: building.scope,
            building: building._id,
            place: { point: building.centroid, crs: 'WGS84' as const, source: 'building' as const },
          };
    const result =
      enterprise === undefined
        ? // Read by the form: every required field is there.
          addEnterprise({ ...values, ...place } as unknown as Parameters<typeof addEnterprise>[0], action.context())
        : editFields(
            [enterprise],
            {
              record: enterprise._id,
              values: { ...values, ...place },
              fieldNames: NAMES,
              subjectName: enterprise.name,
            },
            action.context(),
          );
    const done = await action.run(result);
    if (done === null) return;
    onDone(done);
    onClose();
  };

  return (
    <SaveDialog
      title={enterprise === undefined ? '新增单位' : `编辑 ${enterprise.name}`}
      size="wide"
      saveName="存入台账"
      isBusy={action.isBusy}
      problem={troubleWords(action.trouble)}
      onSave={() => void save()}
      onClose={onClose}
    >
      <Select
        label="类别"
        required
        value={trade}
        placeholder="请选择"
        options={trades}
        onChange={setTrade}
        error={wasAsked ? tradeProblem : undefined}
      />
      <FieldsForm
        fields={FIELDS}
        typed={typed}
        recorded={recorded}
        problems={wasAsked ? verdict.problems : new Map()}
        onChange={(key, text) => {
          setTyped((now) => ({ ...now, [key]: text }));
        }}
      />
      <Select label="经营状态" value={operation} options={OPERATIONS} onChange={setOperation} />
      <BuildingField
        label="所在楼"
        required={enterprise === undefined}
        value={building}
        onChange={setBuilding}
        error={wasAsked ? placeProblem : undefined}
      />
      <Select
        label="来源"
        value={action.source}
        options={action.sources.map(({ name }) => ({ value: name, label: name }))}
        onChange={action.setSource}
      />
    </SaveDialog>
  );
}
