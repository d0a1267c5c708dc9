import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

/**
 * The client's PouchDB is tested as it is shipped: its ES modules through Vite, with the files that its packages name for browsers.
 * The server's own PouchDB is loaded by `require` and stays what it is.
 */
const POUCH = /\/node_modules\/pouchdb-/;
const POUCH_FOR_BROWSERS = [
  {
    find: /^pouchdb-(binary-utils|changes-filter|fetch|md5|utils)$/,
    replacement: 'pouchdb-$1/lib/index-browser.es.js',
  },
  {
    find: /^pouchdb-(adapter-http|adapter-idb|adapter-utils|checkpointer|collate|core|errors|generate-replication-id|json|merge|replication)$/,
    replacement: 'pouchdb-$1/lib/index.es.js',
  },
];

/** A project, so that a run can be narrowed (`--project server`). Files that need a page say `@vitest-environment jsdom`. */
const project = (name: string, include: readonly string[], testTimeout: number, isolate = true) => ({
  resolve: { alias: POUCH_FOR_BROWSERS },
  test: {
    name,
    isolate,
    include: [...include],
    environment: 'node' as const,
    testTimeout,
    hookTimeout: 30_000,
    server: { deps: { inline: [POUCH] } },
  },
});

/** What a file says that leaves something behind in its process: an IndexedDB, stores and servers, modules in the place of others. */
const LEAVES_SOMETHING = /fake-indexeddb|browser-double|a-terminal|start-server|vi\.mock\(/;

/**
 * The files of some rooms as three projects: each of those that leave something behind in a process of its own, the others one after the other in one, and those that
 * need a page on one page. To load all of it anew for every file costs more than most of the tests.
 */
function rooms(name: string, folders: readonly string[], testTimeout: number) {
  const tests = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.test\.(ts|tsx|mjs)$/.test(file))
      .map((file) => ({ file: `${folder}/${file}`, text: readFileSync(join(root, folder, file), 'utf8') })),
  );
  const kindOf = ({ text }: { readonly text: string }): string => {
    if (LEAVES_SOMETHING.test(text)) return 'alone';
    return text.includes('@vitest-environment jsdom') ? 'page' : 'together';
  };
  return ['alone', 'together', 'page'].flatMap((kind) => {
    const files = tests.filter((test) => kindOf(test) === kind).map(({ file }) => file);
    const called = kind === 'alone' ? name : `${name}-${kind}`;
    return files.length === 0 ? [] : [project(called, files, testTimeout, kind === 'alone')];
  });
}

export default defineConfig({
  cacheDir: 'node_modules/.cache/vitest',
  test: {
    // Vitest leaves a core to itself, which on two of them leaves half of the machine idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      // Pure functions: there is nothing that one file could leave to the next.
      project('shared', ['shared/**/*.test.ts'], 20_000, false),
      ...rooms('server', ['sync-server'], 60_000),
      ...rooms('renderer', ['renderer'], 20_000),
      ...rooms('desktop', ['electron'], 20_000),
    ],
  },
});
