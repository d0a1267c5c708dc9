import { useEffect } from 'react';

/** Says on the document that a page can be used now, for specs and benchmarks: `<html data-ready="map">`. */
export function useReady(page: string, isReady: boolean): void {
  useEffect(() => {
    if (!isReady) return;
    document.documentElement.dataset['ready'] = page;
    return () => {
      if (document.documentElement.dataset['ready'] === page) delete document.documentElement.dataset['ready'];
    };
  }, [page, isReady]);
}
