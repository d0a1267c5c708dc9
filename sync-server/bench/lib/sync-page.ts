import type { BrowserContext, Page } from '@playwright/test';
import { buildPage } from './bench-page.ts';

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
export function inSyncPage<K extends keyof InPage>(
  page: Page,
  name: K,
  ...given: Parameters<InPage[K]>
): Promise<Awaited<ReturnType<InPage[K]>>> {
  return page.evaluate(
    ([what, all]) => {
      const { bench } = globalThis as unknown as {
        readonly bench: Record<string, (...given: readonly unknown[]) => unknown>;
      };
      return bench[what]?.(...all);
    },
    [name, given] as const,
  ) as Promise<Awaited<ReturnType<InPage[K]>>>;
}
