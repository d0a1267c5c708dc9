import { useEffect, useState } from 'react';
import type { JSX } from 'react';
import type { StreetAreas } from '../../../shared/geo/resources.ts';
import type { MapArea } from '../../map/map-objects.ts';
import { boundsOfAll } from '../../map/bounds.ts';
import { MapView } from '../../map/map-view.tsx';
import { useStreetTiles } from '../../map/use-street-tiles.ts';

const AREAS_URL = new URL('../../../resources/street/areas.json', import.meta.url).href;
const NONE: readonly MapArea[] = [];

/** Street and community lines that anybody may see; nothing operational before sign-in. */
function usePublicAreas(): readonly MapArea[] {
  const [areas, setAreas] = useState(NONE);
  useEffect(() => {
    let isHere = true;
    fetch(AREAS_URL)
      .then(async (answer) => (answer.ok ? ((await answer.json()) as StreetAreas) : undefined))
      .then((read) => {
        if (!isHere || read === undefined) return;
        setAreas(
          read.areas.flatMap(({ code, name, kind, polygon, labelPoint }) =>
            (kind === 'street' || kind === 'community') && polygon !== undefined && labelPoint !== undefined
              ? [{ code, name, kind, polygon, labelPoint }]
              : [],
          ),
        );
      })
      .catch((cause: unknown) => {
        // The picture is only a greeting: one signs in without it.
        console.warn('The lines of the street cannot be read.', cause);
      });
    return () => {
      isHere = false;
    };
  }, []);
  return areas;
}

export function SignInMap(): JSX.Element {
  const tiles = useStreetTiles();
  const areas = usePublicAreas();
  const [home, setHome] = useState<ReturnType<typeof boundsOfAll>>();
  if (home === undefined && areas.length > 0) setHome(boundsOfAll(areas.map((area) => area.polygon)));
  return <MapView label="街道底图" tiles={tiles} areas={areas} home={home} hasControls={false} />;
}
