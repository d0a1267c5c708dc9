import { expect, test } from '../fixtures/persons.ts';
import { ReportPage } from '../pages/report-page.ts';
import { SignInPage } from '../pages/sign-in-page.ts';

test.describe.configure({ timeout: 120_000 });

test('two windows of one person: one password, each its own session, locked and left together', async ({ persons }) => {
  const worker = persons.account('网格员');
  const first = (await persons.at(worker)).page;
  const second = await first.context().newPage();
  const signIns: string[] = [];
  second.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/_workstation/session')) signIns.push(request.url());
  });
  await second.goto(first.url().replace(/#.*/, ''));
  const ready = (name: string | RegExp) =>
    Promise.all([first, second].map((page) => expect(page.locator('html')).toHaveAttribute('data-ready', name)));

  await test.step('the second goes on without it, and writes like the first', async () => {
    await second.getByText(`${worker.displayName}已在另一个窗口登录`).waitFor();
    await second.getByRole('button', { name: '接着用' }).click();
    await expect(second.locator('html')).toHaveAttribute('data-ready', 'desk', { timeout: 30_000 });
    expect(signIns.map((url) => new URL(url).pathname)).toEqual(['/_workstation/session/window']);
    const form = new ReportPage(second);
    await form.open();
    await form.fill({
      ...{ category: 'ldzw', categoryName: '乱堆杂物', building: '上港小区 6幢' },
      ...{ description: '第二个窗口写的', photos: 1 },
    });
    await form.submit();
    await form.delivered();
  });

  await test.step('locked in one, both are; a third is not let in; unlocked in one, both are', async () => {
    await second.goto(`${second.url().replace(/#.*/, '')}#/settings`);
    await second.getByRole('button', { name: '现在锁定' }).click();
    await ready('sign-in');
    for (const page of [first, second]) await expect(page.getByRole('button', { name: '解锁' })).toBeVisible();
    const third = await first.context().newPage();
    await third.goto(first.url().replace(/#.*/, ''));
    await expect(third.getByRole('button', { name: new RegExp(`^${worker.displayName} · `) })).toBeVisible();
    await expect(third.getByRole('button', { name: '接着用' })).toHaveCount(0);
    await third.close();
    const signIn = new SignInPage(second);
    await signIn.password.fill(worker.password);
    await signIn.submit.click();
    await ready(/^(desk|settings|report|sync)$/);
  });

  await test.step('left in one, both are, and nobody is let in any more', async () => {
    await second
      .getByRole('button', { name: new RegExp(worker.displayName) })
      .first()
      .click();
    await second.getByRole('menuitem', { name: '退出登录' }).click();
    await ready('sign-in');
    await expect(second.getByRole('button', { name: '接着用' })).toHaveCount(0);
  });
});
