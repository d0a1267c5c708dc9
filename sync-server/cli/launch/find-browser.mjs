import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * @typedef {object} Browser
 * @property {string} name as people call it
 * @property {string} path
 */

/** Commands on the PATH, in order of preference. */
const COMMANDS = [
  ['Chromium', 'chromium'],
  ['Chromium', 'chromium-browser'],
  ['Google Chrome', 'google-chrome'],
  ['Google Chrome', 'google-chrome-stable'],
  ['Microsoft Edge', 'microsoft-edge'],
  ['Microsoft Edge', 'microsoft-edge-stable'],
];

/** Draws no window of its own, which takes a quarter off every spec; nothing to work with, so the launcher does not look for it. */
const HEADLESS_SHELL = ['Chromium', 'chromium-headless-shell'];

/** @param {NodeJS.ProcessEnv} env */
function windowsPlaces(env) {
  const folders = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].filter((x) => x !== undefined);
  return folders.flatMap((folder) => [
    ['Google Chrome', join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')],
    ['Microsoft Edge', join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe')],
    ['Chromium', join(folder, 'Chromium', 'Application', 'chrome.exe')],
  ]);
}

const MAC_PLACES = [
  ['Google Chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
  ['Microsoft Edge', '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
  ['Chromium', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
];

/**
 * An installed Chromium, Chrome or Edge. `BROWSER_PATH` names one by hand.
 * @param {object} [world]
 * @param {NodeJS.ProcessEnv} [world.env]
 * @param {string} [world.platform]
 * @param {(path: string) => boolean} [world.exists]
 * @param {boolean} [world.isHeadless] for specs: also what has no window
 * @returns {Browser | undefined}
 */
export function findBrowser({
  env = process.env,
  platform = process.platform,
  exists = existsSync,
  isHeadless = false,
} = {}) {
  const byHand = env['BROWSER_PATH'];
  if (byHand !== undefined && byHand !== '') return exists(byHand) ? { name: 'BROWSER_PATH', path: byHand } : undefined;
  const places =
    platform === 'win32'
      ? windowsPlaces(env)
      : [
          ...(platform === 'darwin' ? MAC_PLACES : []),
          ...(isHeadless ? [HEADLESS_SHELL, ...COMMANDS] : COMMANDS).flatMap(([name, command]) =>
            (env['PATH'] ?? '').split(delimiter).map((folder) => [name, join(folder, command ?? '')]),
          ),
        ];
  for (const [name, path] of places) {
    if (name !== undefined && path !== undefined && exists(path)) return { name, path };
  }
  return undefined;
}
