import { existsSync, readFileSync } from 'node:fs';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {readonly string[]} remarks what a reader of the result must know
 */

/**
 * @typedef {{ status: string, fullName: string }} VitestAssertion
 * @typedef {{ name: string, status: string, message?: string, assertionResults: VitestAssertion[] }} VitestFile
 * @typedef {{ numTotalTests: number, testResults: VitestFile[] }} VitestReport
 */

/**
 * @typedef {{ projectName: string, status: 'expected' | 'unexpected' | 'flaky' | 'skipped' }} PlaywrightRun
 * @typedef {{ title: string, file: string, tests: PlaywrightRun[] }} PlaywrightSpec
 * @typedef {{ title: string, specs?: PlaywrightSpec[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 * @typedef {{ suites: PlaywrightSuite[], errors: { message?: string }[] }} PlaywrightReport
 */

/** A test may be skipped only where another machine would run it: against Apache CouchDB, or on Electron's binary. */
const MAY_SKIP = /COUCHDB_URL/;

/**
 * @template T
 * @param {string} file
 * @returns {T | undefined} undefined when the runner left no readable report
 */
export function readReport(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * A runner that says it failed although no test did, or left nothing, is a failure of its own.
 * @param {Omit<Counts, 'remarks'> & { remarks: string[] }} counts
 * @param {boolean} exitedWell
 * @returns {Counts}
 */
function judged({ passed, failed, skipped, remarks }, exitedWell) {
  if (passed + failed + skipped === 0) return { passed, failed: 1, skipped, remarks: [...remarks, 'no test was run'] };
  if (!exitedWell && failed === 0)
    return { passed, failed: 1, skipped, remarks: [...remarks, 'the runner failed outside its tests'] };
  return { passed, failed, skipped, remarks };
}

/**
 * @param {VitestReport | undefined} report
 * @param {boolean} exitedWell
 * @returns {Counts}
 */
export function countVitest(report, exitedWell) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0, remarks: ['no report: the runner did not run'] };
  const counts = { passed: 0, failed: 0, skipped: 0, remarks: /** @type {string[]} */ ([]) };
  for (const file of report.testResults) {
    if (file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed')) {
      counts.failed += 1;
      counts.remarks.push(`could not be loaded: ${file.name}`);
    }
    for (const { status, fullName } of file.assertionResults) {
      if (status === 'passed') counts.passed += 1;
      else if (status === 'failed') counts.failed += 1;
      else if (MAY_SKIP.test(fullName)) counts.skipped += 1;
      else {
        counts.failed += 1;
        counts.remarks.push(`skipped, and may not be: ${fullName}`);
      }
    }
  }
  return judged(counts, exitedWell);
}

/**
 * @param {readonly PlaywrightSuite[]} suites
 * @returns {PlaywrightSpec[]}
 */
function specsOf(suites) {
  return suites.flatMap((suite) => [...(suite.specs ?? []), ...specsOf(suite.suites ?? [])]);
}

/**
 * @param {PlaywrightReport | undefined} report
 * @param {boolean} exitedWell
 * @returns {Counts}
 */
export function countPlaywright(report, exitedWell) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0, remarks: ['no report: the runner did not run'] };
  const counts = { passed: 0, failed: 0, skipped: 0, remarks: /** @type {string[]} */ ([]) };
  for (const { message } of report.errors) counts.remarks.push((message ?? 'unknown error').split('\n')[0] ?? '');
  for (const spec of specsOf(report.suites)) {
    for (const { projectName, status } of spec.tests) {
      if (status === 'expected') counts.passed += 1;
      else if (status === 'skipped' && (projectName === 'electron' || MAY_SKIP.test(spec.title))) counts.skipped += 1;
      else {
        counts.failed += 1;
        if (status !== 'unexpected') counts.remarks.push(`${status}, and may not be: ${spec.title}`);
      }
    }
  }
  return judged(counts, exitedWell);
}

/**
 * The line that ends `npm test`.
 * @param {readonly Counts[]} all
 */
export function lastLine(all) {
  /** @param {'passed' | 'failed' | 'skipped'} key */
  const sum = (key) => all.reduce((total, counts) => total + counts[key], 0);
  const skipped = sum('skipped');
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}
