import type { WebContents } from 'electron';

/** We embed no other pages, so none may attach. */
export function refuseWebviews(contents: WebContents): void {
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
}
