import { mergeTests } from '@playwright/test';
import { expect, test as desktopTest } from '../fixtures/desktop.ts';
import { test as streetTest } from '../fixtures/street.ts';

/** The desktop edition as the launcher starts it: with the street's server and a link that signs in. */
const test = mergeTests(desktopTest, streetTest).extend({
  desktopEnv: async ({ street }, use) => {
    await use({ WORKSTATION_SERVER: new URL(street.server).origin, WORKSTATION_FRAGMENT: new URL(street.url).hash });
  },
});

test('opens the signed-in map of the street, from its own files', async ({ desktop }) => {
  const { page } = desktop;
  await expect(page.locator('html')).toHaveAttribute('data-ready', 'map', { timeout: 60_000 });
  await expect(page.getByRole('banner')).toContainText('已联机', { timeout: 60_000 });
});
