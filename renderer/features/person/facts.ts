import type { ObjectionDocument } from '../../../shared/domain/objection.ts';
import type { FieldSource } from '../../../shared/domain/record-parts.ts';
import { shanghaiDay } from '../../lib/shanghai-time.ts';

/** A value as the card shows it: with where it comes from, whether it has grown old, and who doubts it. */
export interface Fact {
  readonly path: string;
  readonly label: string;
  readonly value: string;
  readonly isWide?: boolean | undefined;
  /** 公安 · 2026-09-14, '' where nothing is known. */
  readonly source: string;
  readonly isStale: boolean;
  readonly objection?: ObjectionDocument | undefined;
}

/** Not verified for so long is ◐ (UX §3). */
export const STALE_DAYS = 180;
const DAY_MS = 86_400_000;

type Sources = Readonly<Record<string, FieldSource>> | undefined;

/** The source of a field, or of the group it lies in. */
export const sourceAt = (sources: Sources, path: string): FieldSource | undefined =>
  sources?.[path] ?? sources?.[path.split('.')[0] ?? path];

export function sourceWords(sources: Sources, path: string, today: string): Pick<Fact, 'source' | 'isStale'> {
  const found = sourceAt(sources, path);
  if (found === undefined) return { source: '', isStale: false };
  const day = shanghaiDay(Date.parse(found.at));
  return {
    source: `${found.source} · ${day}`,
    isStale: Date.parse(today) - Date.parse(day) > STALE_DAYS * DAY_MS,
  };
}

/** The open objection to a field; to the field itself or to the group it lies in. */
export const objectionTo = (objections: readonly ObjectionDocument[], path: string): ObjectionDocument | undefined =>
  objections.find(({ state, field }) => state === 'open' && (field === path || path.startsWith(`${field}.`)));
