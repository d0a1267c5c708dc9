import { CONDITION_NAMES, type ComponentDocument } from '../../../shared/domain/component.ts';
import type { FieldEntry, PlaceKindEntry } from '../../../shared/domain/catalog.ts';
import type { EnterpriseDocument } from '../../../shared/domain/enterprise.ts';
import type { LedgerEntryDocument } from '../../../shared/domain/ledger-entry.ts';
import type { ContactPerson } from '../../../shared/domain/record-parts.ts';
import { maskId, maskPhone } from '../../../shared/domain/identifiers/mask.ts';
import { shanghaiDayOf } from '../../../shared/lib/calendar-day.ts';

/** One line of a card: the path of the field, what it is called, what stands there ('' where nothing does). */
export interface PlaceField {
  readonly field: string;
  readonly label: string;
  readonly text: string;
  /** Codes and numbers are set in the fixed type. */
  readonly isCode?: boolean;
  /** The text is a mask; the whole is shown on request. */
  readonly isMasked?: boolean;
}
export interface FieldGroup {
  readonly title: string;
  readonly fields: readonly PlaceField[];
}

export const OPERATION_NAMES: Readonly<Record<EnterpriseDocument['operation'], string>> = {
  open: '在营',
  closed: '停业',
  moved: '已搬离',
  unknown: '无法确定',
};

const count = (value: number | undefined, unit: string): string =>
  value === undefined ? '' : `${value.toLocaleString('zh-CN')} ${unit}`;
const dayOf = (iso: string | undefined): string => (iso === undefined ? '' : shanghaiDayOf(iso));

const phoneOf = (person: ContactPerson | undefined): string =>
  person?.phone === undefined ? '' : maskPhone(person.phone);

function contact(field: string, label: string, person: ContactPerson | undefined): readonly PlaceField[] {
  return [
    { field, label, text: person?.name ?? '' },
    ...(person?.phone === undefined
      ? []
      : [{ field: `${field}.phone`, label: `${label}电话`, text: phoneOf(person), isCode: true, isMasked: true }]),
    ...(person?.idNumber === undefined
      ? []
      : [
          {
            field: `${field}.idNumber`,
            label: `${label}证件号`,
            text: maskId(person.idNumber),
            isCode: true,
            isMasked: true,
          },
        ]),
  ];
}

/** The card of an enterprise or a place. Figures that only some trades have are shown only where they are known. */
export function enterpriseGroups(
  enterprise: EnterpriseDocument,
  placeKind: PlaceKindEntry | undefined,
): readonly FieldGroup[] {
  return [
    {
      title: '基本情况',
      fields: [
        { field: 'uscc', label: '统一社会信用代码', text: enterprise.uscc ?? '', isCode: true },
        ...(enterprise.localId === undefined
          ? []
          : [{ field: 'localId', label: '本地编号', text: enterprise.localId, isCode: true }]),
        { field: 'registration', label: '登记注册类型', text: enterprise.registration ?? '' },
        { field: 'trade', label: '场所类别', text: placeKind?.label ?? enterprise.trade },
        { field: 'business', label: '经营范围', text: enterprise.business ?? '' },
        { field: 'operation', label: '经营状态', text: OPERATION_NAMES[enterprise.operation] },
        { field: 'address', label: '地址', text: enterprise.address },
      ],
    },
    {
      title: '规模',
      fields: [
        { field: 'areaM2', label: '面积', text: count(enterprise.areaM2, '平方米') },
        { field: 'employees', label: '从业人数', text: count(enterprise.employees, '人') },
        { field: 'migrantEmployees', label: '其中外来务工', text: count(enterprise.migrantEmployees, '人') },
        ...(enterprise.beds === undefined
          ? []
          : [{ field: 'beds', label: '床位', text: count(enterprise.beds, '张') }]),
        ...(enterprise.people === undefined
          ? []
          : [{ field: 'people', label: '容纳人数', text: count(enterprise.people, '人') }]),
        ...(enterprise.floors === undefined ? [] : [{ field: 'floors', label: '所在层', text: enterprise.floors }]),
      ],
    },
    {
      title: '责任人',
      fields: [
        ...contact('legalPerson', '法定代表人', enterprise.legalPerson),
        ...contact('safetyOfficer', '安全责任人', enterprise.safetyOfficer),
      ],
    },
    {
      title: '检查',
      fields: [
        { field: 'inspectedAt', label: '上次检查', text: dayOf(enterprise.inspectedAt) },
        { field: 'inspectDueOn', label: '下次检查', text: enterprise.inspectDueOn ?? '' },
        { field: 'note', label: '备注', text: enterprise.note ?? '' },
      ],
    },
  ];
}

