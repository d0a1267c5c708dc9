import { expect, test } from '../fixtures/persons.ts';
import { LedgerPage } from '../pages/ledger-page.ts';
import { at, SIZES } from './tour.ts';

const ELDER_ROOM = '27幢 2单元 502';
const elderRoom = /^上港小区 27幢 2单元 502/;
const COLOURINGS = [
  ['居住状态', '04-building-use'],
  ['出租风险', '04-building-risk'],
  ['走访到期', '04-building-visits'],
  ['资料新旧', '04-building-freshness'],
] as const;

for (const size of SIZES) {
  test(`screens of the ledger at ${String(size.width)} × ${String(size.height)}`, async ({
    browser,
    street,
    persons,
    troubles,
  }) => {
    test.setTimeout(420_000);
    const tour = await at(browser, street, size, persons.account('社区受理员'), troubles);
    const { page } = tour;
    const ledger = new LedgerPage(page);
    await ledger.settled(180_000);

    await test.step('02 desk, find', async () => {
      await tour.shoot('02-desk-stock');
      await ledger.look('ylc');
      await tour.shoot('02-desk-search');
      await page.keyboard.press('Escape');
      await ledger.look('ylc 0417');
      await tour.shoot('02-desk-search-tail');
      await page.keyboard.press('Escape');
      await ledger.look('没有这样的人');
      await tour.shoot('02-desk-search-nothing');
      await page.keyboard.press('Escape');
    });

    await test.step('18 lists', async () => {
      await ledger.list('居民');
      await tour.shoot('18-list');
      const boxes = page.getByRole('complementary', { name: '筛选条件' });
      await boxes.getByRole('group', { name: '标签' }).getByText('独居老人', { exact: true }).click();
      await boxes.getByRole('group', { name: '年龄' }).getByText('80 岁以上').click();
      await expect(page.getByRole('list', { name: '当前条件' })).toBeVisible();
      await page.getByRole('grid', { name: /^居民/ }).focus();
      await page.keyboard.press('x');
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await tour.shoot('18-list-selected');
      await page.getByRole('textbox', { name: '筛选' }).fill('没有这样的人');
      await expect(page.getByText('按这些条件没有找到')).toBeVisible();
      await tour.shoot('18-list-filtered');
      await page.getByRole('button', { name: '清除条件' }).last().click();
      for (const [label, name] of [
        ['房屋', '18-list-rooms'],
        ['单位', '18-list-enterprises'],
        ['部件', '18-list-components'],
        ['三资', '18-list-assets'],
        ['保护建筑', '18-list-heritage'],
      ] as const) {
        await ledger.list(label);
        await tour.shoot(name);
      }
      await ledger.go('stock');
      await page.getByRole('button', { name: /^资料待更正/ }).click();
      await ledger.ready('issues');
      await page.keyboard.press('F8');
      await tour.shoot('18-issues');
    });

    await test.step('04 building', async () => {
      await ledger.open(ELDER_ROOM, elderRoom, 'building');
      await expect(ledger.room(ELDER_ROOM)).toContainText('严立诚');
      await tour.shoot('04-building');
      await page.keyboard.press('Escape');
      for (const [label, name] of COLOURINGS) {
        await page.getByRole('radio', { name: label }).check();
        await tour.shoot(name);
      }
      await ledger.open('9幢 1单元 101', /^上港小区 9幢 1单元 101/, 'building');
      await ledger.moveHousehold('9幢 1单元 101', '上港小区 27幢 1单元 501');
      await tour.shoot('04-building-move');
      await page.keyboard.press('Escape');
      await ledger.dialog.getByRole('button', { name: '放弃' }).click();
      await expect(ledger.dialog).toHaveCount(0);
      await ledger.open('9幢 1单元 102', /^上港小区 9幢 1单元 102/, 'building');
      await ledger.room('9幢 1单元 102').getByRole('button', { name: '添租客或寄住' }).click();
      await ledger.dialog.getByRole('button', { name: '没有档案，新建一人' }).click();
      await tour.shoot('04-building-tenant');
      await page.keyboard.press('Escape');
      await expect(ledger.dialog).toHaveCount(0);
    });

    await test.step('05 resident', async () => {
      await ledger.open('ylc 0417', /^严立诚/, 'person');
      await tour.shoot('05-resident');
      await page.getByRole('button', { name: /^显示完整信息/ }).click();
      await ledger.dialog.waitFor();
      await tour.shoot('05-resident-reveal');
      await ledger.dialog.getByRole('radio', { name: /^联系本人/ }).check();
      await page.keyboard.press('Control+Enter');
      await expect(ledger.dialog).toHaveCount(0);
      await expect(page.getByText(/还显示 \d+ 秒/)).toBeVisible();
      await tour.shoot('05-resident-revealed');
      await page.getByRole('button', { name: '现在打码' }).click();
      await page.keyboard.press('e');
      await ledger.dialog.waitFor();
      await tour.shoot('05-resident-edit');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: '数据异议：哪一项不对' }).click();
      await page.getByRole('menuitem', { name: '学历' }).click();
      await ledger.dialog.waitFor();
      await tour.shoot('05-resident-objection');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: '答复' }).first().click();
      await ledger.dialog.waitFor();
      await tour.shoot('05-resident-answer');
      await page.keyboard.press('Escape');
      await page.keyboard.press('v');
      await ledger.dialog.waitFor();
      await tour.shoot('05-resident-visit');
      await page.keyboard.press('Escape');
      await ledger.openHistory();
      await ledger.history.scrollIntoViewIfNeeded();
      await tour.shoot('05-resident-history');
    });

    await test.step('05 places', async () => {
      await ledger.open('上港便利店', /^上港便利店/, 'place');
      await tour.shoot('05-place-enterprise');
      await page.getByRole('button', { name: '编辑', exact: true }).click();
      await ledger.dialog.waitFor();
      await tour.shoot('05-place-enterprise-edit');
      await page.keyboard.press('Escape');
      for (const [label, name] of [
        ['部件', '05-place-component'],
        ['三资', '05-place-assets'],
        ['保护建筑', '05-place-heritage'],
      ] as const) {
        await ledger.list(label);
        await page.getByRole('grid', { name: new RegExp(`^${label}`) }).focus();
        await page.keyboard.press('Enter');
        await ledger.ready('place');
        await tour.shoot(name);
      }
    });

    await test.step('09 tasks', async () => {
      await ledger.go('tasks');
      await tour.shoot('09-tasks');
      await page.keyboard.press('1');
      await page.keyboard.press('Control+Enter');
      await expect(page.getByRole('status').filter({ hasText: /撤回/ })).toBeVisible();
      await tour.shoot('09-tasks-recorded');
    });

    await test.step('offline', async () => {
      await ledger.delivered();
      await tour.context.setOffline(true);
      await ledger.offline();
      await ledger.open('ylc 0417', /^严立诚/, 'person');
      await page.keyboard.press('e');
      await ledger.dialog.getByRole('textbox', { name: '服务处所' }).fill('退休（原上海港机厂）');
      await tour.shoot('05-resident-edit-typed');
      await ledger.submit(/已存本机/);
      await tour.shoot('05-resident-offline');
      await ledger.list('居民');
      await tour.shoot('18-list-offline');
    });
    await tour.end();
  });
}
