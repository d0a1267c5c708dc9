// npm run server -- serve|user|seed …: the server alone, built first when its sources changed.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './launch/builds.mjs';
import { ensureDependencies } from './launch/dependencies.mjs';

const root = join(import.meta.dirname, '..', '..');
const args = process.argv.slice(2);

/** Only `serve` hands out the page; the other commands need not wait for its build. */
const needsPage = args[0] === 'serve' && !args.includes('--help');

try {
  await ensureDependencies(root);
  await ensureBuilt(root, { names: needsPage ? ['server', 'workstation'] : ['server'] });
  const child = spawn(process.execPath, [join(root, 'out/server/main.js'), ...args], { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGTERM' || signal === 'SIGINT' ? 0 : 1);
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
