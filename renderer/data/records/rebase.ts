import { fieldAt, fieldChanges, withField, withFields } from '../../../shared/actions/field-changes.ts';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import type { ChangeEntry, FieldChange } from '../../../shared/domain/change.ts';
import type { FieldSource } from '../../../shared/domain/record-parts.ts';
import { mergeLists, same } from './lists.ts';
import { sourcesOf, withSources } from './sources.ts';

/**
 * Unsent edits put upon what the server holds now, one after the other, field by field: what only we changed is ours, what only they changed is theirs; of a
 * field that both changed the server's value stands and ours goes into the entry's `lost`. Every entry says what it was made upon (`from`), so that no third
 * state is needed, and the entries are given back as they now are: made upon the server's state.
 */
export interface Rebased {
  readonly document: AnyRecord;
  readonly entries: readonly ChangeEntry[];
}

/** What means something only as a whole: half of one point and half of another is a place nobody meant, and so with a home and the grid it lies in. */
const UNITS: Readonly<Record<string, string>> = {
  place: 'place',
  centroid: 'centroid',
  footprint: 'footprint',
  homeRoom: 'home',
  scope: 'home',
  audience: 'home',
  handover: 'home',
};
export const unitOf = (field: string): string => UNITS[field.split('.')[0] ?? field] ?? field;

function unitsOf(fields: readonly FieldChange[]): readonly (readonly FieldChange[])[] {
  const units = new Map<string, FieldChange[]>();
  for (const change of fields) {
    const name = unitOf(change.field);
    units.set(name, [...(units.get(name) ?? []), change]);
  }
  return [...units.values()];
}

