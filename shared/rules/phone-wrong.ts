import type { RecordOf } from '../domain/record-of.ts';
import { readPhone } from '../domain/identifiers/phone.ts';
import { defineRule, markOf, type Finding } from './define-rule.ts';

export type WithPhones = RecordOf['person'] | RecordOf['room'] | RecordOf['enterprise'] | RecordOf['building'];
export interface PhonePlace {
  readonly field: string;
  readonly whose: string;
  readonly number: string;
}

const place = (field: string, whose: string, number: string | undefined): readonly PhonePlace[] =>
  number === undefined || number === '' ? [] : [{ field, whose, number }];

/** Every telephone a record holds, with the field that holds it. */
export function phonesOf(record: WithPhones): readonly PhonePlace[] {
  switch (record.type) {
    case 'person':
      return [
        ...(record.phones ?? []).flatMap(({ number }) => place('phones', '', number)),
        ...(record.contacts ?? []).flatMap(({ name, phone }) => place('contacts', name, phone)),
      ];
    case 'room':
      return place('owner', '房主', record.owner?.phone);
    case 'enterprise':
      return [
        ...place('legalPerson', '法人', record.legalPerson?.phone),
        ...place('safetyOfficer', '安全责任人', record.safetyOfficer?.phone),
      ];
    case 'building':
      return place('keeper', '楼组长', record.keeper?.phone);
  }
}

/** Wrong by itself, or right and written otherwise than records are, so that its tail would not be found. */
export const phoneWrong = defineRule({
  name: 'phone-wrong',
  title: '电话不对',
  of: ['person', 'room', 'enterprise', 'building'],
  needsWorld: false,
  find: (record, { isDemonstration }) =>
    phonesOf(record).flatMap(({ field, whose, number }): readonly Finding[] => {
      const read = readPhone(number, { isDemonstration });
      const detail = `${field}-${markOf(whose + number)}`;
      const front = whose === '' ? '' : `${whose}：`;
      if (!read.ok) return [{ severity: 'error', field, detail, words: front + read.reason.words }];
      if (read.value.number === number) return [];
      const fixes = [{ key: 'phoneForm', label: `改写为 ${read.value.number}` }];
      return [{ severity: 'doubt', field, detail, words: `${front}电话里有多余的字或空格。`, fixes }];
    }),
});
