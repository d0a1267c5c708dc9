import type { PlaceKindEntry } from '../domain/catalog.ts';
import type { EnterpriseDocument } from '../domain/enterprise.ts';
import { plusMonths, shanghaiDayOf } from '../lib/calendar-day.ts';

export type PlaceFigures = Pick<EnterpriseDocument, 'trade' | 'areaM2' | 'beds' | 'people' | 'floors' | 'inComplex'> & {
  /** Set by hand: the figures are not asked. */
  readonly placeKind?: unknown;
};

export interface PlaceKind {
  readonly code: string;
  readonly label: string;
  /** One of the nine small kinds (九小). */
  readonly isNine: boolean;
  readonly licences: readonly string[];
  readonly inspectMonths?: number;
}

/** `1-3`, `2、3层`, `B1` → the lowest and the highest storey; undefined where it is not to be read. */
export function storeysOf(text: string | undefined): { readonly from: number; readonly to: number } | undefined {
  const found = [...(text ?? '').normalize('NFKC').matchAll(/(?:(B|地下|负|(?<!\d)-))?(\d{1,3})/giu)];
  const storeys = found.map((match) => (match[1] === undefined ? Number(match[2]) : -Number(match[2])));
  return storeys.length === 0 ? undefined : { from: Math.min(...storeys), to: Math.max(...storeys) };
}

function isWithin(entry: PlaceKindEntry, place: PlaceFigures): boolean {
  if (entry.excludesComplex === true && place.inComplex === true) return false;
  const storeys = storeysOf(place.floors);
  if (storeys && entry.floorsFrom !== undefined && storeys.from < entry.floorsFrom) return false;
  if (storeys && entry.floorsTo !== undefined && storeys.to > entry.floorsTo) return false;
  return entry.limits.every((limit) => {
    const value = place[limit.field];
    if (value === undefined) return true;
    return (limit.below === undefined || value < limit.below) && (limit.atMost === undefined || value <= limit.atMost);
  });
}

const kindOf = ({ code, label, isNine, licences, inspectMonths }: PlaceKindEntry): PlaceKind => ({
  code,
  label,
  isNine: isNine === true,
  licences,
  ...(inspectMonths === undefined ? {} : { inspectMonths }),
});

/** What kind of place it is: the first entry of its trade whose limits all hold. A figure that is not known counts as holding: better inspected than missed. */
export function placeKind(place: PlaceFigures, entries: readonly PlaceKindEntry[]): PlaceKind {
  const byHand = entries.find((entry) => entry.code === place.placeKind);
  const entry = byHand ?? entries.find((one) => one.trade === place.trade && isWithin(one, place));
  return entry ? kindOf(entry) : { code: place.trade, label: place.trade, isNine: false, licences: [] };
}

/** When the next inspection falls due by the kind: '' where it is not inspected by the clock; today where it never was. */
export function inspectionDueOn(kind: PlaceKind, inspectedAt: string | undefined, today: string): string {
  if (kind.inspectMonths === undefined) return '';
  return inspectedAt === undefined ? today : plusMonths(shanghaiDayOf(inspectedAt), kind.inspectMonths);
}
