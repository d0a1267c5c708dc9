import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import type { ChangeEntry } from '../../../shared/domain/change.ts';
import { COMPONENT_WORDS, FIELD_WORDS, TYPE_WORDS, VALUE_WORDS } from './field-words.ts';

type Fields = Readonly<Record<string, unknown>>;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A record by the words people know it by: 居民 严立诚, 房屋 502. */
export function titleOf(record: AnyRecord): string {
  const name = ['name', 'title', 'personName', 'subjectName', 'number']
    .map((field) => text(record[field]))
    .find(Boolean);
  return [TYPE_WORDS[record.type], name].filter(Boolean).join(' ');
}

/** `resident.registeredAddress` → 户籍地址. What has no word of its own stands under its name in the record. */
export function fieldInWords(path: string): string {
  const whole = FIELD_WORDS[path];
  if (whole !== undefined) return whole;
  const [group = '', key = ''] = path.split('.');
  const parts = [FIELD_WORDS[group] ?? group, COMPONENT_WORDS[key] ?? FIELD_WORDS[key] ?? key];
  return parts.filter(Boolean).join(' ');
}

function valueInWords(path: string, value: unknown): string {
  if (value === undefined || value === null) return '（空）';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return VALUE_WORDS[path]?.[value] ?? value;
  if (Array.isArray(value)) return value.map((item: unknown) => valueInWords('', item)).join('；');
  const parts = Object.entries(value as Fields).filter(([key]) => key !== 'id');
  return parts.map(([key, one]) => `${COMPONENT_WORDS[key] ?? key} ${valueInWords(key, one)}`).join('，');
}

/** Where a record lies and who may see it is the business of the act, not of its reader; what a filter asks for is the machine's. */
const SILENT = new Set([
  'scope',
  'audience',
  'handover',
  'state',
  'homeRoom',
  'household',
  'room',
  'building',
  'person',
  'list',
  'where',
  'sort',
  'sharedBy',
]);

/** What an edit says, field by field, for reading. */
export function changeInWords(entry: ChangeEntry, record: AnyRecord): readonly (readonly [string, string])[] {
  const fields = [...entry.fields, ...(entry.lost ?? [])]
    .filter(({ field }) => !SILENT.has(field.split('.')[0] ?? field))
    .map(({ field, to }) => [fieldInWords(field), valueInWords(field, to)] as const);
  const about = titleOf(record);
  return [
    ...(about === '' ? [] : [['资料', about] as const]),
    ...fields,
    ['来源', entry.source] as const,
    ...(entry.reason === undefined ? [] : [['理由', entry.reason] as const]),
  ];
}
