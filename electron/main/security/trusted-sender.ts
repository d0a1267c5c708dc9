import type { IpcMainInvokeEvent } from 'electron';
import { isOwnPage } from './own-page.ts';

/** Only the top frame of our own page may call the bridge; an embedded frame, or a window that went astray, may not. */
export function isTrustedSender(event: Pick<IpcMainInvokeEvent, 'senderFrame'>): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isOwnPage(frame.url);
}
