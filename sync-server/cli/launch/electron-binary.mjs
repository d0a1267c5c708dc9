import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings, updateSettings } from './data-dir.mjs';
import { say } from './progress.mjs';
import { runCommand } from './run-command.mjs';

/** Longer than this nobody waits for a nicety: the workstation runs in a browser too. */
const DOWNLOAD_WITHIN_MS = 20_000;

/**
 * @param {string} root
 * @returns {string | undefined} the binary, when it is on this machine
 */
export function installedElectron(root) {
  const folder = join(root, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const binary = join(
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'),
    readFileSync(pathFile, 'utf8').trim(),
  );
  return existsSync(binary) ? binary : undefined;
}

/**
 * The binary, fetched once if it comes quickly. A failure is remembered until the version changes.
 * @param {string} root
 * @param {string} dataDir
 * @returns {Promise<{ ok: true, path: string } | { ok: false, reason: string }>}
 */
export async function ensureElectron(root, dataDir) {
  const there = installedElectron(root);
  if (there !== undefined) return { ok: true, path: there };
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'));
  const failure = readSettings(dataDir)?.electron;
  if (failure !== undefined && failure.version === version) {
    return {
      ok: false,
      reason: `Electron 上次没有取到（${failure.reason}），不再等；要用它请运行 npx install-electron`,
    };
  }
  say('取 Electron（最多等 20 秒）');
  const outcome = await runCommand({
    what: '取 Electron',
    command: process.execPath,
    args: [join(root, 'node_modules/electron/install.js')],
    cwd: root,
    timeoutMs: DOWNLOAD_WITHIN_MS,
  });
  const fetched = installedElectron(root);
  if (outcome.ok && fetched !== undefined) return { ok: true, path: fetched };
  const cause = /Error: (.+)/.exec(outcome.output)?.[1] ?? (outcome.reason || '下载不完整');
  return { ok: false, reason: rememberFailure(dataDir, version, cause) };
}

/**
 * @param {string} dataDir
 * @param {string} version
 * @param {string} reason
 */
function rememberFailure(dataDir, version, reason) {
  updateSettings(dataDir, { electron: { version, failedAt: new Date().toISOString(), reason } });
  return `Electron 没有取到（${reason}）`;
}

/**
 * A binary that is there but does not start (a missing system library, say) is not tried again either.
 * @param {string} root
 * @param {string} dataDir
 * @param {string} reason
 */
export function rememberElectronDoesNotRun(root, dataDir, reason) {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'));
  return rememberFailure(dataDir, version, reason);
}
