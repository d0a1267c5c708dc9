import { expect, test } from '../fixtures/persons.ts';
import { CatalogsPage } from '../pages/catalogs-page.ts';
import { SignInPage } from '../pages/sign-in-page.ts';

const TABLE = '疑似重复规则';

test('an administrator changes a rule without a network, and it reaches the centre as a new version', async ({
  street,
  persons,
}) => {
  test.setTimeout(240_000);
  const admin = persons.account('系统管理员');
  const desk = await persons.at(admin);
  const first = new CatalogsPage(desk.page);
  await first.delivered();
  await first.open();
  await first.pick(TABLE);

  await test.step('without the server: a wrong figure is said in words, a right one is kept through a restart', async () => {
    await street.kill();
    const page = new CatalogsPage(desk.page);
    await page.row('06010 暴露垃圾').click();
    await page.field('多近（米）').fill('0');
    await page.field('多久以内').click();
    await expect(page.page.getByText('多近（米）应是 1 到 1000 之间的数。')).toBeVisible();
    await page.page.keyboard.press('Control+Enter');
    await expect(page.page.getByRole('dialog')).toHaveCount(0);
    await page.field('多近（米）').fill('４５');
    await page.field('多久以内').click();
    await expect(page.field('多近（米）')).toHaveValue('45');
    await expect(page.bar).toHaveText('新增 0 行，删去 0 行，改动 1 行');
    await page.tab('对比');
    await expect(page.page.getByRole('region', { name: '规则', exact: true })).toContainText('多近（米）3045');
    await expect(page.page.getByText('草稿已存本机')).toBeVisible();
    await desk.close();
    await desk.reopen();
    await new SignInPage(desk.page).signIn(admin);
  });

  await test.step('published, it waits, and is delivered when the server returns', async () => {
    const page = new CatalogsPage(desk.page);
    await page.open();
    await page.pick(TABLE);
    await expect(page.bar).toHaveText('新增 0 行，删去 0 行，改动 1 行');
    await page.page.keyboard.press('Control+Enter');
    await page.page.getByRole('dialog').getByRole('button', { name: '发布' }).click();
    await expect(page.bar).toContainText(`已发布 ${TABLE} 第 2 版`);
    await expect(page.syncButton).toHaveAccessibleName(/待送 1/);
    await page.tab('版本');
    await expect(page.page.getByText(/第 2 版 .*在用/)).toBeVisible();
    await expect(page.page.getByText(/第 1 版 .*已被后来的替下/)).toBeVisible();
    await street.start();
    await page.delivered();
  });

  await test.step('whoever signs in elsewhere has it, and only an administrator is shown the page', async () => {
    const other = new CatalogsPage((await persons.at(admin)).page);
    await other.open();
    await other.pick(TABLE);
    await other.tab('版本');
    await expect(other.page.getByText(/第 2 版 .*在用/)).toBeVisible();
    const clerk = await persons.at(persons.account('街道受理员'));
    await expect(clerk.page.getByRole('button', { name: '目录规则' })).toHaveCount(0);
  });
});
