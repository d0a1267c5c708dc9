import type { FieldEntry } from './catalog.ts';
import { readCitizenId } from './identifiers/citizen-id.ts';
import { readPhone } from './identifiers/phone.ts';

/** What somebody typed into the fields that a catalogue describes (special ledgers, care files): text by key. */
export type TypedValues = Readonly<Record<string, string>>;

export interface FieldsVerdict {
  /** As they are stored: numbers as numbers, yes and no as booleans, empty ones left out. */
  readonly values: Readonly<Record<string, unknown>>;
  /** By key, in words. Empty: everything may be stored. */
  readonly problems: ReadonlyMap<string, string>;
}

interface Profile {
  readonly isDemonstration: boolean;
}
type Read = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly words: string };

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const isDay = (text: string): boolean => DAY.test(text) && !Number.isNaN(Date.parse(text));
const bad = (words: string): Read => ({ ok: false, words });
const good = (value: unknown): Read => ({ ok: true, value });

/** A number as people type it: in full width too, with commas and blanks between. */
export function typedNumber(text: string): number | undefined {
  const plain = text.normalize('NFKC').replaceAll(/[,\s]/g, '');
  const number = Number(plain);
  return plain === '' || !Number.isFinite(number) ? undefined : number;
}

function readNumber({ label, min, max }: FieldEntry, text: string): Read {
  const number = typedNumber(text);
  if (number === undefined) return bad(`${label}要写数字，如 120.5。`);
  if (min !== undefined && number < min) return bad(`${label}不能小于 ${String(min)}。`);
  if (max !== undefined && number > max) return bad(`${label}不能大于 ${String(max)}。`);
  return good(number);
}

function readOne(field: FieldEntry, text: string, profile: Profile): Read {
  switch (field.kind) {
    case 'number':
    case 'money':
      return readNumber(field, text);
    case 'year':
      return /^\d{3,4}$/.test(text.normalize('NFKC'))
        ? readNumber(field, text)
        : bad(`${field.label}要写年份，如 1931。`);
    case 'date':
      return isDay(text) ? good(text) : bad(`${field.label}要写日期，如 2026-11-20。`);
    case 'choice':
      return field.choices?.includes(text) === false ? bad(`${field.label}只能从列表里选。`) : good(text);
    case 'yesNo':
      return good(text === 'yes');
    case 'phone': {
      const read = readPhone(text, profile);
      return read.ok ? good(read.value.number) : bad(read.reason.words);
    }
    case 'idNumber': {
      const read = readCitizenId(text, profile);
      return read.ok ? good(read.value.number) : bad(read.reason.words);
    }
    case 'text':
    case 'longText':
      return field.maxLength !== undefined && text.length > field.maxLength
        ? bad(`${field.label}最多 ${String(field.maxLength)} 个字，现在 ${String(text.length)} 个。`)
        : good(text);
  }
}

/** Reads everything typed by its configuration: what may be stored and what is wrong, in words. */
export function readFields(fields: readonly FieldEntry[], typed: TypedValues, profile: Profile): FieldsVerdict {
  const values: Record<string, unknown> = {};
  const problems = new Map<string, string>();
  for (const field of fields) {
    const text = (typed[field.key] ?? '').trim();
    if (text === '') {
      if (field.required === true) problems.set(field.key, `${field.label}必须填写。`);
      continue;
    }
    const read = readOne(field, text, profile);
    if (read.ok) values[field.key] = read.value;
    else problems.set(field.key, read.words);
  }
  return { values, problems };
}

/** Stored values as they stand in the fields of a form. */
export const asTyped = (fields: readonly FieldEntry[], values: Readonly<Record<string, unknown>>): TypedValues =>
  Object.fromEntries(
    fields.flatMap(({ key }) => {
      const value = values[key];
      if (value === undefined || value === null) return [];
      if (typeof value === 'boolean') return [[key, value ? 'yes' : 'no']];
      return [[key, typeof value === 'string' ? value : JSON.stringify(value)]];
    }),
  );
