// npm run build: bundles the server and the workstation into out/. `--if-stale` only when sources changed, `--specs` also what the specs run on.
import { join } from 'node:path';
import { ensureBuilt } from './launch/builds.mjs';
import { ensureDependencies } from './launch/dependencies.mjs';

const root = join(import.meta.dirname, '..', '..');
try {
  await ensureDependencies(root);
  const force = !process.argv.includes('--if-stale');
  await ensureBuilt(root, { force });
  if (process.argv.includes('--specs')) await ensureBuilt(root, { names: ['double'], force });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
