import type { CatalogDocument } from '../../shared/domain/catalog.ts';
import { shanghaiDay } from '../lib/shanghai-time.ts';
import type { Live, TrustedClock } from './api.ts';
import { liveWhileHeard } from './live.ts';

/** Of every table the version in force today: the highest that has begun and not ended. */
function inForce(catalogs: readonly CatalogDocument[], today: string): readonly CatalogDocument[] {
  const best = new Map<string, CatalogDocument>();
  for (const catalog of catalogs) {
    if (catalog.validFrom > today || (catalog.validTo ?? today) < today) continue;
    const key = `${catalog.kind} ${catalog.scope} ${catalog.name}`;
    if ((best.get(key)?.version ?? 0) < catalog.version) best.set(key, catalog);
  }
  return [...best.values()];
}

/** How long after midnight a table may begin late on a page that is open all night. */
const LOOK_EVERY_MS = 15_000;

/** The tables in force, of each day as it comes: at midnight another version may begin without anything having come in. */
export function tablesInForce(
  catalogs: Live<readonly CatalogDocument[]>,
  clock: Pick<TrustedClock, 'nowMs'>,
): Live<readonly CatalogDocument[]> {
  const today = (): string => shanghaiDay(clock.nowMs());
  /** Says nothing but that a day has begun. */
  const day = liveWhileHeard<string>((set) => {
    let on = today();
    const timer = setInterval(() => {
      if (on === today()) return;
      on = today();
      set(on);
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  });
  let seen:
    | { readonly all: readonly CatalogDocument[]; readonly on: string; readonly tables: readonly CatalogDocument[] }
    | undefined;
  return {
    get: () => {
      const [all, on] = [catalogs.get(), today()];
      if (all === undefined) return undefined;
      if (seen?.all !== all || seen.on !== on) seen = { all, on, tables: inForce(all, on) };
      return seen.tables;
    },
    subscribe: (changed) => {
      const stops = [catalogs.subscribe(changed), day.subscribe(changed)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
