import { isNotAlone } from '../../../shared/actions/not-alone.ts';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import type { FieldChange } from '../../../shared/domain/change.ts';
import type { TermEntry } from '../../../shared/domain/catalog.ts';
import { normalisedId } from '../../../shared/domain/identifiers/citizen-id.ts';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import { isCovered } from '../../records/field-names.ts';
import { fieldsOf, type FormField } from '../../records/person-typed.ts';

/** How one value can be put right where it came back. */
export type Control =
  | { readonly kind: 'text' | 'day' | 'covered'; readonly max: number }
  | { readonly kind: 'choice'; readonly options: readonly { readonly value: string; readonly label: string }[] };

/** Belongs to an act of its own, with all that follows from it. */
const OF_AN_ACT: ReadonlySet<string> = new Set(['state', 'class', 'kind', 'provenance', 'sex', 'birth', 'operation']);
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T/;
const ID = /^[a-zA-Z]+:/;
const MAX = 200;

/** `null`: not a plain text or a choice; it is put right in the record itself. */
export function controlFor(
  record: AnyRecord,
  { field, to, from }: FieldChange,
  terms: readonly TermEntry[],
): Control | null {
  const value = to ?? from;
  const [top = '', ...rest] = field.split('.');
  const key = rest.at(-1) ?? top;
  if (typeof value !== 'string' || isNotAlone(top) || ID.test(value) || MOMENT.test(value)) return null;
  const known = record.type === 'person' ? formFieldOf(record, field) : undefined;
  if (known === undefined && (record.type === 'person' || OF_AN_ACT.has(key))) return null;
  if (isCovered(field)) return { kind: 'covered', max: known?.max ?? MAX };
  if (known?.kind === 'number') return null;
  if (known?.list !== undefined) {
    const options = terms.filter(({ list }) => list === known.list).map(({ code, label }) => ({ value: code, label }));
    // A value that the catalogue does not know any more stays what it is.
    const isKnown = options.some((option) => option.value === value);
    return { kind: 'choice', options: isKnown ? options : [...options, { value, label: value }] };
  }
  return { kind: known?.kind === 'day' || DAY.test(value) ? 'day' : 'text', max: known?.max ?? MAX };
}

function formFieldOf(record: AnyRecord, path: string): FormField | undefined {
  // What lies under the type `person` was judged by its schema.
  const { who, more, ofClass, leftBehind } = fieldsOf(record as unknown as PersonDocument);
  return [...who, ...more, ...ofClass, ...leftBehind].find((one) => one.path === path);
}

/** What was typed, as the record holds it. */
export function amendedValue(path: string, text: string): string | undefined {
  const said = path === 'idNumber' ? normalisedId(text) : text.trim();
  return said === '' ? undefined : said;
}

/** The fields a refusal names (`内容不完整或格式不对（workplace）`) among those of the edit. */
export function wrongFields(why: string, fields: readonly FieldChange[]): ReadonlySet<string> {
  const path = /（([\w.]+)）$/.exec(why)?.[1];
  const names = ({ field }: FieldChange): boolean => path === field || path?.startsWith(`${field}.`) === true;
  return new Set(fields.filter(names).map(({ field }) => field));
}
