import type { NewPerson } from '../../shared/actions/move-in.ts';
import { typedNumber } from '../../shared/domain/configured-fields.ts';
import { fieldAt, withField } from '../../shared/actions/field-changes.ts';
import type { AnyRecord } from '../../shared/actions/change-set.ts';
import { ID_KIND_OF, normalisedId, readCitizenId } from '../../shared/domain/identifiers/citizen-id.ts';
import { normalisedPhone } from '../../shared/domain/identifiers/phone.ts';
import type { PersonClass, PersonDocument } from '../../shared/domain/person.ts';
import type { ContactPerson, Phone } from '../../shared/domain/record-parts.ts';

/** One field of the form. `list`: of the catalogue of terms. */
export interface FormField {
  readonly path: string;
  readonly label: string;
  readonly kind?: 'day' | 'number' | 'long';
  readonly list?: string;
  readonly max?: number;
  /** As long as an address: takes two columns. */
  readonly isWide?: boolean;
  /** A division code, or may be one: the form says which province it means. */
  readonly isDivision?: boolean;
}

export const WHO: readonly FormField[] = [
  { path: 'name', label: '姓名', max: 60 },
  { path: 'idKind', label: '证件种类', list: 'idKind' },
  { path: 'idNumber', label: '证件号码', max: 30 },
  { path: 'sex', label: '性别', list: 'sex' },
  { path: 'birth', label: '出生日期', kind: 'day' },
];
const MORE: readonly FormField[] = [
  { path: 'formerName', label: '曾用名', max: 60 },
  { path: 'ethnicity', label: '民族', list: 'ethnicity' },
  { path: 'nativePlace', label: '籍贯', max: 40, isDivision: true },
  { path: 'marriage', label: '婚姻', list: 'marriage' },
  { path: 'politics', label: '政治面貌', list: 'politics' },
  { path: 'education', label: '学历', list: 'education' },
  { path: 'occupation', label: '职业', max: 60 },
  { path: 'workplace', label: '服务处所', max: 80 },
  { path: 'note', label: '备注', kind: 'long', max: 1000 },
];
/** What only people of a class have (DOMAIN §2.1). */
const OF_CLASS: Readonly<Record<PersonClass, readonly FormField[]>> = {
  resident: [
    { path: 'resident.registeredAddress', label: '户籍地址', max: 200, isWide: true },
    { path: 'resident.registeredCode', label: '户籍地区划代码', max: 12, isDivision: true },
  ],
  floating: [
    { path: 'floating.reason', label: '流入原因', list: 'floatingReason' },
    { path: 'floating.registeredAddress', label: '户籍地址', max: 200, isWide: true },
    { path: 'floating.registeredCode', label: '户籍地区划代码', max: 12, isDivision: true },
    { path: 'floating.permitKind', label: '办证类型', list: 'permitKind' },
    { path: 'floating.permitNumber', label: '居住证号', max: 40 },
    { path: 'floating.registeredOn', label: '登记日期', kind: 'day' },
    { path: 'floating.permitUntil', label: '证件到期', kind: 'day' },
    { path: 'floating.dwelling', label: '住所类型', list: 'dwelling' },
  ],
  overseas: [
    { path: 'overseas.surname', label: '外文姓', max: 60 },
    { path: 'overseas.givenName', label: '外文名', max: 60 },
    { path: 'overseas.nationality', label: '国籍', list: 'nationality' },
    { path: 'overseas.documentUntil', label: '证件有效期', kind: 'day' },
    { path: 'overseas.purpose', label: '来华目的', list: 'overseasPurpose' },
    { path: 'overseas.arrivedOn', label: '抵达日期', kind: 'day' },
    { path: 'overseas.leavesOn', label: '预计离开', kind: 'day' },
  ],
};
const LEFT_BEHIND: readonly FormField[] = [
  { path: 'leftBehind.health', label: '健康', list: 'health' },
  { path: 'leftBehind.incomeYuan', label: '个人年收入（元）', kind: 'number' },
  { path: 'leftBehind.needs', label: '困难诉求', kind: 'long', max: 400 },
  { path: 'leftBehind.help', label: '帮扶情况', kind: 'long', max: 400 },
];
/** Not asked of foreigners. */
const NOT_OVERSEAS: ReadonlySet<string> = new Set(['politics', 'nativePlace', 'formerName']);

export const fieldsOfClass = (of: PersonClass): readonly FormField[] => OF_CLASS[of];
export function fieldsOf(person: Pick<PersonDocument, 'class' | 'leftBehind'>): {
  readonly who: readonly FormField[];
  readonly more: readonly FormField[];
  readonly ofClass: readonly FormField[];
  readonly leftBehind: readonly FormField[];
} {
  const isOverseas = person.class === 'overseas';
  return {
    who: WHO,
    more: isOverseas ? MORE.filter(({ path }) => !NOT_OVERSEAS.has(path)) : MORE,
    ofClass: OF_CLASS[person.class],
    leftBehind: person.leftBehind === undefined ? [] : LEFT_BEHIND,
  };
}

