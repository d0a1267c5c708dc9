import { useEffect, useEffectEvent } from 'react';
import type { WindowsApi } from '../data/windows/api.ts';

const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
const LOOK_EVERY_MS = 5_000;

/**
 * Calls `onIdle` once nobody has touched the terminal for this long, in whichever of the person's windows. Wall time: a laptop that slept is locked when it wakes.
 */
export function useIdleLock(minutes: number, windows: WindowsApi, onIdle: () => void): void {
  const lock = useEffectEvent(onIdle);
  useEffect(() => {
    let lastTouch = Date.now();
    let lastTold = lastTouch;
    const touch = (): void => {
      lastTouch = Date.now();
    };
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, touch, { passive: true, capture: true });
    const stopHearing = windows.hear((did) => {
      if (did === 'touched') lastTold = lastTouch = Date.now();
    });
    const timer = setInterval(() => {
      if (Date.now() - lastTouch >= minutes * 60_000) lock();
      else if (lastTouch > lastTold) {
        lastTold = lastTouch;
        windows.tell('touched');
      }
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      stopHearing();
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, touch, { capture: true });
    };
  }, [minutes, windows]);
}
