import { defineConfig } from 'vitest/config';

/** One project per process, so that a run can be narrowed (`--project server`). Files that need a page say `@vitest-environment jsdom`. */
const project = (name: string, include: readonly string[], testTimeout = 10_000) => ({
  test: { name, include: [...include], environment: 'node' as const, testTimeout, hookTimeout: 30_000 },
});

export default defineConfig({
  cacheDir: 'node_modules/.cache/vitest',
  test: {
    projects: [
      project('shared', ['shared/**/*.test.ts']),
      project('server', ['sync-server/**/*.test.ts', 'sync-server/cli/**/*.test.mjs'], 60_000),
      project('renderer', ['renderer/**/*.test.{ts,tsx}'], 20_000),
      project('desktop', ['electron/**/*.test.ts']),
    ],
  },
});
