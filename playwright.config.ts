import { defineConfig } from '@playwright/test';
import type { Profile } from './electron/e2e/fixtures/street.ts';
import { findBrowser } from './sync-server/cli/launch/find-browser.mjs';

const browser = findBrowser({ isHeadless: true });
const launchOptions = {
  ...(browser === undefined ? {} : { executablePath: browser.path }),
  // Chromium refuses its own sandbox to root; only tests run like this.
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-background-networking'],
};

/**
 * seed     fills a small demonstration street once, for the specs that copy it; seed-demo the whole one, for the shots
 * browser  the workstation in Chromium against the real server
 * double   the compiled main process and preload on the double of Electron
 * electron the same specs on the true binary, skipped where there is none
 * hour     a supervisor's hour by keys, timed (`npm run hour`)
 * shots    pictures of every screen (`npm run shots`)
 */
export default defineConfig<object, { profile: Profile }>({
  outputDir: 'node_modules/.cache/playwright',
  fullyParallel: false,
  workers: 2,
  forbidOnly: true,
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['PLAYWRIGHT_JSON'] ?? 'node_modules/.cache/playwright.json' }],
  ],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1366, height: 768 },
    launchOptions,
    // A failure shows its picture and the page in words; `--trace on` records all of it, at a tenth more of everything.
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'seed', testDir: 'electron/e2e/fixtures', testMatch: '*.setup.ts' },
    { name: 'seed-demo', testDir: 'electron/e2e/fixtures', testMatch: '*.setup.ts', use: { profile: 'demo' } },
    { name: 'browser', testDir: 'electron/e2e/browser', dependencies: ['seed'] },
    { name: 'double', testDir: 'electron/e2e/desktop', dependencies: ['seed'] },
    { name: 'electron', testDir: 'electron/e2e/desktop', dependencies: ['seed'] },
    { name: 'hour', testDir: 'electron/e2e/hour', dependencies: ['seed'] },
    { name: 'shots', testDir: 'electron/e2e/shots', dependencies: ['seed-demo'], use: { profile: 'demo' } },
  ],
});
