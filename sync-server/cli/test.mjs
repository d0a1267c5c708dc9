// npm test: everything CI checks, on a machine with nothing but Node. `--fast` without the build and what needs it; names pick suites.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { complaintAboutNode } from './launch/node-version.mjs';

const complaint = complaintAboutNode(process.versions.node);
if (complaint !== null) {
  console.error(complaint);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const [{ ensureDependencies }, { say }, { ensureBrowser }, { lastLine }, { stopSuites }, { SUITES }] =
  await Promise.all([
    import('./launch/dependencies.mjs'),
    import('./launch/progress.mjs'),
    import('./testing/ensure-browser.mjs'),
    import('./testing/reports.mjs'),
    import('./testing/run-logged.mjs'),
    import('./testing/suites.mjs'),
  ]);

/** @typedef {import('./testing/suites.mjs').Suite} Suite */

const root = join(import.meta.dirname, '..', '..');
const cache = join(root, 'node_modules', '.cache', 'test');
const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith('-'));

/** @param {Suite} suite */
const isWanted = (suite) => {
  if (names.length > 0) return names.includes(suite.name);
  return !args.includes('--fast') || suite.kind === 'static' || suite.kind === 'unit';
};

/** @type {import('./testing/reports.mjs').Counts[]} */
const results = [];

/** @param {Suite} suite */
async function runSuite(suite) {
  const startedAt = Date.now();
  const { log, ...counts } = await suite.run({ root, cache });
  results.push(counts);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(6);
  const words = `${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`;
  if (counts.failed > 0) console.log(`\n──── ${suite.name}\n${log.trimEnd()}\n────`);
  for (const remark of counts.remarks) console.log(`  ${suite.name}: ${remark}`);
  say(`${counts.failed === 0 ? '✓' : '✗'} ${suite.name.padEnd(11)} ${seconds} s   ${words}`);
}

/** @param {readonly Suite[]} suites one after the other */
async function inOrder(suites) {
  for (const suite of suites) await runSuite(suite);
}

/** Types and lint, which leave a good part of a core idle, run beside everything else that has no browser; browsers get the machine to themselves. */
async function runAll() {
  const wanted = SUITES.filter(isWanted);
  if (wanted.length === 0) throw new Error(`no such suite; there are ${SUITES.map(({ name }) => name).join(', ')}`);
  /** @param {Suite} suite */
  const isLong = ({ name }) => name === 'types' || name === 'lint';
  const without = wanted.filter(({ kind }) => kind !== 'browser');
  await Promise.all([inOrder(without.filter(isLong)), inOrder(without.filter((suite) => !isLong(suite)))]);
  const browser = wanted.filter(({ kind }) => kind === 'browser');
  if (browser.length === 0) return;
  const found = await ensureBrowser(root);
  if (found.ok) return inOrder(browser);
  console.log(found.how);
  results.push({ passed: 0, failed: browser.length, skipped: 0, remarks: [] });
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    stopSuites(signal);
    console.log(lastLine([...results, { passed: 0, failed: 1, skipped: 0, remarks: [] }]));
    process.exit(1);
  });
}

try {
  await ensureDependencies(root);
  mkdirSync(cache, { recursive: true });
  say('checking');
  await runAll();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  results.push({ passed: 0, failed: 1, skipped: 0, remarks: [] });
}
const failed = results.some((counts) => counts.failed > 0);
process.exitCode = failed ? 1 : 0;
console.log(lastLine(results));
