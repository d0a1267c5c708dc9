import type { TagEntry } from '../domain/catalog.ts';
import type { PersonTag } from '../domain/person.ts';
import { plusMonths, shanghaiDayOf } from '../lib/calendar-day.ts';
import type { World } from './issue.ts';

export const tagLabel = (code: string, world: World): string => world.tags.get(code)?.label ?? code;

/** A tag without an end is looked at every year where the catalogue says nothing else. */
const YEARLY = 12;

/** By when a tag must be looked at again; undefined where never. */
export function reviewDueOn(tag: PersonTag, entry: TagEntry | undefined): string | undefined {
  const months = entry?.reviewMonths ?? (tag.until === undefined ? YEARLY : undefined);
  if (months === undefined) return undefined;
  return plusMonths(tag.reviewedAt === undefined ? tag.since : shanghaiDayOf(tag.reviewedAt), months);
}

export const isExpired = (tag: PersonTag, today: string): boolean => tag.until !== undefined && tag.until < today;
