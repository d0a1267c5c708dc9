import { expect, test } from '../fixtures/persons.ts';
import { IndicatorsPage } from '../pages/indicators-page.ts';
import { at, SIZES } from './tour.ts';

for (const size of SIZES) {
  test(`screens of the indicators at ${String(size.width)} × ${String(size.height)}`, async ({
    browser,
    street,
    persons,
    troubles,
  }) => {
    test.setTimeout(300_000);
    const supervisor = await at(browser, street, size, persons.account('督查'), troubles);
    const page = new IndicatorsPage(supervisor.page);
    await page.pulled(240_000);
    await page.open();
    await page.number('按期处置率 未处置或超期').click();
    await expect(page.list).toBeVisible();
    await supervisor.shoot('20-indicators');
    await supervisor.page
      .getByRole('group', { name: '名单还是分组' })
      .getByRole('radio', { name: '分组', exact: true })
      .check();
    await expect(page.list.getByRole('row').nth(1)).toBeVisible();
    await supervisor.shoot('20-indicators-groups');
    await page.view('报告');
    await expect(supervisor.page.getByRole('heading', { name: '最多的类别' })).toBeVisible();
    await supervisor.shoot('20-indicators-report');
    await page.view('交接单');
    await expect(supervisor.page.getByRole('heading', { name: /^48 小时内到期/ })).toBeVisible();
    await supervisor.shoot('20-indicators-handover');
    await supervisor.end();
  });
}
