import type { JSX } from 'react';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import { MiniMap } from '../../map/mini-map.tsx';
import { useStreetTiles } from '../../map/use-street-tiles.ts';
import { Panel } from '../../ui/panel.tsx';

/** Where the counted home is. */
export function PersonMap({ building }: { readonly building: BuildingDocument }): JSX.Element {
  const tiles = useStreetTiles();
  const [lon, lat] = building.centroid;
  return (
    <Panel title="位置" note={building.name}>
      <MiniMap className="person-map" tiles={tiles} at={{ lon, lat }} label={`位置图：${building.name}`} />
    </Panel>
  );
}
