import type { Channel, Finding, Place, Received } from '../../domain/case.ts';
import type { Position } from '../../geo/geojson.ts';
import type { LikelySame } from '../likeness/likeness-index.ts';
import { sightingOf, type Sighting } from '../likeness/sighting.ts';

/** A demand of another channel, before anybody has read it. */
export interface Arrival extends Received {
  readonly channel: Channel;
  /** Number in the other system: kept, and what a second delivery of the same demand is known by. */
  readonly channelNumber: string;
  /** `undefined`: nothing in the catalogues of this place corresponds to what the other system calls it. */
  readonly category: Finding['category'] | undefined;
  /** WGS84 degrees, where the other system gave a point. */
  readonly point: Position | undefined;
  readonly address: string;
  /** How the point was found, where it was not in what the other system sent. */
  readonly located?: Pick<Place, 'source' | 'accuracyMetres' | 'building'>;
  /** What it is about, in the shortest words. The whole stands in `words`. */
  readonly description: string;
}

export interface IntakeWorld {
  /** The grid a point lies in; `undefined` outside of the area. */
  readonly gridOf: (point: Position) => string | undefined;
  /** The case that came of an earlier delivery of the same number. */
  readonly known: (channel: Channel, channelNumber: string) => string | undefined;
  /** Open cases that may be the same thing. */
  readonly likelySame: (sighting: Sighting) => readonly LikelySame[];
}

export type Lack = 'place' | 'outside' | 'category';

/** What becomes of an arrival. Nothing is dropped and nothing merged: a person does either. */
export type TakenIn =
  /** A finding that can be reported as it is, with the open cases it may be the same as: 合并到这件 or 不是同一件. */
  | { readonly kind: 'finding'; readonly finding: Finding; readonly likely: readonly LikelySame[] }
  /** Lacks what a finding must have. Waits, with everything it brought, for somebody to add it or to pass it on. */
  | { readonly kind: 'waits'; readonly lacks: readonly Lack[]; readonly received: Received }
  /** The same demand delivered again. */
  | { readonly kind: 'again'; readonly caseId: string };

const LONGEST_DESCRIPTION = 2_000;
const LONGEST_ADDRESS = 200;

const receivedOf = ({ words, via, at, isAnonymous, wantsReply, replyBy }: Arrival): Received => ({
  words,
  at,
  isAnonymous,
  wantsReply,
  ...(via === undefined ? {} : { via }),
  ...(replyBy === undefined ? {} : { replyBy }),
});

function placeOf({ point, address, located }: Arrival, gridOf: IntakeWorld['gridOf']): Place | 'place' | 'outside' {
  if (point === undefined) return 'place';
  const gridCode = gridOf(point);
  if (gridCode === undefined) return 'outside';
  const written = address.trim().slice(0, LONGEST_ADDRESS);
  return {
    point: [point[0], point[1]],
    crs: 'WGS84',
    source: located?.source ?? 'import',
    address: written === '' ? '未写地址' : written,
    gridCode,
    ...(located?.accuracyMetres === undefined ? {} : { accuracyMetres: located.accuracyMetres }),
    ...(located?.building === undefined ? {} : { building: located.building }),
  };
}

/** It has no id yet, and is like no id there is. */
const UNNAMED = '';

/** Reads one demand of another channel. Pure: the world is asked through functions, and who calls this writes what comes of it. */
export function takeIn(arrival: Arrival, world: IntakeWorld): TakenIn {
  const caseId = world.known(arrival.channel, arrival.channelNumber);
  if (caseId !== undefined) return { kind: 'again', caseId };
  const received = receivedOf(arrival);
  const place = placeOf(arrival, world.gridOf);
  const { category } = arrival;
  if (typeof place === 'string' || category === undefined) {
    return {
      kind: 'waits',
      received,
      lacks: [
        ...(typeof place === 'string' ? [place] : []),
        ...(category === undefined ? (['category'] as const) : []),
      ],
    };
  }
  const finding: Finding = {
    category,
    place,
    description: arrival.description.slice(0, LONGEST_DESCRIPTION),
    channel: arrival.channel,
    channelNumber: arrival.channelNumber,
    received,
  };
  return { kind: 'finding', finding, likely: world.likelySame(sightingOf(UNNAMED, finding, Date.parse(arrival.at))) };
}
