import { useEffect, useState } from 'react';
import type { JSX } from 'react';
import type { StreetAreas } from '../../../shared/geo/resources.ts';
import type { MapArea } from '../../map/map-objects.ts';
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

/** The river bend and the towers: at this zoom the base map fills the page on both widths. */
const VIEW = { lon: 121.5038, lat: 31.2383, zoom: 16 };

export function SignInMap(): JSX.Element {
  const tiles = useStreetTiles();
  const areas = usePublicAreas();
  return <MapView label="街道底图" tiles={tiles} areas={areas} home={undefined} goTo={VIEW} hasControls={false} />;
}
