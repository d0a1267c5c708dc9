import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

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

/** One project per process, so that a run can be narrowed (`--project server`). Files that need a page say `@vitest-environment jsdom`. */
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

export default defineConfig({
  cacheDir: 'node_modules/.cache/vitest',
  test: {
    // Vitest leaves a core to itself, which on two of them leaves half of the machine idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      // Pure functions: there is nothing that one file could leave to the next.
      project('shared', ['shared/**/*.test.ts'], 20_000, false),
      project('server', ['sync-server/**/*.test.ts', 'sync-server/cli/**/*.test.mjs'], 60_000),
      project('renderer', ['renderer/**/*.test.{ts,tsx}'], 20_000),
      project('desktop', ['electron/**/*.test.ts'], 20_000),
    ],
  },
});
