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
const project = (
  name: string,
  include: readonly string[],
  testTimeout: number,
  isolate = true,
  setupFiles: readonly string[] = [],
) => ({
  resolve: { alias: POUCH_FOR_BROWSERS },
  test: {
    name,
    isolate,
    include: [...include],
    setupFiles: [...setupFiles],
    environment: 'node' as const,
    testTimeout,
    hookTimeout: 30_000,
    server: { deps: { inline: [POUCH] } },
  },
});

interface Kind {
  readonly kind: string;
  readonly says: RegExp;
  readonly isAlone: boolean;
  readonly setupFiles?: readonly string[];
}

/** In which process a file runs, by what it says; the first that fits. */
const KINDS: readonly Kind[] = [
  // Modules in the place of others, or everything that lies in the IndexedDB: alone.
  { kind: '-alone', says: /vi\.mock\(|idb-dump|raw-indexeddb/, isAlone: true },
  // What a page has and Node has not, put there for the client: PouchDB takes it for a browser then, also that of a server beside it.
  { kind: '-clients', says: /fake-indexeddb|browser-double|a-terminal|a-scene|people-at-work/, isAlone: false },
  { kind: '-page', says: /@vitest-environment jsdom/, isAlone: false, setupFiles: ['renderer/ui/testing/patience.ts'] },
  { kind: '', says: /^/, isAlone: false },
];

/**
 * The files of some rooms: those of a kind run one after the other in one process, as far as they leave nothing behind that the next would meet. To load all of it
 * anew for every file costs more than most of the tests, and a process that has run for a while is several times as fast as one that begins.
 */
function rooms(name: string, folders: readonly string[], testTimeout: number) {
  const tests = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.test\.(ts|tsx|mjs)$/.test(file))
      .map((file) => ({ file: `${folder}/${file}`, text: readFileSync(join(root, folder, file), 'utf8') })),
  );
  const kindOf = (text: string) => KINDS.find(({ says }) => says.test(text));
  return KINDS.flatMap((kind) => {
    const files = tests.filter(({ text }) => kindOf(text) === kind).map(({ file }) => file);
    return files.length === 0
      ? []
      : [project(`${name}${kind.kind}`, files, testTimeout, kind.isAlone, kind.setupFiles)];
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
