import type { TagEntry } from '../../../shared/domain/catalog.ts';
import type { PersonTag } from '../../../shared/domain/person.ts';
import { daysBetween } from '../../../shared/lib/calendar-day.ts';
import { isExpired, reviewDueOn } from '../../../shared/rules/tag-parts.ts';
import type { StateKind } from '../../ui/state-mark.tsx';

/** How a tag stands today. Without `until` it is held for good and reviewed (yearly, unless its catalogue says otherwise). */
export interface TagStanding {
  readonly tag: PersonTag;
  readonly label: string;
  readonly mark: Extract<StateKind, 'timeOk' | 'timeNear' | 'timeOver'>;
  readonly words: string;
  /** 续期 and 移除 are offered: past its end, or past its review. */
  readonly isStale: boolean;
}

const SOON_DAYS = 60;
const YEARLY = 12;

const rhythmWords = (entry: TagEntry | undefined): string =>
  entry?.reviewMonths === undefined || entry.reviewMonths === YEARLY
    ? '每年复核'
    : `每 ${String(entry.reviewMonths)} 个月复核`;

export function standingOf(tag: PersonTag, entry: TagEntry | undefined, today: string): TagStanding {
  const head = { tag, label: entry?.label ?? tag.code };
  const over = (words: string): TagStanding => ({ ...head, mark: 'timeOver', words, isStale: true });
  const { until } = tag;
  const review = reviewDueOn(tag, entry);
  if (until !== undefined && isExpired(tag, today)) return over(`过期 ${String(daysBetween(until, today))} 天`);
  if (review !== undefined && review < today) return over(`复核超 ${String(daysBetween(review, today))} 天`);
  const isNear = (day: string): boolean => daysBetween(today, day) <= SOON_DAYS;
  if (until !== undefined)
    return { ...head, mark: isNear(until) ? 'timeNear' : 'timeOk', words: `至 ${until}`, isStale: false };
  const near = review !== undefined && isNear(review) ? review : undefined;
  return {
    ...head,
    mark: near === undefined ? 'timeOk' : 'timeNear',
    words: near === undefined ? `长期，${rhythmWords(entry)}` : `${near} 前复核`,
    isStale: false,
  };
}

/** In the order of the card: as they are held, those that need something last, as the picture has them. */
export function standingsOf(
  tags: readonly PersonTag[],
  entries: readonly TagEntry[],
  today: string,
): readonly TagStanding[] {
  const byCode = new Map(entries.map((entry) => [entry.code, entry]));
  const all = tags.map((tag) => standingOf(tag, byCode.get(tag.code), today));
  return [...all.filter(({ isStale }) => !isStale), ...all.filter(({ isStale }) => isStale)];
}
