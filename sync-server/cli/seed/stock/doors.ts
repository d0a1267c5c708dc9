import { ABSENT } from '../../../../shared/address/levels.ts';
import { placeInBuilding } from '../../../../shared/address/room-address.ts';
import type { BuildingDocument } from '../../../../shared/domain/building.ts';
import type { Chance } from '../chance.ts';
import type { Lot } from './layouts.ts';

/** A building as a case at it knows it: which record, and the doors there are. */
export interface Doors {
  readonly building: string;
  /** 2单元 502; `undefined` where nobody has listed the rooms. */
  readonly door: ((chance: Chance) => string) | undefined;
}

export type DoorsAt = (address: string) => Doors | undefined;

const SIDE = /[东南西北]侧.*$/;

const doorOf =
  ({ layout }: Lot) =>
  (chance: Chance): string => {
    const floor = chance.whole(1, layout.floors);
    return placeInBuilding({
      unit: layout.units === 1 ? ABSENT : `${String(chance.whole(1, layout.units))}单元`,
      floor,
      number: `${String(floor)}${String(chance.whole(1, layout.perFloor)).padStart(2, '0')}`,
    });
  };

/** Finds the building that an address like 上港小区 27幢北侧 stands at. */
export function doorsOf(buildings: readonly BuildingDocument[], homes: readonly Lot[]): DoorsAt {
  const listed = new Map(homes.map((lot) => [lot.document._id, lot]));
  const byName = new Map(
    buildings.map(({ _id, name }): [string, Doors] => {
      const lot = listed.get(_id);
      return [name, { building: _id, door: lot === undefined ? undefined : doorOf(lot) }];
    }),
  );
  return (address) => byName.get(address.replace(SIDE, ''));
}
