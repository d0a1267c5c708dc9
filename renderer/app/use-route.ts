import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { hashOf, routeOf, type Route } from './route.ts';

export interface Router {
  readonly route: Route;
  /** A step that Back undoes. */
  readonly go: (route: Route) => void;
  /** The same place with other details; Back does not stop here. */
  readonly replace: (route: Route) => void;
  readonly back: () => void;
}

const MOVED = 'workstation-moved';

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  window.addEventListener('popstate', changed);
  window.addEventListener(MOVED, changed);
  return () => {
    window.removeEventListener('hashchange', changed);
    window.removeEventListener('popstate', changed);
    window.removeEventListener(MOVED, changed);
  };
}

/** Addresses live in the fragment: they work from a server folder, from app:// and without any server. */
export function useRoute(home: Route): Router {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  const route = useMemo(() => routeOf(hash) ?? home, [hash, home]);
  const go = useCallback((next: Route) => {
    if (hashOf(next) === window.location.hash) return;
    window.history.pushState({ steps: true }, '', hashOf(next));
    window.dispatchEvent(new Event(MOVED));
  }, []);
  const replace = useCallback((next: Route) => {
    if (hashOf(next) === window.location.hash) return;
    window.history.replaceState(window.history.state, '', hashOf(next));
    window.dispatchEvent(new Event(MOVED));
  }, []);
  const back = useCallback(() => {
    // A page opened by its address has no step to go back to.
    if ((window.history.state as { steps?: boolean } | null)?.steps === true) window.history.back();
    else go(home);
  }, [go, home]);
  return useMemo(() => ({ route, go, replace, back }), [route, go, replace, back]);
}
