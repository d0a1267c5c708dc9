import type { Session } from 'electron';

/** Files leave through the bridge, where the person chooses the place; the page starts no downloads. */
export function refuseDownloads(session: Session): void {
  session.on('will-download', (event) => {
    event.preventDefault();
  });
}
