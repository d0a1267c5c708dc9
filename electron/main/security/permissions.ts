import type { Session } from 'electron';
import { isOwnPage } from './own-page.ts';

/**
 * What our page may have without asking: keeping its store, copying a code, and reaching the configured server,
 * which stands on this machine or in the office network. The content policy names that one server.
 */
const GRANTED: ReadonlySet<string> = new Set([
  'persistent-storage',
  'clipboard-sanitized-write',
  'local-network',
  'local-network-access',
  'loopback-network',
  'fullscreen',
]);

/** What the person is asked for. */
const ASKED: ReadonlySet<string> = new Set(['geolocation', 'geolocation-approximate']);

export type AskForPosition = () => Promise<boolean>;

/** Everything that is not named above is refused, for our own page as for any other. */
export function limitPermissions(session: Session, askForPosition: AskForPosition): void {
  let position: Promise<boolean> | undefined; // asked once per start, however often the page wants to know

  session.setPermissionRequestHandler((contents, permission, callback, details) => {
    const isOurs = isOwnPage(contents.getURL()) && isOwnPage(details.requestingUrl) && details.isMainFrame;
    if (!isOurs) {
      callback(false);
    } else if (ASKED.has(permission)) {
      position ??= askForPosition();
      position.then(callback, () => {
        callback(false);
      });
    } else {
      callback(GRANTED.has(permission));
    }
  });

  // A check may not wait. What has to be asked is "not yet", which makes Chromium send the request above.
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) => {
    return isOwnPage(requestingOrigin) && GRANTED.has(permission);
  });
}
