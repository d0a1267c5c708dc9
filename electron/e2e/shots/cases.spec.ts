import { expect, test, type Account, type Persons } from '../fixtures/persons.ts';
import { CasesPage } from '../pages/cases-page.ts';
import { ReportPage } from '../pages/report-page.ts';
import { SignInPage } from '../pages/sign-in-page.ts';
import { WorkstationPage } from '../pages/workstation-page.ts';
import { at, begin, SIZES } from './tour.ts';

const clerkOf = (persons: Persons): Account => persons.account('社区受理员');

for (const size of SIZES) {
  test(`screens of cases at ${String(size.width)} × ${String(size.height)}`, async ({
    browser,
    street,
    persons,
    troubles,
  }) => {
    test.setTimeout(420_000);

    await test.step('01 sign-in', async () => {
      const tour = await begin(browser, street, size, troubles);
      const page = new SignInPage(tour.page);
      await page.submit.waitFor();
      await tour.shoot('01-signin');
      await page.fill({ name: clerkOf(persons).name, password: 'not-the-password' });
      await page.submit.click();
      await expect(tour.page.getByText(/还可以试|不对/)).toBeVisible();
      await tour.shoot('01-signin-error');
      await tour.end();
    });

    const clerk = await at(browser, street, size, clerkOf(persons), troubles);
    const desk = new WorkstationPage(clerk.page);
    await test.step('02 desk', async () => {
      await desk.ready('desk');
      await desk.pulled();
      await clerk.shoot('02-desk');
    });

    const dispatcher = await at(browser, street, size, persons.account('派遣员'), troubles);
    await test.step('06 cases', async () => {
      const cases = new CasesPage(dispatcher.page);
      await cases.pulled(240_000);
      await cases.go('cases');
      await cases.queue('待派遣');
      await expect(cases.act('派遣')).toBeVisible();
      await dispatcher.shoot('06-cases');
      await dispatcher.page.keyboard.press('?');
      await dispatcher.page.getByRole('dialog').waitFor();
      await dispatcher.shoot('06-cases-keys');
      await dispatcher.page.keyboard.press('Escape');
      await dispatcher.page.getByRole('grid').focus();
      await dispatcher.page.keyboard.press('Enter');
      await cases.ready('case');
      await dispatcher.shoot('06-case-page');
      await dispatcher.page.keyboard.press('Escape');
      await cases.ready('cases');
    });

    await test.step('06 many cases at once, and beside the map', async () => {
      const { page } = dispatcher;
      const cases = new CasesPage(page);
      await cases.queue('全部未结');
      await page.getByRole('button', { name: '排序', exact: true }).click();
      await page.getByRole('combobox', { name: '分组' }).selectOption('step');
      await page.keyboard.press('Escape');
      await page.getByRole('grid').focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('x');
      for (let at = 0; at < 24; at += 1) await page.keyboard.press('j');
      await page.keyboard.press('Shift+X');
      await dispatcher.shoot('06-cases-grouped');
      await page.keyboard.press('Shift+B');
      await page.getByRole('region', { name: '会怎样' }).waitFor();
      await dispatcher.shoot('06-cases-batch');
      await page.keyboard.press('Escape');
      await page.getByRole('radio', { name: '列表＋地图' }).check();
      await page.getByRole('complementary', { name: '地图' }).waitFor();
      await dispatcher.shoot('06-cases-map');
      await page.getByRole('radio', { name: '列表', exact: true }).check();
    });

    const worker = await at(browser, street, size, persons.account('网格员'), troubles);
    await test.step('07 report, offline', async () => {
      const report = new ReportPage(worker.page);
      await expect(worker.page.getByRole('banner')).toContainText('上港第一 01 网格', { timeout: 60_000 });
      await report.pulled(240_000);
      await worker.context.setOffline(true);
      await report.offline();
      await report.open();
      await report.fill({
        category: 'bllj',
        categoryName: '暴露垃圾',
        building: '上港小区 6幢',
        description: '投放点旁散落装修袋和纸箱，占约半边通道。',
        photos: 2,
      });
      await expect(worker.page.getByText(/草稿已存本机/)).toBeVisible();
      await worker.shoot('07-report');
      await report.submit();
      await worker.shoot('07-report-sent');
      await report.go('desk');
      await worker.shoot('02-desk-offline');
      await report.go('sync');
      await worker.shoot('08-sync-offline');
      await worker.context.setOffline(false);
      await report.delivered();
      await worker.shoot('08-sync-back');
    });

    await test.step('13 states, settings, large text', async () => {
      const cases = new CasesPage(clerk.page);
      await cases.go('cases');
      await cases.queue('被退回');
      await clerk.shoot('13-empty');
      await cases.queue('全部未结');
      await cases.filter('没有这样的事');
      await clerk.shoot('13-filtered');
      await cases.go('settings');
      await clerk.shoot('16-settings');
      await clerk.page.getByRole('radio', { name: '更大' }).check();
      await clerk.shoot('16-settings-large');
      await cases.go('cases');
      await clerk.shoot('16-cases-large');
    });

    await test.step('01 sign-in without the server', async () => {
      await street.stop();
      const page = clerk.page;
      await page.getByRole('button', { name: /社区受理员/ }).click();
      await page.getByRole('menuitem', { name: '退出登录' }).click();
      await expect(page.getByText('连不上中心服务器，可以离线登录')).toBeVisible();
      await new SignInPage(page).fill({ name: clerkOf(persons).name, password: '············' });
      await clerk.shoot('01-signin-offline');
    });
    for (const tour of [clerk, dispatcher, worker]) await tour.end();
  });
}
