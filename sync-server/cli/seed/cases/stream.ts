import { CASE_STREAM_COLUMNS, type CaseStreamRow } from '../../../../shared/geo/resources.ts';
import { assert } from '../../../../shared/lib/assert.ts';
import type { Channel } from '../../../../shared/domain/case.ts';

/** One request of the real stream, with what we take from it. */
export interface Request {
  readonly id: string;
  /** Minutes after the stream's first midnight; it runs 27 hours. */
  readonly minute: number;
  /** Code of a national matter. */
  readonly code: string;
  readonly channel: Channel;
  /** Where in its own city, when it says so. */
  readonly at: readonly [lon: number, lat: number] | null;
}

/** How people reached the real centre, in our channels. */
export const CHANNEL_OF: Readonly<Record<string, Channel>> = {
  PHONE: 'hotline',
  ONLINE: 'public',
  MOBILE: 'public',
  OTHER: 'transfer',
};

const minuteOf = (local: string, midnightMs: number): number => (Date.parse(`${local}Z`) - midnightMs) / 60_000;

/** The rows of the shipped stream, cell by cell. */
export function streamRows(csv: string): readonly CaseStreamRow[] {
  const [head, ...lines] = csv.trimEnd().split('\n');
  assert(head === CASE_STREAM_COLUMNS.join(','), 'the stream has the agreed columns');
  return lines.map((line) => {
    const cells = line.split(',');
    // One cell for each column, in their order.
    return Object.fromEntries(CASE_STREAM_COLUMNS.map((name, at) => [name, cells[at] ?? ''])) as CaseStreamRow;
  });
}

export function readStream(csv: string): readonly Request[] {
  const rows = streamRows(csv);
  const first = rows.reduce((least, row) => (row.created < least ? row.created : least), '9999');
  const midnightMs = Date.parse(`${first.slice(0, 10)}T00:00:00Z`);
  return rows.map((row) => ({
    id: row.id,
    minute: minuteOf(row.created, midnightMs),
    code: row.code,
    channel: CHANNEL_OF[row.channel] ?? 'phone',
    at: row.lat === '' || row.lon === '' ? null : [Number(row.lon), Number(row.lat)],
  }));
}

/** Requests about the same thing at the same place: one burst. */
export type Burst = readonly Request[];

/** More calls about one thing than this are cut: a street is smaller than the city of the stream. */
const LONGEST_BURST = 9;

export function burstsOf(requests: readonly Request[]): readonly Burst[] {
  const bursts = new Map<string, Request[]>();
  for (const request of requests) {
    const key =
      request.at === null ? request.id : `${request.code}/${request.at[0].toFixed(3)}/${request.at[1].toFixed(3)}`;
    const burst = bursts.get(key) ?? [];
    bursts.set(key, burst);
    if (burst.length < LONGEST_BURST) burst.push(request);
  }
  return [...bursts.values()].map((burst) => burst.sort((a, b) => a.minute - b.minute));
}
