import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import type { ChangeEntry, FieldChange } from '../../../shared/domain/change.ts';
import type { FieldSource } from '../../../shared/domain/record-parts.ts';
import { same } from './lists.ts';

export type Sources = Readonly<Record<string, FieldSource>>;
export const sourcesOf = (record: AnyRecord | null): Sources => (record?.['sources'] ?? {}) as Sources;

/** What an edit changed of where values come from, by the path of the value. */
export function sourceChanges(before: AnyRecord | null, after: AnyRecord): readonly FieldChange[] {
  const [was, is] = [sourcesOf(before), sourcesOf(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].sort().flatMap((field) => {
    const [from, to] = [was[field], is[field]];
    if (same(from, to)) return [];
    return [{ field, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
  });
}

export function withSources(record: AnyRecord, sources: Sources): AnyRecord {
  const { sources: _before, ...rest } = record;
  return Object.keys(sources).length === 0 ? rest : { ...rest, sources };
}

/** Sources as they were before an edit; one that somebody has renewed since stands. `only`: of these fields. */
export function sourcesBefore(record: AnyRecord, edit: ChangeEntry, only: (field: string) => boolean): AnyRecord {
  const now = new Map(Object.entries(sourcesOf(record)));
  for (const { field, from, to } of edit.sources ?? []) {
    if (!only(field) || !same(now.get(field), to)) continue;
    if (from === undefined) now.delete(field);
    else now.set(field, from as FieldSource);
  }
  return withSources(record, Object.fromEntries(now));
}
