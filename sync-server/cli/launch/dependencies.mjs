import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './progress.mjs';
import { runCommand } from './run-command.mjs';

/**
 * @typedef {{ version?: string, resolved?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lock
 */

/**
 * @param {string} file
 * @returns {Lock | undefined}
 */
function readLock(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // cut off by an interrupted install: the same as absent
  }
}

/**
 * Whether what npm installed is what the lock asks for. npm writes its own record last, so an interrupted install has none.
 * Compared by content and not by date, so that a copied or freshly checked-out tree is judged rightly.
 * @param {Lock | undefined} wanted package-lock.json
 * @param {Lock | undefined} installed node_modules/.package-lock.json
 */
export function isInstalled(wanted, installed) {
  if (wanted?.packages === undefined || installed?.packages === undefined) return false;
  for (const [path, entry] of Object.entries(wanted.packages)) {
    if (path === '' || entry.optional === true || entry.devOptional === true) continue;
    if (installed.packages[path]?.version !== entry.version) return false;
  }
  return Object.keys(installed.packages).every((path) => path in (wanted.packages ?? {}));
}

/** npm as this process was started by it, else as found on the PATH. */
function npmCommand() {
  const npmCli = process.env['npm_execpath'];
  if (npmCli !== undefined && /npm-cli\.c?js$/.test(npmCli))
    return { command: process.execPath, args: [npmCli], shell: false };
  return { command: 'npm', args: [], shell: process.platform === 'win32' };
}

/**
 * Brings node_modules to what the lock says; does nothing when it already is.
 * @param {string} root
 */
export async function ensureDependencies(root) {
  const wanted = readLock(join(root, 'package-lock.json'));
  if (isInstalled(wanted, readLock(join(root, 'node_modules', '.package-lock.json')))) return;
  const folder = join(root, 'node_modules');
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
    // npm would empty the folder that it leads to, which other trees use.
    throw new Error(
      `node_modules 是链接，依赖与 package-lock.json 不符。在它所指的目录里运行 npm ci，或删去链接后重试。`,
    );
  }
  const count = Object.keys(wanted?.packages ?? {}).length;
  say(`安装依赖（${count} 个包，只在第一次或依赖变动时需要网络）`);
  const npm = npmCommand();
  const outcome = await runCommand({
    what: '安装依赖',
    command: npm.command,
    args: [...npm.args, 'ci', '--no-audit', '--no-fund', '--include=dev'],
    cwd: root,
    shell: npm.shell,
  });
  if (!outcome.ok) {
    throw new Error(
      `依赖没有装上（npm ci：${outcome.reason}）。检查网络或 npm 的 registry 设置后再运行同一条命令。\n${outcome.output}`,
    );
  }
  say('依赖已装好');
}
