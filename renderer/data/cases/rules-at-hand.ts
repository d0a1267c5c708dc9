import { shelfOf, type Shelf } from '../../../shared/cases/shelf.ts';
import type { CatalogDocument } from '../../../shared/domain/catalog.ts';
import type { Live } from '../api.ts';

/** The rulebooks that this terminal has; the national one until the catalogues have been read. */
export interface RulesAtHand extends Pick<Shelf, 'of' | 'versionAt' | 'controlOn'> {
  /** Reads them, and anew when one changes. */
  readonly follow: (catalogs: Live<readonly CatalogDocument[]>) => () => void;
}

export function rulesAtHand(): RulesAtHand {
  let shelf = shelfOf([]);
  return {
    of: (version, place) => shelf.of(version, place),
    versionAt: (place, day) => shelf.versionAt(place, day),
    controlOn: (finding, at) => shelf.controlOn(finding, at),
    follow: (catalogs) => {
      const learn = (): void => {
        shelf = shelfOf(catalogs.get() ?? []);
      };
      const stop = catalogs.subscribe(learn);
      learn();
      return stop;
    },
  };
}
