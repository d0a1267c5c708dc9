import type { StockKind } from '../../shared/stock/rows.ts';

/** The places of the workstation. Each has one address, so that a place can be reopened after a lock or a restart. */
export type Route =
  | { readonly kind: 'desk' }
  | { readonly kind: 'map'; readonly picked?: string; readonly queue?: string }
  | { readonly kind: 'cases'; readonly queue?: string; readonly picked?: string }
  | { readonly kind: 'case'; readonly id: string; readonly act?: string }
  | { readonly kind: 'report'; readonly draft?: string; readonly at?: string }
  /** 来件导入: demands of other channels out of a file. */
  | { readonly kind: 'import' }
  /** 人房企物: `list` is a kind of record or the key of a special ledger, `filter` the key of a named filter. */
  | { readonly kind: 'stock'; readonly list?: string; readonly filter?: string }
  /** What the rules found. */
  | { readonly kind: 'issues'; readonly rule?: string }
  | { readonly kind: 'person'; readonly id: string; readonly tab?: string }
  | { readonly kind: 'building'; readonly id: string; readonly room?: string }
  | { readonly kind: 'place'; readonly id: string }
  | { readonly kind: 'tasks'; readonly task?: string; readonly target?: string }
  /** 指标: `at` is where one is on the page, in its own words (`features/indicators/place.ts`). */
  | { readonly kind: 'indicators'; readonly at?: string }
  | { readonly kind: 'sync'; readonly tab?: string }
  /** 同步健康, for who looks after terminals. */
  | { readonly kind: 'health' }
  /** 目录规则, for who keeps the tables: `picked` is the key of one. */
  | { readonly kind: 'catalogs'; readonly picked?: string }
  | { readonly kind: 'settings' };

export type ModuleKey =
  'desk' | 'map' | 'stock' | 'cases' | 'tasks' | 'indicators' | 'sync' | 'health' | 'catalogs' | 'settings';

/** Which place of the rail a route belongs to. */
export const MODULE_OF: Readonly<Record<Route['kind'], ModuleKey>> = {
  desk: 'desk',
  map: 'map',
  cases: 'cases',
  case: 'cases',
  report: 'cases',
  import: 'cases',
  stock: 'stock',
  issues: 'stock',
  person: 'stock',
  building: 'stock',
  place: 'stock',
  tasks: 'tasks',
  indicators: 'indicators',
  sync: 'sync',
  health: 'health',
  catalogs: 'catalogs',
  settings: 'settings',
};

const query = (values: Readonly<Record<string, string | undefined>>): string => {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) if (value !== undefined) params.set(key, value);
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
};

export function hashOf(route: Route): string {
  switch (route.kind) {
    case 'desk':
    case 'health':
    case 'import':
    case 'settings':
      return `#/${route.kind}`;
    case 'map':
      return `#/map${query({ picked: route.picked, queue: route.queue })}`;
    case 'cases':
      return `#/cases${query({ queue: route.queue, picked: route.picked })}`;
    case 'case':
      return `#/cases/${encodeURIComponent(route.id)}${query({ act: route.act })}`;
    case 'report':
      return `#/report${query({ draft: route.draft, at: route.at })}`;
    case 'stock':
      return `#/stock${query({ list: route.list, filter: route.filter })}`;
    case 'issues':
      return `#/issues${query({ rule: route.rule })}`;
    case 'person':
      return `#/people/${encodeURIComponent(route.id)}${query({ tab: route.tab })}`;
    case 'building':
      return `#/buildings/${encodeURIComponent(route.id)}${query({ room: route.room })}`;
    case 'place':
      return `#/places/${encodeURIComponent(route.id)}`;
    case 'tasks':
      return `#/tasks${query({ task: route.task, target: route.target })}`;
    case 'indicators':
      return `#/indicators${query({ at: route.at })}`;
    case 'catalogs':
      return `#/catalogs${query({ picked: route.picked })}`;
    case 'sync':
      return `#/sync${query({ tab: route.tab })}`;
  }
}

/** Only the parameters that are there, so that routes compare equal. */
function given<K extends string>(params: URLSearchParams, ...keys: readonly K[]): Partial<Record<K, string>> {
  const values: Partial<Record<K, string>> = {};
  for (const key of keys) {
    const value = params.get(key);
    if (value !== null) values[key] = value;
  }
  return values;
}

/** A record's page needs its id; without one there is no such place. */
const withId = (id: string | undefined, make: (id: string) => Route): Route | undefined =>
  id === undefined || id === '' ? undefined : make(decodeURIComponent(id));

/** Undefined for an address that names no place: the caller decides where to begin. */
export function routeOf(hash: string): Route | undefined {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const params = new URLSearchParams(search);
  const [place, id] = path.split('/');
  switch (place) {
    case 'desk':
      return { kind: 'desk' };
    case 'settings':
      return { kind: 'settings' };
    case 'health':
      return { kind: 'health' };
    case 'import':
      return { kind: 'import' };
    case 'map':
      return { kind: 'map', ...given(params, 'picked', 'queue') };
    case 'cases':
      return id === undefined || id === ''
        ? { kind: 'cases', ...given(params, 'queue', 'picked') }
        : { kind: 'case', id: decodeURIComponent(id), ...given(params, 'act') };
    case 'report':
      return { kind: 'report', ...given(params, 'draft', 'at') };
    case 'stock':
      return { kind: 'stock', ...given(params, 'list', 'filter') };
    case 'issues':
      return { kind: 'issues', ...given(params, 'rule') };
    case 'people':
      return withId(id, (it) => ({ kind: 'person', id: it, ...given(params, 'tab') }));
    case 'buildings': {
      // A room alone is enough: its building is found from it.
      const { room } = given(params, 'room');
      if (room !== undefined) return { kind: 'building', id: decodeURIComponent(id ?? ''), room };
      return withId(id, (it) => ({ kind: 'building', id: it }));
    }
    case 'places':
      return withId(id, (it) => ({ kind: 'place', id: it }));
    case 'tasks':
      return { kind: 'tasks', ...given(params, 'task', 'target') };
    case 'indicators':
      return { kind: 'indicators', ...given(params, 'at') };
    case 'catalogs':
      return { kind: 'catalogs', ...given(params, 'picked') };
    case 'sync':
      return { kind: 'sync', ...given(params, 'tab') };
    default:
      return undefined;
  }
}

/** Where a record of the stock is opened. A room is opened in its building's picture, which finds the building itself. */
export function routeOfRecord(kind: StockKind, id: string): Route {
  switch (kind) {
    case 'person':
      return { kind: 'person', id };
    case 'room':
      return { kind: 'building', id: '', room: id };
    case 'case':
      return { kind: 'case', id };
    case 'target':
      return { kind: 'tasks', target: id };
    case 'enterprise':
    case 'component':
    case 'ledgerEntry':
      return { kind: 'place', id };
  }
}
