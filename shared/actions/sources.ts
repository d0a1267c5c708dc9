import type { SourceEntry } from '../domain/catalog.ts';
import type { FieldSource } from '../domain/record-parts.ts';
import type { AnyRecord } from './change-set.ts';
import { fieldAt } from './field-changes.ts';
import { KEEP_SOURCES } from './scene.ts';

/** Strength of a source by the catalogue; 走访提议 counts as 走访 where it has no row of its own, an unknown one as nothing. */
export function strengthOf(source: string, catalogue: readonly SourceEntry[]): number {
  const exact = catalogue.find(({ name }) => name === source);
  if (exact !== undefined) return exact.strength;
  const [longest] = catalogue
    .filter(({ name }) => source.startsWith(name))
    .toSorted((a, b) => b.name.length - a.name.length);
  return longest?.strength ?? 0;
}

/** Where the value of a field is from: its own note, that of the group it lies in, else how the record came to be. */
export function sourceOf(record: AnyRecord, field: string): FieldSource | undefined {
  const sources = record['sources'] as Readonly<Record<string, FieldSource>> | undefined;
  const own = sources?.[field] ?? sources?.[field.split('.')[0] ?? field];
  if (own !== undefined) return own;
  const { source, createdAt, createdBy, verifiedAt } = record['provenance'] as {
    readonly source?: string;
    readonly createdAt?: string;
    readonly createdBy?: string;
    readonly verifiedAt?: string;
  };
  if (source === undefined || createdAt === undefined) return undefined;
  return { source, at: verifiedAt ?? createdAt, ...(createdBy === undefined ? {} : { by: createdBy }) };
}

/** 一数一源: whether what stands there is from a stronger source than the one that would overwrite it. */
export function isHeldAgainst(
  record: AnyRecord,
  field: string,
  source: string,
  catalogue: readonly SourceEntry[],
): boolean {
  if (!KEEP_SOURCES.has(record.type)) return false;
  const value = fieldAt(record, field);
  const present = sourceOf(record, field);
  if (value === undefined || present === undefined) return false;
  return strengthOf(present.source, catalogue) > strengthOf(source, catalogue);
}
