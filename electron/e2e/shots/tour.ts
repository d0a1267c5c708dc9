import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { projectRoot } from '../fixtures/project-root.ts';
import { expect, type Account } from '../fixtures/persons.ts';
import type { Street } from '../fixtures/street.ts';
import { turnClock } from '../fixtures/turn-clock.ts';
import { SignInPage } from '../pages/sign-in-page.ts';

const FOLDER = join(projectRoot, 'out/shots');

export interface Size {
  readonly width: number;
  readonly height: number;
}
export const SIZES: readonly Size[] = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];

/** Nothing that a page is asked takes longer; without it a page that hangs would hold the pictures up till the test's own end. */
const LONGEST_MS = 30_000;

async function within<T>(promise: Promise<T>, what: string): Promise<T> {
  const stop = new AbortController();
  const late = async (): Promise<never> => {
    await wait(LONGEST_MS, undefined, { signal: stop.signal });
    throw new Error(`${what}: no answer in ${String(LONGEST_MS / 1000)} s`);
  };
  try {
    return await Promise.race([promise, late()]);
  } finally {
    stop.abort();
  }
}

/** One page per picture would seed and sign in a hundred times: one person goes through many screens at one size. */
export class Tour {
  readonly page: Page;
  readonly context: BrowserContext;
  private readonly width: number;

  constructor(context: BrowserContext, page: Page, width: number) {
    this.context = context;
    this.page = page;
    this.width = width;
  }

  async shoot(name: string): Promise<void> {
    // Pictures and thumbnails that are on their way belong into the picture.
    await expect(this.page.getByText('照片还没到本机')).toHaveCount(0);
    await this.page.waitForFunction(() => [...document.images].every((image) => image.complete));
    // The base map comes after everything that is drawn over it.
    await expect(
      this.page.locator('.map-ground[aria-busy="true"], .leaflet-tile:not(.leaflet-tile-loaded)'),
    ).toHaveCount(0, { timeout: LONGEST_MS });
    await within(
      this.page.evaluate(() => document.fonts.ready.then(() => undefined)),
      'fonts',
    );
    await this.page.screenshot({ path: join(FOLDER, `${name}-${String(this.width)}.png`), animations: 'disabled' });
  }

  async end(): Promise<void> {
    await within(this.context.close(), 'closing');
  }
}

export async function begin(browser: Browser, server: Street, size: Size, troubles: string[]): Promise<Tour> {
  mkdirSync(FOLDER, { recursive: true });
  const context = await browser.newContext({ viewport: size, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  context.setDefaultTimeout(LONGEST_MS);
  const page = await context.newPage();
  page.on('pageerror', (error) => troubles.push(error.stack ?? error.message));
  await page.goto(new URL('/app/', server.server).href);
  return new Tour(context, page, size.width);
}

/** `clockFastMs`: the terminal's clock is ahead by so much. */
export async function at(
  browser: Browser,
  server: Street,
  size: Size,
  account: Account,
  troubles: string[],
  clockFastMs = 0,
): Promise<Tour> {
  const tour = await begin(browser, server, size, troubles);
  if (clockFastMs !== 0) await turnClock(tour.page, clockFastMs);
  await new SignInPage(tour.page).signIn(account);
  return tour;
}
