import { BEFORE_CLOSING } from '../../shared/ipc/before-closing.ts';
import { draftsSaved } from '../features/report/saves-under-way.ts';

/** What the desktop edition waits for before it closes the window: forms begin to save as when the page goes away, and here they come to an end. */
export function saveBeforeClosing(): void {
  Object.assign(window, {
    [BEFORE_CLOSING]: () => {
      window.dispatchEvent(new Event('pagehide'));
      return draftsSaved();
    },
  });
}
