import { shelfOf, type Shelf } from '../../../shared/cases/shelf.ts';
import type { CatalogDocument } from '../../../shared/domain/catalog.ts';

/** The rulebooks that this terminal has; the national one until the catalogues have been read. */
export interface RulesAtHand extends Shelf {
  readonly learn: (catalogs: readonly CatalogDocument[]) => void;
}

export function rulesAtHand(): RulesAtHand {
  let shelf = shelfOf([]);
  return {
    of: (version, place) => shelf.of(version, place),
    versionAt: (place, day) => shelf.versionAt(place, day),
    learn: (catalogs) => {
      shelf = shelfOf(catalogs);
    },
  };
}
