import type { AreaDocument } from '../../../shared/domain/area.ts';
import type { Policy } from '../../../shared/sync/wire.ts';
import type { CatalogsApi, Live, TrustedClock } from '../api.ts';
import type { LocalCollections } from '../collections/open-database.ts';
import { cell } from '../live.ts';
import type { Sealer } from '../seal/sealer.ts';
import type { StockApi } from './api.ts';

export interface StockParts {
  /** Names the local databases of this person on this server. */
  readonly store: string;
  readonly sealer: Sealer;
  readonly collections: LocalCollections;
  readonly areas: Live<readonly AreaDocument[]>;
  readonly catalogs: CatalogsApi;
  readonly clock: TrustedClock;
  readonly policy: Policy;
  readonly onTrouble: (what: string, error: unknown) => void;
}

export function openStock(_parts: StockParts): StockApi & { readonly close: () => Promise<void> } {
  const counts = { person: 0, room: 0, enterprise: 0, component: 0, ledgerEntry: 0, case: 0, target: 0 };
  return {
    status: cell({ ready: false, counts, behind: 0 }),
    list: () => cell({ total: 0, all: 0, rows: [], facets: {}, tookMs: 0 }),
    ids: () => Promise.resolve([]),
    row: () => cell(null),
    rows: () => Promise.resolve([]),
    find: (typed) => Promise.resolve({ typed, total: 0, groups: [], tookMs: 0 }),
    building: () => cell([]),
    buildings: cell(new Map()),
    points: () => cell({ ids: [], at: new Float64Array(), tone: new Uint8Array() }),
    issues: cell([]),
    issuesOf: () => cell([]),
    issuesAt: () => cell([]),
    close: () => Promise.resolve(),
  };
}
