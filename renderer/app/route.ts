/** The places of the workstation. Each has one address, so that a place can be reopened after a lock or a restart. */
export type Route =
  | { readonly kind: 'desk' }
  | { readonly kind: 'map'; readonly picked?: string; readonly queue?: string }
  | { readonly kind: 'cases'; readonly queue?: string; readonly picked?: string }
  | { readonly kind: 'case'; readonly id: string; readonly act?: string }
  | { readonly kind: 'report'; readonly draft?: string; readonly at?: string }
  | { readonly kind: 'sync'; readonly tab?: string }
  | { readonly kind: 'settings' };

export type ModuleKey = 'desk' | 'map' | 'cases' | 'sync' | 'settings';

/** Which place of the rail a route belongs to. */
export const MODULE_OF: Readonly<Record<Route['kind'], ModuleKey>> = {
  desk: 'desk',
  map: 'map',
  cases: 'cases',
  case: 'cases',
  report: 'cases',
  sync: 'sync',
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
    case 'map':
      return { kind: 'map', ...given(params, 'picked', 'queue') };
    case 'cases':
      return id === undefined || id === ''
        ? { kind: 'cases', ...given(params, 'queue', 'picked') }
        : { kind: 'case', id: decodeURIComponent(id), ...given(params, 'act') };
    case 'report':
      return { kind: 'report', ...given(params, 'draft', 'at') };
    case 'sync':
      return { kind: 'sync', ...given(params, 'tab') };
    default:
      return undefined;
  }
}
