import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { say } from './progress.mjs';
import { runCommand } from './run-command.mjs';

/**
 * @typedef {object} Build
 * @property {string} name
 * @property {string} words for progress lines
 * @property {readonly string[]} inputs files and folders, from the project's root
 * @property {readonly string[]} outputs that must exist
 * @property {readonly string[]} command a script in node_modules, and its arguments
 */

/** @type {readonly Build[]} */
const BUILDS = [
  {
    name: 'server',
    words: '构建服务端',
    inputs: [
      'shared',
      'sync-server/src',
      'sync-server/cli',
      'resources',
      'vite.server.config.ts',
      'tsconfig.base.json',
      'package-lock.json',
    ],
    outputs: ['out/server/main.js'],
    command: ['vite/bin/vite.js', 'build', '--config', 'vite.server.config.ts'],
  },
  {
    name: 'workstation',
    words: '构建工作站界面',
    inputs: [
      'shared',
      'renderer',
      'electron/main',
      'electron/preload',
      'resources',
      'electron.vite.config.ts',
      'precache.config.ts',
      'tsconfig.base.json',
      'package-lock.json',
    ],
    outputs: ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'],
    command: ['electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'],
  },
  {
    name: 'double',
    words: '构建 Electron 替身（只供测试）',
    inputs: ['electron/e2e/double', 'tsconfig.base.json', 'package-lock.json'],
    outputs: ['out/double/boot.js'],
    command: [
      'vite/bin/vite.js',
      'build',
      '--ssr',
      'electron/e2e/double/boot.ts',
      '--outDir',
      'out/double',
      '--logLevel',
      'warn',
    ],
  },
];

/** What a person runs; the rest is for specs. */
const SHIPPED = ['server', 'workstation'];

/** Bigger files are judged by size and date: tile packs are not read at every start. */
const READ_BELOW_BYTES = 2_000_000;

/**
 * @param {string} path
 * @returns {readonly string[]} every file below, in a stable order
 */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * A short name of everything a build reads. Tests and notes do not count.
 * @param {string} root
 * @param {readonly string[]} inputs
 */
export function stampOf(root, inputs) {
  const hash = createHash('sha256').update(process.version);
  for (const input of inputs) {
    for (const file of filesBelow(join(root, input))) {
      if (/\.test\.(tsx?|mjs)$|\.md$/.test(file)) continue;
      const { size, mtimeMs } = statSync(file);
      hash.update(`\0${file.slice(root.length)}\0`);
      hash.update(size < READ_BELOW_BYTES ? readFileSync(file) : `${size} ${mtimeMs}`);
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {Build} build
 * @returns {{ fresh: boolean, stamp: string, file: string }}
 */
function lookAt(root, build) {
  const file = join(root, 'out', `${build.name}.stamp`);
  const stamp = stampOf(root, build.inputs);
  const fresh =
    build.outputs.every((output) => existsSync(join(root, output))) &&
    existsSync(file) &&
    readFileSync(file, 'utf8') === stamp;
  return { fresh, stamp, file };
}

/**
 * Builds what is stale, or everything asked for.
 * @param {string} root
 * @param {object} [options]
 * @param {readonly string[]} [options.names] which builds; what is shipped by default
 * @param {boolean} [options.force] also when nothing changed
 */
export async function ensureBuilt(root, { names = SHIPPED, force = false } = {}) {
  for (const build of BUILDS.filter(({ name }) => names.includes(name))) {
    const { fresh, stamp, file } = lookAt(root, build);
    if (fresh && !force) continue;
    const startedAt = Date.now();
    say(build.words);
    const [script, ...args] = build.command;
    const outcome = await runCommand({
      what: build.words,
      command: process.execPath,
      args: [join(root, 'node_modules', script ?? ''), ...args],
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '0' },
    });
    if (!outcome.ok) throw new Error(`${build.words}没有完成（${outcome.reason}）。\n${outcome.output}`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, stamp);
    say(`${build.words}完成，用 ${((Date.now() - startedAt) / 1000).toFixed(1)} 秒`);
  }
}
