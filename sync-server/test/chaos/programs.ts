import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

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

/** How a program is started: what stands before its own arguments, and what its environment says. */
export interface Program {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}
export interface Programs {
  /** The command line of the server, as it is shipped. */
  readonly server: Program;
  /** `client-process.ts` with the shipped data layer in it. */
  readonly client: Program;
  readonly remove: () => Promise<void>;
}

/** Bundles what the stories start and kill, each in one file, because they are started often. */
export async function buildPrograms(): Promise<Programs> {
  // Inside the project, so that packages are found from there.
  const outDir = join(root, 'node_modules', '.cache', 'chaos', String(process.pid));
  mkdirSync(outDir, { recursive: true });
  const bundled = async (name: string, entry: string, alias: typeof pouchForBrowsers, external: string[]) => {
    await build({
      root,
      configFile: false,
      publicDir: false,
      logLevel: 'error',
      resolve: { alias },
      ssr: { noExternal: true, external },
      build: {
        ssr: join(root, 'sync-server', entry),
        outDir,
        emptyOutDir: false,
        target: 'node20',
        minify: false,
        rolldownOptions: { output: { format: 'cjs', entryFileNames: `${name}.cjs`, codeSplitting: false } },
      },
    });
    return join(outDir, `${name}.cjs`);
  };
  const cached = await bundled('cached-code', join('test', 'chaos', 'cached-code.ts'), [], []);
  const client = await bundled('client', join('test', 'chaos', 'client-process.ts'), pouchForBrowsers, []);
  const server = await bundled('server', join('cli', 'main.ts'), [], ['leveldown', 'classic-level']);
  const env = { ...process.env, CACHED_CODE: join(outDir, 'code') };
  return {
    server: { args: ['--require', cached, server], env },
    client: { args: ['--max-semi-space-size=64', '--require', cached, client], env },
    remove: () => rm(outDir, { recursive: true, force: true }),
  };
}
