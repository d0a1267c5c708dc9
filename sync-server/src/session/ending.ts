import { setMaxListeners } from 'node:events';

/** A signal that as many feeds as there are may listen to; each lets go of it when it ends. */
export function ending(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
