import { expect, test } from '../fixtures/persons.ts';
import { CasesPage } from '../pages/cases-page.ts';
import { SignInPage } from '../pages/sign-in-page.ts';
import { WorkstationPage } from '../pages/workstation-page.ts';

test('a demonstration server offers every account by one click', async ({ persons }) => {
  const { page } = await persons.terminal();
  const clerk = persons.account('社区受理员');
  await page.getByRole('button', { name: new RegExp(clerk.post) }).click();
  await new WorkstationPage(page).ready('desk');
  await expect(page.getByRole('banner')).toContainText('社区受理员');
});

test("the launcher's link opens the map and leaves no token in the address", async ({ street, persons }) => {
  const { page } = await persons.terminal();
  await page.goto('about:blank');
  await page.goto(street.url);
  await new WorkstationPage(page).ready('map');
  await expect(page.getByRole('banner')).toContainText('街道受理员');
  expect(page.url()).not.toContain('launch');
  expect(await page.evaluate(() => performance.getEntriesByType('navigation')[0]?.name ?? '')).toContain('/app/');

  // Used once, it opens nothing more.
  const { page: second } = await persons.terminal();
  await second.goto('about:blank');
  await second.goto(street.url);
  await new WorkstationPage(second).ready('sign-in');
});

test('wrong passwords are counted, then the account is locked, in words', async ({ persons }) => {
  const { page } = await persons.terminal();
  const worker = persons.account('网格员');
  const signIn = new SignInPage(page);
  await signIn.submit.click();
  await expect(page.getByText('写账号，如 wuzimo。')).toBeVisible();
  for (let left = 4; left > 0; left -= 1) {
    await signIn.fill({ name: worker.name, password: `wrong-${String(left)}` });
    await signIn.submit.click();
    await expect(page.getByText(`还可以试 ${String(left)} 次`)).toBeVisible();
  }
  await signIn.fill({ name: worker.name, password: 'wrong-at-last' });
  await signIn.submit.click();
  await expect(page.getByText(/已锁定/)).toBeVisible();
  await signIn.fill(worker);
  await signIn.submit.click();
  await expect(page.getByText(/已锁定/)).toBeVisible();
});

test('the first sign-in on a terminal needs the server and says so', async ({ street, persons }) => {
  const worker = persons.account('网格员');
  const terminal = await persons.at(worker);
  await terminal.close();
  await street.stop();
  await terminal.reopen();
  const { page } = terminal;
  const signIn = new SignInPage(page);
  await expect(page.getByText('连不上中心服务器，可以离线登录')).toBeVisible();
  await page.getByRole('button', { name: new RegExp(`· 网格员$`) }).click();
  await expect(signIn.account).toHaveValue(worker.name);
  await expect(page.getByText(/离线登录还剩 \d+ 天/)).toBeVisible();
  await signIn.fill({ name: 'somebody-else', password: 'whatever' });
  await signIn.submit.click();
  await expect(page.getByText(/第一次在本机登录，要连上中心/)).toBeVisible();
});

test('locked, the page is covered until the password comes back', async ({ persons }) => {
  const clerk = persons.account('社区受理员');
  const { page } = await persons.at(clerk);
  const workstation = new WorkstationPage(page);
  await workstation.go('cases');
  const place = page.url();
  await workstation.go('settings');
  await page.getByRole('button', { name: '现在锁定' }).click();
  await workstation.ready('sign-in');
  await expect(page.getByRole('navigation', { name: '模块' })).toHaveCount(0);
  await page.getByLabel('密码', { exact: true }).fill(clerk.password);
  await page.getByRole('button', { name: '解锁' }).click();
  await workstation.ready('settings');
  await workstation.go('cases');
  expect(new URL(page.url()).pathname).toBe(new URL(place).pathname);
});

test('what is filled in and not done is asked about before the session or the page goes', async ({ persons }) => {
  const dispatcher = persons.account('派遣员');
  const { page } = await persons.at(dispatcher);
  const cases = new CasesPage(page);
  await cases.pulled();
  await cases.go('cases');
  await cases.queue('待派遣');
  await cases.walkTo('派遣', 0);
  await page.keyboard.press('r');
  const words = page.getByRole('dialog', { name: '退回受理' }).getByRole('textbox');
  await words.fill('地址写的是对面那条路');
  await page.keyboard.press('Escape');

  await test.step('signing out', async () => {
    await page.getByRole('banner').getByRole('button', { name: dispatcher.displayName }).click();
    await page.getByRole('menuitem', { name: '退出登录' }).click();
    await expect(page.getByRole('dialog', { name: '退出登录？' })).toContainText('1 个事件里填的办理内容');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('closing the page', async () => {
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const question = await asked;
    expect(question.type()).toBe('beforeunload');
    await question.dismiss();
    await page.keyboard.press('r');
    await expect(words).toHaveValue('地址写的是对面那条路');
  });
});
