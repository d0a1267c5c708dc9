// Says which files a README names that are not there, and which top folders have no README. Pages about code drift when nobody looks.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');

/** Not part of the project: installed, built, or run. */
const ELSEWHERE = new Set(['node_modules', 'out', 'dist', 'test-results', 'playwright-report']);

/**
 * @param {string} folder from the root, '' for the root itself
 * @returns {readonly string[]} files below, with forward slashes
 */
function filesBelow(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name.startsWith('.') || ELSEWHERE.has(entry.name) ? [] : filesBelow(path);
    return [path];
  });
}

const files = filesBelow('');

/** A file by its whole path, from the page's own folder, or by the end of its path. */
const NAMED = /`([\w./-]+\.(?:ts|tsx|mjs|cjs|json|yml|css|html|md|svg))`/g;
const LINKED = /\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g;

/** Written by a build or at run time, or a name that stands for any: never in a clone. */
const MADE =
  /^(out\/|dist\/|precache\.json$|service-worker\.js$|(?:.*\/)?[A-Z]+\.ts$|workstation\.json$|running\.json$|settings\.json$|couchdb\.json$)/;

/**
 * @param {string} page
 * @param {string} name
 */
function isThere(page, name) {
  const fromPage = posix.normalize(posix.join(posix.dirname(page), name));
  const bare = name.replace(/^\.\//, '');
  return (
    MADE.test(name) ||
    existsSync(join(root, fromPage)) ||
    files.some((file) => file === bare || file.endsWith(`/${bare}`))
  );
}

const missing = files
  .filter((file) => file.endsWith('.md'))
  .flatMap((page) => {
    const text = readFileSync(join(root, page), 'utf8').replace(/```[\s\S]*?```/g, '');
    const names = [...text.matchAll(NAMED), ...text.matchAll(LINKED)].map((match) => match[1] ?? '');
    return [...new Set(names)]
      .filter((name) => !isThere(page, name))
      .map((name) => `${page} names ${name}, which is not there`);
  });

const pageless = ['electron', 'renderer', 'shared', 'sync-server', 'resources']
  .filter((folder) => !files.includes(`${folder}/README.md`))
  .map((folder) => `${folder} has no README.md`);

for (const complaint of [...missing, ...pageless]) console.error(complaint);
process.exitCode = missing.length + pageless.length === 0 ? 0 : 1;
