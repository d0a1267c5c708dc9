import type { BrowserContext, Page } from '@playwright/test';
import { buildPage } from './bench-page.ts';
import { callsTo } from './in-page.ts';

/** The page of `renderer/data/sync/bench`, as benches call it. */
interface InPage {
  readonly firstPull: (
    account: string,
    password: string,
  ) => Promise<{
    readonly usableMs: number;
    readonly usableAt: number;
    readonly doneMs: number;
    readonly documents: number;
  }>;
  readonly settled: () => Promise<void>;
  readonly isOnline: (online: boolean) => Promise<void>;
  readonly close: () => Promise<void>;
  readonly plainPull: (
    account: string,
    password: string,
    selector: object,
  ) => Promise<{ readonly ms: number; readonly documents: number }>;
}

const PATIENCE_MS = 900_000;

export const buildSyncPage = (folder: string): Promise<void> => buildPage('renderer/data/sync/bench', folder);

/** `server`: serves the page as it serves the workstation, under /app/, with the same headers. */
export async function openSyncPage(context: BrowserContext, server: string): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('console', (message) => {
    // A line that is cut on purpose complains at every try.
    if (message.type() === 'error' && !message.text().includes('net::ERR')) console.error(`页面：${message.text()}`);
  });
  await page.goto(`${server}/app/`);
  await page.locator('html[data-ready="bench"]').waitFor({ state: 'attached' });
  return page;
}

/** One call of the page's own functions. */
export const inSyncPage = callsTo<InPage>();
