import type { FieldChange } from '../domain/change.ts';
import { sameJson } from '../lib/canonical-json.ts';
import type { AnyRecord } from './change-set.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What is no field of the thing itself: identity, who keeps it when, and the client's own luggage. */
const NOT_HISTORY: ReadonlySet<string> = new Set([
  '_id',
  'type',
  'schema',
  'provenance',
  'sources',
  'rev',
  'unsent',
  'changes',
  'ref',
  'ref2',
]);
const isField = (name: string): boolean => !name.startsWith('_') && !NOT_HISTORY.has(name);

const isGroup = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isSame = (a: unknown, b: unknown): boolean => (a === undefined) === (b === undefined) && sameJson(a, b);

function change(field: string, from: unknown, to: unknown): FieldChange {
  if (from === undefined) return to === undefined ? { field } : { field, to };
  return to === undefined ? { field, from } : { field, from, to };
}
/** The names of either, in order. */
function namesOf(left: Fields, right: Fields): readonly string[] {
  const names = Object.keys(right);
  for (const name of Object.keys(left)) if (!Object.hasOwn(right, name)) names.push(name);
  return names.sort();
}

/**
 * What one edit changed, as it stands in the history: by field, groups one level deep (`resident.registeredAddress`), lists as a whole.
 * A group that is missing counts as an empty one. Of a table that is published the lists are named and not told again: they stand in that version, which nobody edits.
 */
export function fieldChanges(before: AnyRecord | null, after: AnyRecord): readonly FieldChange[] {
  const was: Fields = before ?? {};
  const isPublished = before === null && after.type === 'catalog';
  const found: FieldChange[] = [];
  for (const name of namesOf(was, after)) {
    if (!isField(name)) continue;
    const from = was[name];
    const to = after[name];
    if (isSame(from, to)) continue;
    if (isPublished && Array.isArray(to)) {
      found.push({ field: name });
      continue;
    }
    if (!(isGroup(from ?? {}) && isGroup(to ?? {}) && (isGroup(from) || isGroup(to)))) {
      found.push(change(name, from, to));
      continue;
    }
    const [left, right] = [(from ?? {}) as Fields, (to ?? {}) as Fields];
    for (const key of namesOf(left, right)) {
      if (!isSame(left[key], right[key])) found.push(change(`${name}.${key}`, left[key], right[key]));
    }
  }
  return found;
}

/** A path into a record: the field and, where it is one of a group, its key. Only the first dot divides. */
function divide(path: string): readonly [string, string | null] {
  const dot = path.indexOf('.');
  return dot < 0 ? [path, null] : [path.slice(0, dot), path.slice(dot + 1)];
}

export function fieldAt(record: Fields, path: string): unknown {
  const [name, key] = divide(path);
  const value = record[name];
  if (key === null) return value;
  return isGroup(value) ? value[key] : undefined;
}

const without = (group: Fields, name: string): Fields =>
  Object.fromEntries(Object.entries(group).filter(([key]) => key !== name));
const put = (group: Fields, name: string, value: unknown): Fields =>
  value === undefined ? without(group, name) : { ...group, [name]: value };

/** The record with one field set, or taken away by `undefined`. A group that loses its last field goes with it. */
export function withField<R extends Fields>(record: R, path: string, value: unknown): R {
  const [name, key] = divide(path);
  if (key === null) return put(record, name, value) as R;
  const present = record[name];
  const group = put(isGroup(present) ? present : {}, key, value);
  return put(record, name, Object.keys(group).length === 0 ? undefined : group) as R;
}

/** Sets fields to what they were before (`from`: restoring) or became (`to`). */
export const withFields = <R extends Fields>(
  record: R,
  changes: readonly Pick<FieldChange, 'field' | 'from' | 'to'>[],
  side: 'from' | 'to',
): R => changes.reduce((so, one) => withField(so, one.field, one[side]), record);
