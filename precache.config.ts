import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** Files the worker must not keep: itself, and what only developers read. */
const WORKER = 'service-worker.js';
const LEFT_OUT = /^service-worker\.js$|\.map$/;

/**
 * Writes `precache.json`: every file of this build, and a version that changes with any of them.
 * The version also goes into the worker: that file is the only one in which a browser looks for something new.
 */
export function precacheList(): Plugin {
  return {
    name: 'precache-list',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = Object.keys(bundle)
          .filter((file) => !LEFT_OUT.test(file))
          .sort();
        const hash = createHash('sha256');
        for (const file of files) {
          const output = bundle[file];
          hash.update(file);
          if (output !== undefined) hash.update(output.type === 'chunk' ? output.code : output.source);
        }
        const version = hash.digest('hex').slice(0, 16);
        const worker = bundle[WORKER];
        if (worker?.type !== 'chunk') throw new Error(`${WORKER} was not built`);
        worker.code = `// ${version}\n${worker.code}`;
        this.emitFile({ type: 'asset', fileName: 'precache.json', source: JSON.stringify({ version, files }) });
      },
    },
  };
}