/** What stands in the form: texts by path, lists as lists. */
export interface PersonTyped {
  readonly class: PersonClass;
  readonly texts: Readonly<Record<string, string>>;
  readonly phones: readonly Phone[];
  readonly contacts: readonly ContactPerson[];
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

export function typedOf(person: PersonDocument): PersonTyped {
  const { who, more, ofClass, leftBehind } = fieldsOf(person);
  const all = [...who, ...more, ...ofClass, ...leftBehind];
  return {
    class: person.class,
    texts: Object.fromEntries(all.map(({ path }) => [path, textOf(fieldAt(person, path))])),
    phones: person.phones ?? [],
    contacts: person.contacts ?? [],
  };
}
export const emptyTyped = (of: PersonClass): PersonTyped => ({
  class: of,
  texts: { idKind: of === 'overseas' ? '护照' : '居民身份证', sex: '' },
  phones: [],
  contacts: [],
});

/** What was typed, as the record holds it: by path, `undefined` where nothing stands. Numbers are normalised. */
export function valuesOf(typed: PersonTyped, shown: readonly FormField[]): Readonly<Record<string, unknown>> {
  const values = shown.map(({ path, kind }) => {
    const text = (typed.texts[path] ?? '').trim();
    if (text === '') return [path, path === 'sex' ? '0' : undefined] as const;
    if (path === 'idNumber') return [path, normalisedId(text)] as const;
    return [path, kind === 'number' ? (typedNumber(text) ?? text) : text] as const;
  });
  const phones = typed.phones
    .filter(({ number }) => number.trim() !== '')
    .map((phone) => ({ ...phone, number: normalisedPhone(phone.number) }));
  const contacts = typed.contacts
    .filter(({ name }) => name.trim() !== '')
    .map(({ phone, ...contact }) => ({
      ...contact,
      name: contact.name.trim(),
      ...(phone === undefined || phone.trim() === '' ? {} : { phone: normalisedPhone(phone) }),
    }));
  return {
    ...Object.fromEntries(values),
    phones: phones.length === 0 ? undefined : phones,
    contacts: contacts.length === 0 ? undefined : contacts,
  };
}

const isWritten = (text: unknown): boolean => typeof text === 'string' && text.trim() !== '';

/** What stands in the form and cannot be kept as it stands, in words by path: nothing that was typed is dropped in silence. */
export function unreadable(typed: PersonTyped, shown: readonly FormField[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { path, label, kind } of shown) {
    const text = typed.texts[path] ?? '';
    if (kind === 'number' && isWritten(text) && typedNumber(text) === undefined) found.set(path, `${label}要写数字。`);
  }
  const phone = typed.phones.findIndex(({ number, note }) => !isWritten(number) && isWritten(note));
  if (phone >= 0) found.set('phones', `号码 ${phone + 1} 还空着，写上号码，不要这一行就移除。`);
  const contact = typed.contacts.findIndex(
    ({ name, ...rest }) => !isWritten(name) && Object.values(rest).some(isWritten),
  );
  if (contact >= 0) found.set('contacts', `联系人 ${contact + 1} 没有姓名，写上姓名，不要这一行就移除。`);
  return found;
}

/** The record as it would be. */
export function withValues(record: AnyRecord, values: Readonly<Record<string, unknown>>): AnyRecord {
  let after = record;
  for (const [path, value] of Object.entries(values)) after = withField(after, path, value);
  return after;
}

/** A new person as `moveIn` takes one. */
export function newPersonOf(typed: PersonTyped): NewPerson {
  const fields = fieldsOf({ class: typed.class });
  const values = valuesOf(typed, [...fields.who, ...fields.more, ...fields.ofClass]);
  let person: Readonly<Record<string, unknown>> = { class: typed.class };
  for (const [path, value] of Object.entries(values)) if (value !== undefined) person = withField(person, path, value);
  return person as unknown as NewPerson;
}

/** An id number says the day of birth and the sex: filled in where nothing stands there, or what the number before it said. */
export function withIdNumber(typed: PersonTyped, text: string, isDemonstration: boolean): PersonTyped {
  const said = (number: string) => readCitizenId(number, { isDemonstration });
  const [now, former] = [said(text), said(typed.texts['idNumber'] ?? '')];
  const texts: Record<string, string> = { ...typed.texts, idNumber: text };
  if (now.ok) {
    const isOwn = (path: 'birth' | 'sex'): boolean => {
      const there = typed.texts[path] ?? '';
      return there === '' || there === '0' || (former.ok && there === former.value[path]);
    };
    if (isOwn('birth')) texts['birth'] = now.value.birth;
    if (isOwn('sex')) texts['sex'] = now.value.sex;
    if ((texts['idKind'] ?? '') === '') texts['idKind'] = ID_KIND_OF[now.value.kind];
  }
  return { ...typed, texts };
}
