import { useCallback, useSyncExternalStore } from 'react';
import { currentZoom, ZOOM_CHANGED } from './zoom.ts';

/** Width of the window in CSS pixels of the page, the reader's zoom taken off: 200 % is the layout of half the width (UX §4). */
const layoutWidth = (): number => window.innerWidth / currentZoom();

/** Whether the page is at least this wide. */
export function useWidth(leastPx: number): boolean {
  const subscribe = useCallback((changed: () => void) => {
    window.addEventListener('resize', changed);
    window.addEventListener(ZOOM_CHANGED, changed);
    return () => {
      window.removeEventListener('resize', changed);
      window.removeEventListener(ZOOM_CHANGED, changed);
    };
  }, []);
  return useSyncExternalStore(subscribe, () => layoutWidth() >= leastPx);
}

/** From here lists have one line per row and the third column is open (UX §4). */
export const WIDE_PX = 1600;
