import { shell, type WebContents } from 'electron';
import { mayOpenOutside } from './external-links.ts';

/** The page opens no windows. A link on the allow-list goes to the person's browser. */
export function refuseNewWindows(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}
