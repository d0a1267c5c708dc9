import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { buildServer } from '../harness/server-process.ts';

const root = process.cwd();

/** As vitest.config.ts has it: the client's PouchDB by the files that its packages name for browsers. */
const pouchForBrowsers = [
  {
    find: /^pouchdb-(binary-utils|changes-filter|fetch|md5|utils)$/,
    replacement: join(root, 'node_modules/pouchdb-$1/lib/index-browser.es.js'),
  },
  {
    find: /^pouchdb-(adapter-http|adapter-idb|adapter-utils|checkpointer|collate|core|errors|generate-replication-id|json|merge|replication)$/,
    replacement: join(root, 'node_modules/pouchdb-$1/lib/index.es.js'),
  },
];

export interface Programs {
  /** The command line of the server, as it is shipped. */
  readonly server: string;
  /** `client-process.ts` with the shipped data layer in it, in one file: it is started often. */
  readonly client: string;
  readonly remove: () => Promise<void>;
}

/** Bundles what the stories start and kill. */
export async function buildPrograms(): Promise<Programs> {
  const server = await buildServer();
  // Inside the project, so that packages are found from there.
  const outDir = join(root, 'node_modules', '.cache', 'chaos', String(process.pid));
  mkdirSync(outDir, { recursive: true });
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    resolve: { alias: pouchForBrowsers },
    ssr: { noExternal: true },
    build: {
      ssr: join(root, 'sync-server', 'test', 'chaos', 'client-process.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: 'client.js' } },
    },
  });
  return {
    server,
    client: join(outDir, 'client.js'),
    remove: async () => {
      await rm(outDir, { recursive: true, force: true });
      await rm(join(server, '..'), { recursive: true, force: true });
    },
  };
}
