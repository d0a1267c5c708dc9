import type { WebContents } from 'electron';
import { isOwnPage } from './own-page.ts';

/** The window stays on our page, whatever a link, a script or a redirect wants; that holds for every frame in it. */
export function keepOnOwnPage(contents: WebContents): void {
  const refuse = (details: { readonly url: string; preventDefault(): void }) => {
    if (!isOwnPage(details.url)) details.preventDefault();
  };
  contents.on('will-navigate', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-redirect', refuse);
}
