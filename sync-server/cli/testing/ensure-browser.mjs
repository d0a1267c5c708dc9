import { findBrowser } from '../launch/find-browser.mjs';
import { installFromDebian } from './debian.mjs';

/** Debian's smallest that specs can use. */
const PACKAGES = ['chromium-headless-shell', 'fonts-noto-cjk'];
const HOW =
  'The browser specs need Chromium, Chrome or Edge. Install one (Debian, Ubuntu: `sudo apt-get install chromium fonts-noto-cjk`) ' +
  'or name one with BROWSER_PATH=/path/to/chrome, then run the same command again.';

/**
 * Finds a browser for the specs, or installs Debian's where that needs nobody's leave.
 * @param {string} root
 * @returns {Promise<{ ok: true, path: string } | { ok: false, how: string }>}
 */
export async function ensureBrowser(root) {
  const found = findBrowser({ isHeadless: true });
  if (found !== undefined) return { ok: true, path: found.path };
  const said = await installFromDebian(root, 'browser', PACKAGES);
  const installed = findBrowser({ isHeadless: true });
  if (installed !== undefined) return { ok: true, path: installed.path };
  return { ok: false, how: said === null ? HOW : `${said}\n${HOW}` };
}
