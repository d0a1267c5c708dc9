import { existsSync } from 'node:fs';
import { findBrowser } from '../launch/find-browser.mjs';
import { say } from '../launch/progress.mjs';
import { runCommand } from '../launch/run-command.mjs';

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
  const isRootOnDebian =
    process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
  if (!isRootOnDebian) return { ok: false, how: HOW };
  say(`no browser here; installing ${PACKAGES.join(' and ')} with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await runCommand({
    what: 'apt-get update',
    command: '/usr/bin/apt-get',
    args: ['update'],
    cwd: root,
    env,
  });
  const install = await runCommand({
    what: 'apt-get install',
    command: '/usr/bin/apt-get',
    args: ['install', '-y', '--no-install-recommends', ...PACKAGES],
    cwd: root,
    env,
  });
  const installed = findBrowser({ isHeadless: true });
  if (installed !== undefined) return { ok: true, path: installed.path };
  return { ok: false, how: `${update.output}\n${install.output}\n${HOW}` };
}