/** The card of a component: the national common attributes (DOMAIN §1.4), in their order. */
export function componentGroups(component: ComponentDocument): readonly FieldGroup[] {
  return [
    {
      title: '部件',
      fields: [
        { field: 'code', label: '标识码', text: component.code, isCode: true },
        { field: 'category', label: '类别', text: `${component.category.name} ${component.category.code}` },
        { field: 'condition', label: '状态', text: CONDITION_NAMES[component.condition] },
        { field: 'address', label: '位置', text: component.address ?? '' },
        { field: 'unitGrid', label: '单元网格', text: component.unitGrid ?? '', isCode: true },
      ],
    },
    {
      title: '管理单位',
      fields: [
        { field: 'authority', label: '主管部门', text: component.authority.name },
        { field: 'owner', label: '权属单位', text: component.owner?.name ?? '' },
        { field: 'keeper', label: '养护单位', text: component.keeper?.name ?? '' },
      ],
    },
    {
      title: '普查与检查',
      fields: [
        { field: 'firstOn', label: '初始日期', text: component.firstOn },
        { field: 'changedOn', label: '变更日期', text: component.changedOn ?? '' },
        { field: 'dataSource', label: '数据来源', text: component.dataSource ?? '' },
        { field: 'inspectedAt', label: '上次检查', text: dayOf(component.inspectedAt) },
        { field: 'inspectDueOn', label: '下次检查', text: component.inspectDueOn ?? '' },
        { field: 'note', label: '备注', text: component.note ?? '' },
      ],
    },
  ];
}

/** A value of a configured field as it is read. */
export function valueText({ kind, unit }: FieldEntry, value: unknown): string {
  if (value === undefined || value === null || value === '') return '';
  const plain = typeof value === 'string' ? value : JSON.stringify(value);
  switch (kind) {
    case 'number':
      return typeof value === 'number'
        ? `${value.toLocaleString('zh-CN')}${unit === undefined ? '' : ` ${unit}`}`
        : plain;
    case 'year':
      return plain;
    case 'money':
      return typeof value === 'number'
        ? `${value.toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} ${unit ?? '元'}`
        : plain;
    case 'yesNo':
      return value === true ? '是' : '否';
    case 'phone':
      return maskPhone(plain);
    case 'idNumber':
      return maskId(plain);
    case 'text':
    case 'longText':
    case 'date':
    case 'choice':
      return plain;
  }
}

/** A line of a special ledger by its configuration: nothing here knows which ledger it is. */
export function ledgerGroups(entry: LedgerEntryDocument, fields: readonly FieldEntry[]): readonly FieldGroup[] {
  const isNumberLike = (kind: FieldEntry['kind']): boolean => kind === 'phone' || kind === 'idNumber';
  return [
    {
      title: '登记内容',
      fields: fields.map((field) => ({
        field: `values.${field.key}`,
        label: field.label,
        text: valueText(field, entry.values[field.key]),
        ...(isNumberLike(field.kind) ? { isCode: true, isMasked: true } : {}),
      })),
    },
  ];
}

/** The whole value behind a mask, for the reveal. */
export function wholeValue(document: Readonly<Record<string, unknown>>, path: string): string {
  const [group = '', key] = path.split('.');
  const value = document[group];
  const inner = key === undefined ? value : (value as Readonly<Record<string, unknown>> | undefined)?.[key];
  return typeof inner === 'string' || typeof inner === 'number' ? String(inner) : '';
}

/** How a figure of this month stands to the same one of the month before. */
export interface MonthDifference {
  readonly key: string;
  readonly label: string;
  readonly now: number;
  readonly before: number | undefined;
  readonly difference: number | undefined;
}

export function monthDifferences(
  entry: LedgerEntryDocument,
  before: LedgerEntryDocument | undefined,
  fields: readonly FieldEntry[],
  keys: readonly string[],
): readonly MonthDifference[] {
  const figure = (document: LedgerEntryDocument | undefined, key: string): number | undefined => {
    const value = document?.values[key];
    return typeof value === 'number' ? value : undefined;
  };
  return keys.flatMap((key) => {
    const field = fields.find((each) => each.key === key);
    const now = figure(entry, key);
    if (field === undefined || now === undefined) return [];
    const then = figure(before, key);
    return [
      {
        key,
        label: field.label,
        now,
        before: then,
        difference: then === undefined ? undefined : Math.round((now - then) * 100) / 100,
      },
    ];
  });
}

/** YYYY-MM of the month before. */
export function monthBefore(month: string): string {
  const [year = 0, at = 1] = month.split('-').map(Number);
  return at === 1 ? `${String(year - 1)}-12` : `${String(year)}-${String(at - 1).padStart(2, '0')}`;
}
