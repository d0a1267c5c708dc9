import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file by which a folder is known as ours: only such a folder is ever emptied. */
const MARKER = 'workstation.json';
const KIND = 'grid-governance-workstation';

/** What the server alone leaves in a folder (`npm run server`): such a folder is ours too. */
const LEFT_BY_SERVER = new Set([
  'records',
  'evidence',
  'audit',
  'system',
  'index',
  'lock',
  'server.pid',
  'control.key',
  'metrics.token',
  'couchdb.json',
]);

/**
 * @typedef {object} Settings what the launcher remembers in the data folder
 * @property {typeof KIND} kind
 * @property {number} [port] a new port would be a new, empty origin, so it stays
 * @property {{ version: string, failedAt: string, reason: string }} [electron] why Electron's binary did not come
 */

/**
 * @param {string} dir
 * @returns {Settings | undefined} undefined when the folder is not ours
 */
export function readSettings(dir) {
  const file = join(dir, MARKER);
  if (!existsSync(file)) return undefined;
  try {
    const settings = JSON.parse(readFileSync(file, 'utf8'));
    return settings?.kind === KIND ? settings : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes the folder as ours: creates it when absent, refuses one that holds something else.
 * @param {string} dir
 * @returns {{ ok: true } | { ok: false, complaint: string }}
 */
export function claimDataDir(dir) {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  if (readSettings(dir) !== undefined) return { ok: true };
  if (readdirSync(dir).some((entry) => !LEFT_BY_SERVER.has(entry))) {
    return { ok: false, complaint: `${dir} 里有别的内容，不是本程序的数据目录。请用 --data 指定一个空目录。` };
  }
  updateSettings(dir, {});
  return { ok: true };
}

/**
 * @param {string} dir
 * @param {Partial<Settings>} changes
 */
export function updateSettings(dir, changes) {
  const file = join(dir, MARKER);
  const settings = { kind: KIND, ...readSettings(dir), ...changes };
  writeFileSync(`${file}.new`, `${JSON.stringify(settings, null, 2)}\n`);
  renameSync(`${file}.new`, file); // whole or not at all
}

/**
 * Empties the folder but for what the launcher remembers and what `keep` names.
 * @param {string} dir a folder that `claimDataDir` accepted
 * @param {readonly string[]} keep
 */
export function emptyDataDir(dir, keep) {
  if (readSettings(dir) === undefined) throw new Error(`${dir} 不是本程序的数据目录，没有清空。`);
  for (const entry of readdirSync(dir)) {
    if (entry !== MARKER && !keep.includes(entry)) rmSync(join(dir, entry), { recursive: true, force: true });
  }
}
