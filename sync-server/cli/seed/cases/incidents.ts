import type { Finding, Channel } from '../../../../shared/domain/case.ts';
import type { StandardRow } from '../../../../shared/domain/catalog.ts';
import type { StandardRowResource, StreetAddress } from '../../../../shared/geo/resources.ts';
import { assert } from '../../../../shared/lib/assert.ts';
import type { Chance } from '../chance.ts';
import { DAY_MS, MINUTE_MS, type SeedSize } from '../profile.ts';
import type { SeedResources } from '../resources.ts';
import type { Doors, DoorsAt } from '../stock/doors.ts';
import { localHour, localMidnight, localText, localWeekday } from './local-time.ts';
import { placeFinder } from './places.ts';
import { burstsOf, readStream, type Burst, type Request } from './stream.ts';

/** Something that is going to be reported: what, where, when, over which channel. What becomes of it is decided elsewhere. */
export interface Incident {
  readonly atMs: number;
  readonly finding: Finding;
  readonly standard: StandardRow;
  /** Who answers for it by the catalogue. */
  readonly department: string;
  /** The incident this one repeats: the first of its burst. */
  readonly repeats: Incident | null;
}

const WEEKEND_LOAD = 0.7;

/** A stream of a day is laid over many: once through, it begins again in another order. */
function* again<T>(items: readonly T[], chance: Chance): Generator<readonly [T, number], void, undefined> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) for (const item of chance.shuffled(items)) yield [item, round];
}
const MOST_ROUNDS = 30;

/** Spreads bursts over the days before now, whole, each at its own time of day, until there are enough cases. */
function spread(
  bursts: readonly Burst[],
  nowMs: number,
  { cases, days: dayCount }: SeedSize,
  chance: Chance,
): readonly (readonly [burst: Burst, midnight: number, round: number])[] {
  const today = localMidnight(nowMs);
  const days = Array.from({ length: dayCount }, (_, back): readonly [number, number] => {
    const midnight = today - back * DAY_MS;
    const weekend = [0, 6].includes(localWeekday(midnight));
    return [midnight, weekend ? WEEKEND_LOAD : 1];
  });
  const placed: (readonly [Burst, number, number])[] = [];
  let left = cases;
  for (const [burst, round] of again(bursts, chance)) {
    if (left === 0) break;
    const midnight = chance.weighted(days);
    const last = burst.at(-1)?.minute ?? 0;
    // What has not happened yet today was never reported; another burst takes its place.
    if (midnight + last * MINUTE_MS > nowMs - 5 * MINUTE_MS) continue;
    const whole = burst.slice(0, left);
    placed.push([whole, midnight, round]);
    left -= whole.length;
  }
  assert(left === 0, 'the stream is long enough');
  return placed;
}

/** Between these hours grid workers walk their grids and find most things themselves. */
const PATROL_HOURS = [7, 19] as const;

function channelOf(request: Request, atMs: number, isRepeat: boolean, chance: Chance): Channel {
  const hour = localHour(atMs);
  const isPatrolTime = hour >= PATROL_HOURS[0] && hour < PATROL_HOURS[1];
  if (isPatrolTime && chance.happens(isRepeat ? 0.35 : 0.72)) return 'patrol';
  if (chance.happens(0.06)) return 'video';
  if (isPatrolTime && chance.happens(0.08)) return 'visit';
  return request.channel;
}

function standardFor(rows: readonly StandardRowResource[], chance: Chance): StandardRow {
  const row = chance.weighted(
    rows.map((each): readonly [StandardRowResource, number] => [each, each.urgent === true ? 0.5 : 1]),
  );
  return { ...row, category: { ...row.category }, limit: { ...row.limit } };
}

/** Who calls says where he lives; who walks by says which door is near. Now and then, and only where the rooms are known. */
function doorWords(doors: Doors | undefined, channel: Channel, chance: Chance): string {
  if (doors?.door === undefined || !chance.happens(0.4)) return '';
  return channel === 'patrol' || channel === 'video'
    ? `（靠近 ${doors.door(chance)}）`
    : `（反映人住 ${doors.door(chance)}）`;
}

/** Everything that will have been reported by now, oldest first. */
export function incidentsBefore(
  nowMs: number,
  resources: SeedResources,
  chance: Chance,
  size: SeedSize,
  doorsAt: DoorsAt,
): readonly Incident[] {
  const { areas, addresses, categories, standards, wording } = resources;
  const bursts = burstsOf(readStream(resources.stream));
  const places = placeFinder(areas.areas, addresses.addresses, bursts, wording.placeKinds);
  const names = new Map(
    categories.entries.filter((entry) => entry.kind === wording.kind).map((entry) => [entry.code, entry.name]),
  );
  const rowsOf = (code: string): readonly StandardRowResource[] =>
    standards.entries.filter((row) => row.category.kind === wording.kind && row.category.code === code);
  const departmentOf = (code: string): string =>
    standards.notes.find((note) => note.category.kind === wording.kind && note.category.code === code)?.department ??
    'dept:urban-enforcement';

  const incidents: Incident[] = [];
  for (const [burst, midnight, round] of spread(bursts, nowMs, size, chance.fork('days'))) {
    const [first] = burst;
    assert(first, 'a burst has a first request');
    const own = chance.fork(round === 0 ? first.id : `${first.id} ${String(round)}`);
    const address: StreetAddress = places.addressOf(burst);
    const doors = address.kind === 'building' ? doorsAt(address.text) : undefined;
    const standard = standardFor(rowsOf(first.code), own);
    let repeats: Incident | null = null;
    for (const request of burst) {
      const atMs = midnight + Math.round(request.minute * MINUTE_MS) + own.whole(0, 59_000);
      const channel = channelOf(request, atMs, repeats !== null, own);
      const incident: Incident = {
        atMs,
        finding: {
          category: {
            standard: wording.standard,
            kind: wording.kind,
            code: first.code,
            name: names.get(first.code) ?? first.code,
          },
          place: { ...places.spotAt(address, own), ...(doors === undefined ? {} : { building: doors.building }) },
          // The address has a field of its own; wording that begins with it would say it twice in every list.
          description: own
            .pick(wording.descriptions[first.code] ?? ['{place}，现场核实'])
            .replace(/^\{place\}[，、]?/, '')
            .replaceAll('{place}', '该处')
            .concat(doorWords(doors, channel, own.fork('door'))),
          channel,
          ...(standard.urgent === true ? { urgent: true } : {}),
          ...(channel === 'hotline' ? { channelNumber: hotlineNumber(atMs, own) } : {}),
        },
        standard,
        department: departmentOf(first.code),
        repeats,
      };
      incidents.push(incident);
      repeats ??= incident;
    }
  }
  return incidents.sort((a, b) => a.atMs - b.atMs);
}

/** A number of another system, kept as it came. */
const hotlineNumber = (atMs: number, chance: Chance): string =>
  `${localText(atMs).slice(2, 10).replaceAll('-', '')}${String(chance.whole(100_000, 999_999))}`;
