import type { CatalogDocument, CatalogOf } from '../../domain/catalog.ts';
import { workCalendar, type WorkCalendar } from './calendar.ts';

/**
 * The working calendar that the catalogues at hand make: of every year the table of the narrowest scope, there the highest version. A year counts as soon as its table is
 * known, not from its first day on: deadlines reach into it.
 */
export function calendarOf(catalogs: readonly CatalogDocument[]): WorkCalendar {
  const best = new Map<number, CatalogOf<'calendar'>>();
  for (const catalog of catalogs) {
    if (catalog.kind !== 'calendar') continue;
    const known = best.get(catalog.year);
    if (known === undefined || isBefore(known, catalog)) best.set(catalog.year, catalog);
  }
  return workCalendar([...best.values()]);
}

/** Whether another table of the same year replaces this one. The id decides between equals, so that both sides take the same. */
function isBefore(known: CatalogOf<'calendar'>, other: CatalogOf<'calendar'>): boolean {
  const [ours, theirs] = [known.scope.length, other.scope.length];
  if (ours !== theirs) return ours < theirs;
  return known.version === other.version ? known._id < other._id : known.version < other.version;
}
