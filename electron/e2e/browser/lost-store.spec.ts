import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/persons.ts';
import { ReportPage } from '../pages/report-page.ts';
import { SignInPage } from '../pages/sign-in-page.ts';

/** Everything in IndexedDB, as the browser's own tools delete it; files of the browser stay. */
const deleteDatabases = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
    await Promise.all(
      names.map(
        (name) =>
          new Promise<void>((resolve, reject) => {
            const request = indexedDB.deleteDatabase(name);
            request.onsuccess = () => {
              resolve();
            };
            request.onerror = () => {
              reject(new Error(name));
            };
          }),
      ),
    );
    return names.length;
  });

test('a store deleted under the open window and once more between two starts comes back from the journal', async ({
  persons,
  street,
}) => {
  test.setTimeout(240_000);
  const worker = persons.account('网格员');
  const terminal = await persons.at(worker);
  const report = new ReportPage(terminal.page);
  await report.pulled();
  await street.stop();
  await expect(terminal.page.getByText('当前离线')).toBeVisible({ timeout: 30_000 });
  await report.open();
  await report.fill({
    category: 'ldzw',
    categoryName: '乱堆杂物',
    building: '上港小区 6幢',
    description: '没有网的时候发现的一件',
    photos: 1,
  });
  await report.submit();

  expect(await deleteDatabases(terminal.page)).toBeGreaterThan(5);
  // One report, one photo: found again, and said so; nobody was asked for a password.
  await expect(terminal.page.getByText('本机存储损坏，已自动修好：找回 2 条，核对无缺。')).toBeVisible({
    timeout: 60_000,
  });
  await expect(terminal.page.getByRole('banner')).toContainText('待送 2');

  await terminal.close();
  await terminal.reopen();
  await expect(terminal.page.locator('html')).toHaveAttribute('data-ready', 'sign-in');
  await deleteDatabases(terminal.page);
  await terminal.page.reload();
  await new SignInPage(terminal.page).signIn(worker);
  await expect(terminal.page.getByText('找回 2 条，核对无缺')).toBeVisible({ timeout: 60_000 });
  await street.start();
  await expect(terminal.page.getByRole('banner')).toContainText('待送 0', { timeout: 90_000 });
});
