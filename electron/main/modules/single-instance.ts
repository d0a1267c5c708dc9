import { app } from 'electron';

/** One workstation per person and machine: two would write the same local store. Says whether this is the one. */
export function isOnlyInstance(onSecondStart: () => void): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  app.on('second-instance', onSecondStart);
  return true;
}
