import { takeIn, type Lack, type TakenIn } from '../../../shared/cases/intake/take-in.ts';
import { duplicateRules } from '../../../shared/cases/likeness/duplicate-rules.ts';
import { likenessIndex, type LikelySame } from '../../../shared/cases/likeness/likeness-index.ts';
import { sightingOf } from '../../../shared/cases/likeness/sighting.ts';
import type { StreamArrival, StreamCatalog } from './arrivals.ts';

/** A request that was offered an open one as the same. */
export interface Offer {
  readonly arrival: StreamArrival;
  /** Likeliest first; ids are numbers of the stream. */
  readonly likely: readonly LikelySame[];
}

/** Where every row of the stream went: the parts sum to `rows`. */
export interface StreamTakenIn {
  readonly rows: number;
  readonly findings: number;
  readonly waits: number;
  readonly again: number;
  /** Of the waiting, by what they lack; one may lack both. */
  readonly lacking: Readonly<Record<Lack, number>>;
  /** Of the findings. */
  readonly offers: readonly Offer[];
  /** Received words, number, channel and term of a row that are not in what became of it. */
  readonly lost: readonly string[];
}

/** Boroughs of the stream's city, in place of our streets. */
const BOROUGHS = ['MANHATTAN', 'BRONX', 'BROOKLYN', 'QUEENS', 'STATEN ISLAND'];

/** A grid for every community district of the stream's city: `12 MANHATTAN` → one grid of community 012 in street 001. Division 999311 is nobody's. */
export function gridOfDistrict(district: string): string | undefined {
  const [, number, borough] = /^(\d{2}) (.+)$/.exec(district) ?? [];
  const at = BOROUGHS.indexOf(borough ?? '');
  return number === undefined || at < 0 ? undefined : `9993110${String(at + 1).padStart(2, '0')}0${number}001`;
}

function keeps({ arrival }: StreamArrival, taken: TakenIn): boolean {
  if (taken.kind === 'again') return true;
  const received = taken.kind === 'finding' ? taken.finding.received : taken.received;
  const isNumbered =
    taken.kind === 'waits' ||
    (taken.finding.channelNumber === arrival.channelNumber && taken.finding.channel === arrival.channel);
  return (
    isNumbered &&
    received?.words === arrival.words &&
    received.replyBy === arrival.replyBy &&
    received.isAnonymous === arrival.isAnonymous
  );
}

/**
 * Takes a whole stream in, one request after the other at its own time. What its city was done with by then is no longer open and not offered.
 * Nothing is merged: every finding stays one, offered or not.
 */
export function takeInStream(stream: readonly StreamArrival[], catalog: StreamCatalog): StreamTakenIn {
  const index = likenessIndex(duplicateRules(catalog.duplicateRules));
  const known = new Map<string, string>();
  const closing: { readonly id: string; readonly atMs: number }[] = [];
  const lacking: Record<Lack, number> = { place: 0, outside: 0, category: 0 };
  const offers: Offer[] = [];
  const lost: string[] = [];
  const counts = { finding: 0, waits: 0, again: 0 };
  for (const one of stream) {
    const { arrival, atMs } = one;
    while ((closing[0]?.atMs ?? Infinity) <= atMs) index.remove(closing.shift()?.id ?? '');
    const taken = takeIn(arrival, {
      gridOf: () => gridOfDistrict(one.district),
      known: (channel, number) => known.get(`${channel} ${number}`),
      likelySame: index.likelySame,
    });
    counts[taken.kind] += 1;
    if (!keeps(one, taken)) lost.push(arrival.channelNumber);
    if (taken.kind === 'waits') for (const lack of taken.lacks) lacking[lack] += 1;
    if (taken.kind !== 'finding') continue;
    const id = arrival.channelNumber;
    known.set(`${arrival.channel} ${id}`, id);
    index.add(sightingOf(id, taken.finding, atMs));
    if (taken.likely.length > 0) offers.push({ arrival: one, likely: taken.likely });
    if (one.closedMs !== undefined) {
      const at = closing.findIndex(({ atMs: later }) => later > (one.closedMs ?? 0));
      closing.splice(at < 0 ? closing.length : at, 0, { id, atMs: one.closedMs });
    }
  }
  return {
    rows: stream.length,
    findings: counts.finding,
    waits: counts.waits,
    again: counts.again,
    lacking,
    offers,
    lost,
  };
}
