import type { CareFileDocument } from '../../../shared/domain/care-file.ts';
import type { FieldEntry } from '../../../shared/domain/catalog.ts';
import { maskId, maskPhone } from '../../../shared/domain/identifiers/mask.ts';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import type { RoomDocument } from '../../../shared/domain/room.ts';
import { nativePlaceWords } from '../../../shared/domain/identifiers/division-code.ts';
import type { TermWords } from '../../lib/term-words.ts';
import { fieldsOf, isFilled, valueAt, type CardField } from './class-fields.ts';

/** One value of the card: the record it stands in, the field, and its words. */
export interface Fact {
  readonly record: 'person' | 'room' | 'careFile';
  readonly path: string;
  readonly label: string;
  readonly words: string;
  readonly isWide: boolean;
  /** Follows from other fields: nobody corrects or confirms it by itself. */
  readonly isReckoned?: boolean;
}

const LEFT_BEHIND_KINDS: Readonly<Record<string, string>> = { elder: '留守老人', woman: '留守妇女', child: '留守儿童' };

/** A value in words; '' where there is none. */
export function wordsOf(field: CardField, value: unknown, terms: TermWords): string {
  if (!isFilled(value)) return '';
  if (field.path === 'leftBehind.kind' && typeof value === 'string') return LEFT_BEHIND_KINDS[value] ?? value;
  if (field.path === 'floating.permitNumber' && typeof value === 'string') return maskId(value);
  if (field.path === 'nativePlace' && typeof value === 'string') return nativePlaceWords(value);
  if (field.path.endsWith('Yuan') && typeof value === 'number') return `${value.toLocaleString('zh-CN')} 元`;
  if (typeof value === 'string') return field.list === undefined ? value : terms(field.list, value);
  return typeof value === 'number' ? String(value) : '';
}

export interface FactParts {
  readonly person: PersonDocument;
  readonly room: RoomDocument | null | undefined;
  /** As it is now: 上港小区 27幢 2单元 502; '' where the person has no home here. */
  readonly address: string;
  /** Where the person is registered, when it is a room of ours. */
  readonly registeredAddress: string;
  /** 人户分离 as the stock reckons it; `undefined` until it is known. */
  readonly isApart: boolean | undefined;
  readonly terms: TermWords;
}

/** 基本情况: what the person's class has and what is filled in. What is computed (人户一致, 现住地址) is told like the rest. */
export function factsOf(parts: FactParts): readonly Fact[] {
  const { person, room, address, registeredAddress, isApart, terms } = parts;
  const fact = (
    path: string,
    label: string,
    words: string,
    isWide = false,
    record: Fact['record'] = 'person',
  ): Fact => ({
    record,
    path,
    label,
    words,
    isWide,
  });
  const own = fieldsOf(person).flatMap((field): readonly Fact[] => {
    const value = valueAt(person, field.path);
    // A registered room of ours stands for its address: one change of a name shows here too.
    const words =
      field.path === 'resident.registeredAddress' && registeredAddress !== ''
        ? registeredAddress
        : wordsOf(field, value, terms);
    const path = words === registeredAddress && words !== '' ? 'resident.registeredRoom' : field.path;
    return words === '' ? [] : [fact(path, field.label, words, field.isWide)];
  });
  const narrow = own.filter(({ isWide }) => !isWide);
  const wide = own.filter(({ isWide }) => isWide);
  return [
    ...narrow,
    ...(isApart === undefined || person.class !== 'resident'
      ? []
      : [{ ...fact('homeRoom', '人户一致', isApart ? '不一致' : '一致'), isReckoned: true }]),
    ...(room?.tenure === undefined ? [] : [fact('tenure', '居住房屋产权', room.tenure, false, 'room')]),
    ...wide,
    ...(address === '' ? [] : [fact('homeRoom', '现住地址', address, true)]),
  ];
}

/** What stands on the card beside the picture: who this is and how to reach him. Told here without words, which the card has. */
export function cardFacts({
  idKind,
  idNumber,
  ethnicity,
  phones = [],
  contacts = [],
  ...person
}: PersonDocument): readonly Fact[] {
  const fact = (path: string, label: string): Fact => ({ record: 'person', path, label, words: '', isWide: false });
  return [
    fact('name', '姓名'),
    fact('sex', '性别'),
    ...(person.class === 'overseas' || ethnicity === undefined ? [] : [fact('ethnicity', '民族')]),
    ...(idNumber === undefined ? [] : [fact('idNumber', idKind.includes('身份证') ? '身份号' : '证件号')]),
    ...(phones.length === 0 ? [] : [fact('phones', '电话')]),
    ...(contacts.length === 0 ? [] : [fact('contacts', '联系人')]),
  ];
}

/** The fields of a care file that are filled in, as its kind in the catalogue has them. */
export function careFacts(file: CareFileDocument, fields: readonly FieldEntry[]): readonly Fact[] {
  return fields.flatMap((field): readonly Fact[] => {
    const words = careWords(field, file.values[field.key]);
    return words === ''
      ? []
      : [
          {
            record: 'careFile',
            path: `values.${field.key}`,
            label: field.label,
            words,
            isWide: field.kind === 'longText',
          },
        ];
  });
}

function careWords(field: FieldEntry, value: unknown): string {
  if (!isFilled(value)) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  // Numbers of persons are covered here as everywhere.
  if (typeof value === 'string' && field.kind === 'phone') return maskPhone(value);
  if (typeof value === 'string' && field.kind === 'idNumber') return maskId(value);
  if (Array.isArray(value)) return value.filter((one) => typeof one === 'string').join('、');
  const text = typeof value === 'number' ? value.toLocaleString('zh-CN') : typeof value === 'string' ? value : '';
  return text === '' || field.unit === undefined ? text : `${text} ${field.unit}`;
}
