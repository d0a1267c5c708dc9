import { hasHistory } from '../../../shared/domain/change.ts';

/**
 * What a record points at, by the two index fields under which it can be found. A change is found by its record and by the act it was part of, a hand-over by its
 * record and by whether it waits.
 */
const REFERENCES: Readonly<Record<string, readonly [ref: string | null, ref2: string | null]>> = {
  occupancy: ['person', 'room'],
  person: ['household', 'homeRoom'],
  household: ['room', 'head'],
  room: ['building', null],
  careFile: ['person', null],
  enterprise: ['building', 'room'],
  target: ['task', 'subject'],
  objection: ['subject', null],
  ledgerEntry: ['ledger', null],
  sharedFilter: ['list', null],
  change: ['subject', 'batch'],
  careChange: ['subject', 'batch'],
  handover: ['subject', 'state'],
  careHandover: ['subject', 'state'],
  caseHandover: ['subject', 'state'],
};

/** Whether a type lies here in the form of a record: with its unsent edits and its references (`collections/schemas.ts`). */
const ALSO_RECORDS: ReadonlySet<string> = new Set(['change', 'careChange', 'patrol']);
export const isRecord = (type: string): boolean => hasHistory(type) || ALSO_RECORDS.has(type);

type Fields = Readonly<Record<string, unknown>>;
const valueAt = (record: Fields, field: string | null | undefined): string => {
  const value = field === null || field === undefined ? undefined : record[field];
  return typeof value === 'string' ? value : '';
};

export function referencesOf(record: Fields & { readonly type: string }): {
  readonly ref: string;
  readonly ref2: string;
} {
  const [ref, ref2] = REFERENCES[record.type] ?? [null, null];
  return { ref: valueAt(record, ref), ref2: valueAt(record, ref2) };
}

/** The index field under which records of a type are found by one of their references; `null` where they are not. */
export function indexOf(type: string, field: string): 'ref' | 'ref2' | null {
  const [ref, ref2] = REFERENCES[type] ?? [null, null];
  return field === ref ? 'ref' : field === ref2 ? 'ref2' : null;
}
