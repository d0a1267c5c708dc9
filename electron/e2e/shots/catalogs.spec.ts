import { expect, test } from '../fixtures/persons.ts';
import { CatalogsPage } from '../pages/catalogs-page.ts';
import { at, SIZES } from './tour.ts';

for (const size of SIZES) {
  test(`screens of the tables at ${String(size.width)} × ${String(size.height)}`, async ({
    browser,
    street,
    persons,
    troubles,
  }) => {
    test.setTimeout(300_000);
    const admin = await at(browser, street, size, persons.account('系统管理员'), troubles);
    const page = new CatalogsPage(admin.page);
    await page.open();
    await page.pick('立案处置结案标准');
    await admin.shoot('19-catalogs-standards');
    await page.pick('疑似重复规则');
    await page.row('06010 暴露垃圾').click();
    await page.field('多近（米）').fill('0');
    await page.field('多久以内').click();
    await expect(admin.page.getByText('多近（米）应是 1 到 1000 之间的数。')).toBeVisible();
    await admin.shoot('19-catalogs-fault');
    await page.field('多近（米）').fill('45');
    await page.tab('对比');
    await admin.shoot('19-catalogs-diff');
    await page.pick('一件事模板');
    await admin.shoot('19-catalogs-templates');
    await admin.end();
    const dispatcher = await at(browser, street, size, persons.account('派遣员'), troubles);
    const rules = new CatalogsPage(dispatcher.page);
    await rules.open();
    await rules.pick('派遣规则');
    await rules.tab('试算');
    await expect(dispatcher.page.getByRole('group', { name: '试算结果' })).toBeVisible();
    await dispatcher.shoot('19-catalogs-try');
    await dispatcher.end();
  });
}
