import { useEffect, useMemo, useState } from 'react';
import type { AreaDocument } from '../../../shared/domain/area.ts';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import type { Place } from '../../../shared/domain/case.ts';
import { isUnder } from '../../../shared/domain/codes.ts';
import type { Post } from '../../../shared/domain/staff.ts';
import { placeFinder, type PlaceFinder } from './describe-place.ts';
import type { DraftKeeper } from './draft-keeper.ts';

export interface ReportPlace {
  readonly finder: PlaceFinder;
  /** Why the point that was set on the map last is no place. */
  readonly outside: string | undefined;
  readonly place: (next: Place) => void;
  /** WGS84, longitude first. */
  readonly placeAt: (at: readonly [number, number]) => void;
}

export interface ReportPlaceInput {
  readonly keeper: DraftKeeper;
  readonly areas: readonly AreaDocument[];
  readonly buildings: readonly BuildingDocument[];
  readonly post: Post;
  readonly beginAt: readonly [number, number] | undefined;
}

/** Where a finding is: chosen from what there is, set on the map, or brought along from there. */
export function useReportPlace({ keeper, areas, buildings, post, beginAt }: ReportPlaceInput): ReportPlace {
  const finder = useMemo(
    () => placeFinder(areas, buildings, (scope) => isUnder(scope, post.scope)),
    [areas, buildings, post.scope],
  );
  const [outside, setOutside] = useState<string>();
  const place = (next: Place): void => {
    setOutside(undefined);
    keeper.change({ place: next });
  };
  useEffect(() => {
    if (beginAt === undefined || keeper.get().fields.place !== undefined) return;
    const found = finder.placeAt(beginAt, 'map');
    if (found !== undefined) keeper.change({ place: found });
  }, [beginAt, finder, keeper]);
  return {
    finder,
    outside,
    place,
    placeAt: (at) => {
      const found = finder.placeAt(at, 'map');
      if (found === undefined) setOutside('这一点不在本街道的网格里，换一处再点。');
      else place(found);
    },
  };
}
