import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mergeTests } from '@playwright/test';
import { expect, test as desktopTest } from '../fixtures/desktop.ts';
import { test as streetTest } from '../fixtures/street.ts';
import { ReportPage } from '../pages/report-page.ts';

/** The desktop edition as the launcher starts it: with the street's server and a link that signs in. */
const test = mergeTests(desktopTest, streetTest).extend({
  desktopEnv: async ({ street }, use) => {
    await use({ WORKSTATION_SERVER: new URL(street.server).origin, WORKSTATION_FRAGMENT: new URL(street.url).hash });
  },
});

/** What lies in the journals of a user folder. */
const journals = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ggwj'))
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('');

test('opens the signed-in map of the street, from its own files; what is written lies sealed in its journal', async ({
  desktop,
  street,
}) => {
  const { page, userData } = desktop;
  await expect(page.locator('html')).toHaveAttribute('data-ready', 'map', { timeout: 60_000 });
  await expect(page.getByRole('banner')).toContainText('已联机', { timeout: 60_000 });
  await street.stop();
  const form = new ReportPage(page);
  await form.offline();
  await form.open();
  await form.fill({
    ...{ category: 'ldzw', categoryName: '乱堆杂物', building: '上港小区 6幢' },
    ...{ description: 'Sperrmuell am Tor', photos: 1 },
  });
  const before = journals(userData).length;
  await form.submit();
  const written = journals(userData);
  expect(written.length).toBeGreaterThan(before + 1_000);
  expect(written).not.toContain('Sperrmuell');
});
