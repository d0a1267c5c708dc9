import type { Arrival } from '../../../shared/cases/intake/take-in.ts';
import type { DuplicateRuleEntry } from '../../../shared/domain/catalog.ts';
import type { CaseStreamRow } from '../../../shared/geo/resources.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { CHANNEL_OF, streamRows } from '../seed/cases/stream.ts';

/** resources/cases/stream-catalog.json: the categories of the stream's own city that a street takes up, and from when on two of its requests may be one. */
export interface StreamCatalog {
  readonly standard: string;
  readonly categories: readonly { readonly code: string; readonly name: string }[];
  readonly duplicateRules: readonly DuplicateRuleEntry[];
}

/** One request of the stream as our intake gets it, and when its own city was done with it. */
export interface StreamArrival {
  readonly arrival: Arrival;
  readonly atMs: number;
  readonly closedMs: number | undefined;
  /** Community district of its city, as written: `12 MANHATTAN`. */
  readonly district: string;
}

/** Local times without zone: read as if they were UTC, which keeps their order and their differences. */
const msOf = (local: string): number => Date.parse(`${local}Z`);

function arrivalOf(row: CaseStreamRow, catalog: StreamCatalog): StreamArrival {
  const known = catalog.categories.find(({ name }) => name === row.category);
  const said = [row.category, row.subcategory, row.placeKind].filter((part) => part !== '');
  const closedMs = row.closed === '' ? undefined : msOf(row.closed);
  return {
    atMs: msOf(row.created),
    closedMs,
    district: row.district,
    arrival: {
      channel: CHANNEL_OF[row.channel] ?? 'phone',
      via: `311 ${row.channel}`,
      channelNumber: row.id,
      words: said.join('，'),
      description: row.subcategory,
      at: isoAt(msOf(row.created)),
      // The published stream names nobody.
      isAnonymous: true,
      wantsReply: row.due !== '',
      ...(row.due === '' ? {} : { replyBy: isoAt(msOf(row.due)) }),
      category:
        known === undefined
          ? undefined
          : { standard: catalog.standard, kind: 'matter', code: known.code, name: known.name },
      point: row.lat === '' || row.lon === '' ? undefined : [Number(row.lon), Number(row.lat)],
      address: [row.address, row.placeKind].filter((part) => part !== '').join('，'),
    },
  };
}

/** The stream in order of arrival. */
export const streamArrivals = (csv: string, catalog: StreamCatalog): readonly StreamArrival[] =>
  streamRows(csv)
    .map((row) => arrivalOf(row, catalog))
    .sort((a, b) => a.atMs - b.atMs);
