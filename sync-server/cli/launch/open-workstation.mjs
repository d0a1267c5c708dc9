import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureElectron, rememberElectronDoesNotRun } from './electron-binary.mjs';
import { findBrowser } from './find-browser.mjs';

/** A window that ends sooner than this never opened. */
const OPENED_AFTER_MS = 4_000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const windows = new Set();

export function closeWindows() {
  for (const window of windows) window.kill('SIGTERM');
}

/** @param {NodeJS.ProcessEnv} env */
function hasDisplay(env) {
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((display) => display !== undefined && display !== '');
}

/** Chromium refuses its sandbox to root. */
function rootArguments() {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ ok: true } | { ok: false, reason: string }>}
 */
function openWindow(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', env });
    windows.add(child);
    const opened = setTimeout(() => resolve({ ok: true }), OPENED_AFTER_MS);
    /** @param {string} reason */
    const ended = (reason) => {
      windows.delete(child);
      clearTimeout(opened);
      resolve({ ok: false, reason });
    };
    child.once('error', (error) => ended(error.message));
    child.once('exit', (code, signal) => {
      windows.delete(child);
      if (code === 0) return resolve({ ok: true }); // handed over to a window that is already open
      ended(signal ?? `退出码 ${code}`);
    });
  });
}

/**
 * Opens the workstation the best way this machine has.
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.dataDir
 * @param {string} options.url
 * @param {string} options.server origin of the server
 * @returns {Promise<string>} what was opened, and why not something better
 */
export async function openWorkstation({ root, dataDir, url, server }) {
  if (!hasDisplay(process.env)) return `本机没有显示环境，没有打开窗口。请在浏览器里打开 ${url}`;
  const reasons = [];
  const electron = await ensureElectron(root, dataDir);
  if (electron.ok) {
    const env = { ...process.env, WORKSTATION_SERVER: server, WORKSTATION_FRAGMENT: new URL(url).hash };
    const args = [root, `--user-data-dir=${join(dataDir, 'electron')}`, ...rootArguments()];
    const window = await openWindow(electron.path, args, env);
    if (window.ok) return '已在桌面窗口（Electron）中打开';
    reasons.push(rememberElectronDoesNotRun(root, dataDir, `打不开：${window.reason}`));
  } else {
    reasons.push(electron.reason);
  }
  const browser = findBrowser();
  if (browser === undefined)
    return `${reasons.join('；')}；也没有找到 Chromium、Chrome 或 Edge。请在浏览器里打开 ${url}`;
  // A profile of its own: the window ends with us, and nothing lands in the person's own browser.
  const args = [
    `--app=${url}`,
    `--user-data-dir=${join(dataDir, 'window')}`,
    '--no-first-run',
    '--no-default-browser-check',
    ...rootArguments(),
  ];
  const window = await openWindow(browser.path, args, process.env);
  if (window.ok) return `${reasons.join('；')}；已用 ${browser.name} 的应用窗口打开`;
  return `${reasons.join('；')}；${browser.name} 的窗口打不开（${window.reason}）。请在浏览器里打开 ${url}`;
}
