// npm run bench -- NAME …: bundles sync-server/bench/NAME.ts and runs it. What it measures and prints is the benchmark's own.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './launch/builds.mjs';
import { ensureDependencies } from './launch/dependencies.mjs';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'sync-server', 'bench');
const [name, ...args] = process.argv.slice(2);

/** @returns {readonly string[]} */
function names() {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => /^[a-z0-9-]+\.ts$/.test(file))
    .map((file) => file.slice(0, -3));
}

if (name === undefined || !names().includes(name)) {
  console.error(`用法：npm run bench -- 名称。现有：${names().join('、') || '无'}`);
  process.exitCode = 2;
} else {
  try {
    await ensureDependencies(root);
    await ensureBuilt(root);
    const { build } = await import('vite');
    await build({
      root,
      configFile: false,
      publicDir: false,
      logLevel: 'warn',
      build: {
        ssr: join(folder, `${name}.ts`),
        outDir: join(root, 'out', 'bench', name),
        emptyOutDir: true,
        target: 'node20',
        sourcemap: true,
        minify: false,
        rolldownOptions: { output: { format: 'es', entryFileNames: 'bench.js' } },
      },
    });
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', join(root, 'out', 'bench', name, 'bench.js'), ...args],
      {
        stdio: 'inherit',
        cwd: root,
      },
    );
    for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) process.on(signal, () => child.kill(signal));
    child.once('exit', (code) => {
      process.exitCode = code ?? 1;
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
