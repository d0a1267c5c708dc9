import { useSyncExternalStore } from 'react';

/** Said to a worker that waits with a new version: take over now. */
const TAKE_OVER = 'take-over';

const state: { waiting: ServiceWorker | undefined } = { waiting: undefined };
const listeners = new Set<() => void>();

function notice(worker: ServiceWorker | null): void {
  if (worker === null || navigator.serviceWorker.controller === null) return;
  state.waiting = worker;
  for (const listener of [...listeners]) listener();
}

/** Keeps the shell and the base map on this device, so that the page opens without a server. The desktop edition has its files anyway. */
export function registerServiceWorker(onTrouble: (cause: unknown) => void): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  navigator.serviceWorker
    .register('./service-worker.js')
    .then((registration) => {
      notice(registration.waiting);
      registration.addEventListener('updatefound', () => {
        const installing = registration.installing;
        installing?.addEventListener('statechange', () => {
          if (installing.state === 'installed') notice(installing);
        });
      });
    })
    .catch(onTrouble);
}

const subscribe = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => {
    listeners.delete(changed);
  };
};

function takeOver(): void {
  const { waiting } = state;
  if (waiting === undefined) return;
  navigator.serviceWorker.addEventListener(
    'controllerchange',
    () => {
      window.location.reload();
    },
    { once: true },
  );
  waiting.postMessage(TAKE_OVER);
}

/** How to change to the version that waits, or undefined while there is none. Nothing changes before the person wants it. */
export const useWaitingVersion = (): (() => void) | undefined =>
  useSyncExternalStore(subscribe, () => (state.waiting === undefined ? undefined : takeOver));
