import type { AnyRecord } from '../actions/change-set.ts';
import type { RecordOf } from '../domain/record-of.ts';
import { ID_KIND_OF, readCitizenId, type CitizenId } from '../domain/identifiers/citizen-id.ts';
import { normalisedPhone } from '../domain/identifiers/phone.ts';
import { normalisedUnifiedCode } from '../domain/identifiers/uscc.ts';
import type { ContactPerson } from '../domain/record-parts.ts';
import { levelsOf } from './address-level-wrong.ts';
import type { Issue, World } from './issue.ts';
import { residentsOf, useOfResidents } from './residents-of.ts';

/** What one click does: fields to set by path (through the act `edit`), or an act to open with what is known already. */
export type Fix =
  | { readonly kind: 'fields'; readonly values: Readonly<Record<string, unknown>> }
  | { readonly kind: 'act'; readonly act: string; readonly input: Readonly<Record<string, unknown>> };

/** `undefined` where the fix no longer fits: the record was changed meanwhile. */
type Make = (record: AnyRecord, world: World, issue: Issue) => Fix | undefined;

const fields = (values: Readonly<Record<string, unknown>>): Fix => ({ kind: 'fields', values });
const act = (name: string, input: Readonly<Record<string, unknown>>): Fix => ({ kind: 'act', act: name, input });

/** The record as the type says; told apart by its type alone. */
const typed = <T extends keyof RecordOf>(record: AnyRecord, type: T): RecordOf[T] | undefined =>
  record.type === type ? (record as unknown as RecordOf[T]) : undefined;

const fromId =
  (values: (id: CitizenId) => Readonly<Record<string, unknown>>): Make =>
  (record, world) => {
    const read = readCitizenId(typed(record, 'person')?.idNumber ?? '', world);
    return read.ok ? fields(values(read.value)) : undefined;
  };

const cleanLevel =
  (field: 'label' | 'estate' | 'unit' | 'number'): Make =>
  (record) => {
    const holder = typed(record, 'building') ?? typed(record, 'room');
    const level = holder && levelsOf(holder).find((one) => one.field === field);
    const cleaned = level?.clean(level.value);
    return cleaned?.ok === true ? fields({ [field]: cleaned.value }) : undefined;
  };

const withPhone = (contact: ContactPerson): ContactPerson =>
  contact.phone === undefined ? contact : { ...contact, phone: normalisedPhone(contact.phone) };

/** All telephones of the field, each as records write it. */
const phoneForm: Make = (record, _, { field }) => {
  const value = field === undefined ? undefined : record[field];
  if (field === undefined || value === undefined) return undefined;
  if (field === 'phones') {
    const phones = typed(record, 'person')?.phones ?? [];
    return fields({ phones: phones.map((phone) => ({ ...phone, number: normalisedPhone(phone.number) })) });
  }
  return Array.isArray(value)
    ? fields({ [field]: (value as readonly ContactPerson[]).map(withPhone) })
    : fields({ [field]: withPhone(value as ContactPerson) });
};

const useFromResidents: Make = (record, world) => {
  const use = useOfResidents(residentsOf(record._id, world));
  return use === undefined ? undefined : fields({ use });
};

/** The last part of the id says which tag, which licence. */
const detailOf = ({ id, rule, subject }: Issue): string => id.slice(rule.length + subject.length + 2);

const tagAct =
  (name: string): Make =>
  (record, _, issue) =>
    act(name, { person: record._id, tag: detailOf(issue) });

const moveIn: Make = (record) => {
  const stay = typed(record, 'occupancy');
  return act('moveIn', { person: stay ? stay.person : record._id });
};

const endStays: Make = (record, world) => {
  const stays = world.occupanciesOfPerson(record._id).map((stay) => stay._id);
  const person = typed(record, 'person');
  return act('endStay', { occupancies: stays.toSorted(), until: person?.diedOn ?? person?.leftOn ?? world.today });
};

const openTwin: Make = (_record, _, issue) => act('open', { record: detailOf(issue).split('+', 1)[0] });

const FIXES: Readonly<Record<string, Make>> = {
  idNumberForm: fromId(({ number }) => ({ idNumber: number })),
  idKindFromNumber: fromId(({ kind }) => ({ idKind: ID_KIND_OF[kind] })),
  birthFromId: fromId(({ birth }) => ({ birth })),
  sexFromId: fromId(({ sex }) => ({ sex })),
  phoneForm,
  usccForm: (record) => fields({ uscc: normalisedUnifiedCode(typed(record, 'enterprise')?.uscc ?? '') }),
  labelClean: cleanLevel('label'),
  estateClean: cleanLevel('estate'),
  unitClean: cleanLevel('unit'),
  numberClean: cleanLevel('number'),
  useFromResidents,
  chooseHead: (record) => act('changeHead', { household: record._id }),
  moveIn,
  moveOut: (record) => act('moveOut', { person: record._id }),
  endStays,
  renewTag: tagAct('renewTag'),
  endTag: tagAct('endTag'),
  renewLicence: (record, _, issue) => act('renewLicence', { enterprise: record._id, licence: detailOf(issue) }),
  confirm: (record) => act('confirm', { record: record._id }),
  openTwin,
  voidRecord: (record) => act('void', { record: record._id }),
  voidEmpty: (record) => act('void', { record: record._id }),
};

/** Every key a rule may name. */
export const FIX_KEYS: readonly string[] = Object.keys(FIXES);

/** What the fix of that key does to this record now. */
export const fixOf = (key: string, issue: Issue, record: AnyRecord, world: World): Fix | undefined =>
  Object.hasOwn(FIXES, key) ? FIXES[key]?.(record, world, issue) : undefined;
