import type { Place } from '../../../../shared/domain/case.ts';
import { areaIndex, type AreaIndex } from '../../../../shared/geo/area-index.ts';
import { METRES_PER_DEGREE, radians } from '../../../../shared/geo/distance.ts';
import type { Polygon, Position } from '../../../../shared/geo/geojson.ts';
import type { CaseCategoryMap, StreetAddress, StreetArea } from '../../../../shared/geo/resources.ts';
import { assert } from '../../../../shared/lib/assert.ts';
import type { Chance } from '../chance.ts';
import { byNeighbourhood } from './hilbert.ts';
import type { Burst } from './stream.ts';

/** Where the bursts of another city's stream come down on the street. */
export interface PlaceFinder {
  /** The address of a burst: near in the one city stays near in the other, crowded stays crowded. */
  readonly addressOf: (burst: Burst) => StreetAddress;
  /** A spot by an address, a few steps from it, in the same grid. */
  readonly spotAt: (address: StreetAddress, chance: Chance) => Place;
}

/** Communities where more happens, and how much: the accounts on the sign-in page work there. */
const LIVELY: Readonly<Record<string, number>> = { '310115005035': 4, '310115005036': 3 };

/** A phone's position is rarely better, and a second caller stands elsewhere. */
const STEPS_METRES = 9;

type GridArea = StreetArea & { readonly polygon: Polygon };

function stepAside(address: StreetAddress, index: AreaIndex<GridArea>, chance: Chance): Position {
  const eastMetres = chance.between(-STEPS_METRES, STEPS_METRES);
  const northMetres = chance.between(-STEPS_METRES, STEPS_METRES);
  const lon = address.lon + eastMetres / (METRES_PER_DEGREE * Math.cos(radians(address.lat)));
  const lat = address.lat + northMetres / METRES_PER_DEGREE;
  const stays = index.areaAt(lon, lat)?.code === address.gridCode;
  return stays ? [Number(lon.toFixed(7)), Number(lat.toFixed(7))] : [address.lon, address.lat];
}

export function placeFinder(
  areas: readonly StreetArea[],
  addresses: readonly StreetAddress[],
  bursts: readonly Burst[],
  placeKinds: CaseCategoryMap['placeKinds'],
): PlaceFinder {
  const grids = areas.flatMap((area): readonly GridArea[] =>
    area.kind === 'grid' && area.polygon !== undefined ? [{ ...area, polygon: area.polygon }] : [],
  );
  const index = areaIndex(grids);
  const walk = byNeighbourhood(addresses, ({ lon, lat }): Position => [lon, lat]).flatMap((address) =>
    Array.from({ length: LIVELY[address.gridCode.slice(0, 12)] ?? 1 }, () => address),
  );
  assert(walk.length > 0, 'the street has addresses');
  const located = bursts.filter((burst) => burst[0]?.at !== null);
  const rankOf = new Map<Burst, number>(
    byNeighbourhood(located, (burst): Position => burst[0]?.at ?? [0, 0]).map((burst, rank) => [
      burst,
      rank / located.length,
    ]),
  );
  /** Bursts without a place are strewn over the street, each always to the same spot. */
  const shareOf = (burst: Burst): number => rankOf.get(burst) ?? (Number(burst[0]?.id ?? 0) * 0.618_033_988_75) % 1;

  return {
    addressOf: (burst) => {
      const start = Math.floor(shareOf(burst) * walk.length);
      const kind = placeKinds[burst[0]?.code ?? ''];
      for (let step = 0; step < walk.length; step += 1) {
        const address = walk[(start + step) % walk.length];
        if (address !== undefined && (kind === undefined || address.kind === kind)) return address;
      }
      throw new Error(`assumed: an address of the kind ${kind ?? 'any'}`);
    },
    spotAt: (address, chance) => {
      const [lon, lat] = stepAside(address, index, chance);
      const byPhone = chance.happens(0.55);
      return {
        point: [lon, lat],
        crs: 'WGS84',
        source: byPhone ? 'gnss' : 'map',
        ...(byPhone ? { accuracyMetres: chance.whole(4, 16) } : {}),
        address: address.text,
        gridCode: address.gridCode,
      };
    },
  };
}
