import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureHaproxy } from './ensure-haproxy.mjs';
import { runLogged } from './run-logged.mjs';
import { countPlaywright, countVitest, readReport } from './reports.mjs';

/**
 * @typedef {import('./reports.mjs').Counts} Counts
 * @typedef {{ root: string, cache: string }} Place
 * @typedef {object} Suite
 * @property {string} name
 * @property {'static' | 'build' | 'unit' | 'browser'} kind
 * @property {(place: Place) => Promise<Counts & { log: string }>} run
 */

/**
 * A check that passes or fails as a whole counts as one test.
 * @param {string} name
 * @param {readonly string[]} command a script, from the project's root, and its arguments
 * @param {'static' | 'build'} [kind]
 * @returns {Suite}
 */
function check(name, command, kind = 'static') {
  return {
    name,
    kind,
    run: async ({ root, cache }) => {
      const { ok, log } = await runLogged({ root, command, logFile: join(cache, `${name}.log`) });
      return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, remarks: [], log };
    },
  };
}

/** @type {Suite} */
const unit = {
  name: 'unit',
  kind: 'unit',
  run: async ({ root, cache }) => {
    await ensureHaproxy(root);
    const report = join(cache, 'vitest.json');
    rmSync(report, { force: true }); // an old report must not speak for a runner that died
    const { ok, log } = await runLogged({
      root,
      command: [
        'node_modules/vitest/vitest.mjs',
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
      logFile: join(cache, 'unit.log'),
    });
    return { ...countVitest(readReport(report), ok), log };
  },
};

/**
 * @param {string} name
 * @param {readonly string[]} projects of playwright.config.ts
 * @returns {Suite}
 */
function specs(name, projects) {
  return {
    name,
    kind: 'browser',
    run: async ({ root, cache }) => {
      const report = join(cache, `${name}.json`);
      rmSync(report, { force: true });
      const { ok, log } = await runLogged({
        root,
        command: ['node_modules/@playwright/test/cli.js', 'test', ...projects.map((project) => `--project=${project}`)],
        logFile: join(cache, `${name}.log`),
        env: { PLAYWRIGHT_JSON: report },
      });
      return { ...countPlaywright(readReport(report), ok), log };
    },
  };
}

/** Everything `npm test` checks. `npm run check` leaves out the build and what needs it. */
export const SUITES = [
  check('types', ['node_modules/typescript/bin/tsc', '-b']),
  // Without eslint's cache, which does not see that a type elsewhere has changed.
  check('lint', ['node_modules/eslint/bin/eslint.js', '.']),
  check('build', ['sync-server/cli/build.mjs', '--specs'], 'build'),
  check('format', ['node_modules/prettier/bin/prettier.cjs', '--check', '.', '--cache']),
  check('boundaries', [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    'electron',
    'renderer',
    'shared',
    'sync-server',
    '--config',
    '.dependency-cruiser.cjs',
  ]),
  check('notices', ['sync-server/cli/notices.mjs', '--check']),
  check('docs', ['sync-server/cli/testing/docs.mjs']),
  check('unused', ['node_modules/knip/bin/knip.js']),
  unit,
  specs('browser', ['browser']),
  specs('desktop', ['double', 'electron']),
];
