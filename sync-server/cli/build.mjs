// npm run build: bundles the server and the workstation into out/. `--if-stale` only when sources changed.
import { join } from 'node:path';
import { ensureBuilt } from './launch/builds.mjs';
import { ensureDependencies } from './launch/dependencies.mjs';

const root = join(import.meta.dirname, '..', '..');
try {
  await ensureDependencies(root);
  await ensureBuilt(root, { force: !process.argv.includes('--if-stale') });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
