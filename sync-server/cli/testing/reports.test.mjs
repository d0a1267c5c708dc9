import { describe, expect, it } from 'vitest';
import { countPlaywright, countVitest, lastLine } from './reports.mjs';

/** @param {string[]} statuses @param {string} [fullName] */
const aFile = (statuses, fullName = 'adds') => ({
  name: 'a.test.ts',
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status, fullName })),
});
/** @param {...ReturnType<typeof aFile>} files */
const aReport = (...files) => ({ numTotalTests: 0, testResults: files });

/** @param {string} projectName @param {'expected' | 'unexpected' | 'flaky' | 'skipped'} status */
const aRun = (projectName, status) => ({
  errors: [],
  suites: [
    {
      title: 'a.spec.ts',
      suites: [{ title: 'inner', specs: [{ title: 'opens', file: 'a.spec.ts', tests: [{ projectName, status }] }] }],
    },
  ],
});

describe('vitest', () => {
  it('is counted', () => {
    expect(countVitest(aReport(aFile(['passed', 'passed']), aFile(['failed'])), false)).toMatchObject({
      passed: 2,
      failed: 1,
      skipped: 0,
    });
  });
  it('that left no report has failed', () => {
    expect(countVitest(undefined, true)).toMatchObject({ failed: 1 });
  });
  it('that ran nothing has failed', () => {
    expect(countVitest(aReport(), true)).toMatchObject({ passed: 0, failed: 1 });
  });
  it('with a file that could not be loaded has failed', () => {
    expect(countVitest(aReport(aFile(['passed']), { ...aFile([]), status: 'failed' }), false)).toMatchObject({
      passed: 1,
      failed: 1,
    });
  });
  it('that exits badly although every test passed has failed', () => {
    expect(countVitest(aReport(aFile(['passed'])), false)).toMatchObject({ passed: 1, failed: 1 });
  });
  it('may skip only what needs Apache CouchDB', () => {
    expect(countVitest(aReport(aFile(['skipped'], 'store against COUCHDB_URL: walks')), true)).toMatchObject({
      failed: 0,
      skipped: 1,
    });
    expect(countVitest(aReport(aFile(['skipped'])), true)).toMatchObject({ failed: 1, skipped: 0 });
    expect(countVitest(aReport(aFile(['todo'])), true)).toMatchObject({ failed: 1, skipped: 0 });
  });
});

describe('playwright', () => {
  it('is counted through nested suites', () => {
    expect(countPlaywright(aRun('browser', 'expected'), true)).toMatchObject({ passed: 1, failed: 0 });
    expect(countPlaywright(aRun('browser', 'unexpected'), false)).toMatchObject({ passed: 0, failed: 1 });
  });
  it('may skip only on the true Electron, and not be flaky', () => {
    expect(countPlaywright(aRun('electron', 'skipped'), true)).toMatchObject({ failed: 0, skipped: 1 });
    expect(countPlaywright(aRun('double', 'skipped'), true)).toMatchObject({ failed: 1, skipped: 0 });
    expect(countPlaywright(aRun('browser', 'flaky'), true)).toMatchObject({ failed: 1 });
  });
  it('without specs has failed', () => {
    expect(countPlaywright({ suites: [], errors: [{ message: 'No tests found' }] }, false)).toMatchObject({
      failed: 1,
    });
  });
});

it('the last line names skips only when there are some', () => {
  const counts = { passed: 2, failed: 0, skipped: 0, remarks: [] };
  expect(lastLine([counts, counts])).toBe('4 passed, 0 failed');
  expect(lastLine([counts, { ...counts, skipped: 3 }])).toBe('4 passed, 0 failed, 3 skipped');
});