const changeOf = (field: string, from: unknown, to: unknown): FieldChange => ({
  field,
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

const lostTo = (change: FieldChange, instead: unknown): FieldChange =>
  instead === undefined ? change : { ...change, instead };

interface Step {
  readonly document: AnyRecord;
  readonly fields: readonly FieldChange[];
  readonly lost: readonly FieldChange[];
}

/** One field (or one whole unit) of one entry. */
function step(document: AnyRecord, unit: readonly FieldChange[]): Step {
  const stands = (side: 'from' | 'to'): boolean =>
    unit.every((change) => same(fieldAt(document, change.field), change[side]));
  if (stands('from')) return { document: withFields(document, unit, 'to'), fields: unit, lost: [] };
  // Both wrote the same; or it was taken before and its answer was lost. Said upon itself, it can no longer undo anything.
  if (stands('to')) return { document, fields: unit.map(({ field, to }) => changeOf(field, to, to)), lost: [] };
  const givenWay = unit.map((change) => lostTo(change, fieldAt(document, change.field)));
  const [only] = unit;
  if (only === undefined || unit.length > 1) return { document, fields: [], lost: givenWay };
  const { field, from, to } = only;
  const standing = fieldAt(document, field);
  const merged = mergeLists(field, from, standing, to);
  if (merged === null) return { document, fields: [], lost: givenWay };
  const { list, lostFrom, lostTo: ours, instead, kept } = merged;
  const gaveWay = lostFrom.length + ours.length > 0;
  return {
    document: withField(document, field, list),
    fields: kept ? [changeOf(field, standing, list)] : [],
    lost: gaveWay ? [lostTo(changeOf(field, lostFrom, ours), instead)] : [],
  };
}

function replay(document: AnyRecord, entry: ChangeEntry): { document: AnyRecord; entry: ChangeEntry } {
  let now = document;
  const fields: FieldChange[] = [];
  const lost: FieldChange[] = [...(entry.lost ?? [])];
  for (const unit of unitsOf(entry.fields)) {
    const done = step(now, unit);
    now = done.document;
    fields.push(...done.fields);
    lost.push(...done.lost);
  }
  return { document: now, entry: { ...entry, fields, ...(lost.length === 0 ? {} : { lost }) } };
}

/** Notes what colleagues changed meanwhile that this edit leaves alone. */
function toldBeside(entry: ChangeEntry, meanwhile: readonly string[]): ChangeEntry {
  const own = new Set([...entry.fields, ...(entry.lost ?? [])].map(({ field }) => unitOf(field)));
  const beside = new Set([...(entry.beside ?? []), ...meanwhile.filter((field) => !own.has(unitOf(field)))]);
  return beside.size === 0 ? entry : { ...entry, beside: [...beside].toSorted() };
}

/** `ours`: the record as the entries left it, for what stands beside the fields (sources, provenance). */
export function rebase(master: AnyRecord, entries: readonly ChangeEntry[], ours: AnyRecord): Rebased {
  const meanwhile = fieldChanges(before(ours, entries), master).map(({ field }) => field);
  let document = master;
  const rebased: ChangeEntry[] = [];
  for (const entry of entries) {
    const done = replay(document, entry);
    document = done.document;
    rebased.push(toldBeside(done.entry, meanwhile));
  }
  return { document: withMerged(document, master, ours), entries: rebased };
}

/** A source stands beside the value it vouches for; of two for the same value the later one. The rest of who stands for the record is the later word. */
function withMerged(document: AnyRecord, master: AnyRecord, ours: AnyRecord): AnyRecord {
  const [theirs, own] = [sourcesOf(master), sourcesOf(ours)];
  const merged: Record<string, FieldSource> = {};
  for (const path of new Set([...Object.keys(theirs), ...Object.keys(own)])) {
    const value = fieldAt(document, path);
    const vouching = [
      ...(same(fieldAt(master, path), value) ? [theirs[path]] : []),
      ...(same(fieldAt(ours, path), value) ? [own[path]] : []),
    ].filter((source) => source !== undefined);
    // A merged list is neither's: whoever spoke last speaks for it.
    const spoken = vouching.length > 0 ? vouching : [theirs[path], own[path]].filter((source) => source !== undefined);
    const latest = spoken.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
    if (latest !== undefined) merged[path] = latest;
  }
  const provenance = laterOf(master['provenance'], ours['provenance']);
  const next = { ...document, ...(provenance === undefined ? {} : { provenance }) };
  return withSources(next, merged);
}

interface Touched {
  readonly updatedAt?: string;
}
const laterOf = (theirs: unknown, own: unknown): unknown => {
  const [a, b] = [(theirs as Touched | undefined)?.updatedAt ?? '', (own as Touched | undefined)?.updatedAt ?? ''];
  return b > a ? { ...(theirs as object), ...(own as object) } : theirs;
};

/** Whether an entry made its record: what is new has a place that it did not have before. */
export const isCreation = ({ fields }: ChangeEntry): boolean =>
  fields.some(({ field, from, to }) => field === 'scope' && from === undefined && to !== undefined);

/**
 * The entries without those that fell out (refused), each of the others made upon what it would have been made upon without them. A value written twice, first in
 * an entry that falls out, is not a quarrel with anybody.
 */
export function withoutEntries(
  entries: readonly ChangeEntry[],
  fallsOut: (entry: ChangeEntry) => boolean,
): readonly ChangeEntry[] {
  /** By field: what stands there in the chain without them. */
  const instead = new Map<string, unknown>();
  const kept: ChangeEntry[] = [];
  for (const entry of entries) {
    if (fallsOut(entry)) {
      for (const { field, from } of entry.fields) if (!instead.has(field)) instead.set(field, from);
      continue;
    }
    const fields = entry.fields.map((change) => {
      const { field, from, to } = change;
      if (!instead.has(field)) return change;
      const standing = instead.get(field);
      const merged = mergeLists(field, from, standing, to, 'ours');
      const next = merged === null ? to : merged.list;
      if (same(next, to)) instead.delete(field);
      else instead.set(field, next);
      return changeOf(field, standing, next);
    });
    kept.push({ ...entry, fields });
  }
  return kept;
}

/** The record as it was before these edits. */
export const before = (record: AnyRecord, entries: readonly ChangeEntry[]): AnyRecord =>
  entries.toReversed().reduce((so, { fields }) => withFields(so, fields, 'from'), record);
