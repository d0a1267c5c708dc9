import { expect, test } from '../fixtures/persons.ts';
import { LedgerPage } from '../pages/ledger-page.ts';
import { at, SIZES } from './tour.ts';

for (const size of SIZES) {
  test(`the map at ${String(size.width)} × ${String(size.height)}`, async ({ browser, street, persons, troubles }) => {
    test.setTimeout(900_000);
    const whole = await at(browser, street, size, persons.account('街道受理员'), troubles);
    const clerk = await at(browser, street, size, persons.account('社区受理员'), troubles);

    await test.step('of a community', async () => {
      const { page } = clerk;
      const ledger = new LedgerPage(page);
      await ledger.settled(240_000);
      await ledger.go('map');
      const layers = page.getByRole('complementary', { name: '图层' });
      // Counts and layers of the stock come when all of it has been read.
      await expect(layers.getByRole('checkbox', { name: /^单位与小场所/ })).toBeEnabled({ timeout: 240_000 });
      await clerk.shoot('03-map-community');
      await layers.getByRole('combobox', { name: '楼栋着色' }).selectOption({ label: '着色：走访到期' });
      await layers.getByRole('checkbox', { name: /^单位与小场所/ }).check();
      await layers.getByRole('checkbox', { name: /^管理部件/ }).check();
      await clerk.shoot('03-map-layers');
      await ledger.go('stock');
      await ledger.look('27幢 2单元 502');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Control+Enter');
      await ledger.ready('map');
      await expect(page.getByRole('complementary', { name: '图层' })).toBeVisible();
      await expect(page.getByRole('complementary')).toHaveCount(2);
      await clerk.shoot('03-map-building');
      await page.getByRole('button', { name: /^量距离/ }).click();
      await clerk.shoot('03-map-measure');
      await page.keyboard.press('Escape');
    });
    await clerk.end();

    await test.step('of the street', async () => {
      const { page } = whole;
      const ledger = new LedgerPage(page);
      await ledger.settled(300_000);
      await ledger.go('map');
      await whole.shoot('03-map');
      const layers = page.getByRole('complementary', { name: '图层' });
      await layers.getByRole('checkbox', { name: /^事件热力/ }).check();
      await layers.getByRole('combobox', { name: '热力算哪些' }).selectOption('all');
      await whole.shoot('03-map-heat');
      await layers.getByRole('checkbox', { name: /^事件热力/ }).uncheck();
      const map = page.getByRole('application', { name: /^网格地图/ });
      for (let zoom = 0; zoom < 2; zoom += 1) await page.getByRole('button', { name: '放大（+）' }).click();
      await map.click({ position: { x: size.width * 0.28, y: size.height * 0.45 } });
      await expect(page.getByRole('complementary')).toHaveCount(2);
      await whole.shoot('03-map-picked');
      await ledger.go('stock');
      await whole.shoot('18-list-street');
    });
    await whole.end();
  });
}
