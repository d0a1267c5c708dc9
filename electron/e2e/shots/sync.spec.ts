import { expect, test } from '../fixtures/persons.ts';
import { CasesPage } from '../pages/cases-page.ts';
import { ConflictPage } from '../pages/conflict-page.ts';
import { ReportPage } from '../pages/report-page.ts';
import { SignInPage } from '../pages/sign-in-page.ts';
import { at, SIZES, type Tour } from './tour.ts';

const ELDER = { typed: 'ylc 0417', line: /^严立诚/ };
const CLOCK_FAST_MS = 3 * 3_600_000 + 12 * 60_000;

/** Two accept one case, the later one without a network: his step has no effect and stands in the course with the reason. */
async function loseRace(clerk: Tour, other: Tour): Promise<void> {
  const report = new ReportPage(clerk.page);
  await report.open();
  await report.fill({
    category: 'bllj',
    categoryName: '暴露垃圾',
    building: '上港小区 6幢',
    description: '投放点旁散落装修袋和纸箱。',
    photos: 1,
  });
  await report.submit();
  await report.delivered();
  const mine = new CasesPage(clerk.page);
  await mine.go('cases');
  await mine.queue('待受理');
  const number = (await mine.preview.locator('.cases-number').innerText()).replaceAll(' ', '');
  await clerk.context.setOffline(true);
  await mine.offline();
  await mine.do('受理');
  const theirs = new CasesPage(other.page);
  await theirs.pulled(240_000);
  await theirs.go('cases');
  await theirs.queue('待受理');
  await theirs.filter(number);
  await expect(theirs.rows).toHaveCount(1);
  await expect(theirs.preview).toContainText(number.slice(-5));
  await theirs.do('受理');
  await theirs.delivered();
  await clerk.context.setOffline(false);
  await mine.delivered();
  await clerk.page.getByRole('button', { name: '看这件' }).click();
  await expect(clerk.page.getByText('受理（没有生效）')).toBeVisible();
}

/** What the server seldom says, as our own client asks first: the next push is answered with a refusal in its own form, so that the 退回箱 has something to show. */
async function getRefused(clerk: Tour, ledger: ConflictPage): Promise<void> {
  await clerk.page.route(
    /\/records\/_bulk_docs/,
    async (route) => {
      const { docs } = route.request().postDataJSON() as { readonly docs: readonly { readonly _id: string }[] };
      const refusal = {
        code: 'shape',
        why: '内容不完整或格式不对（workplace）',
        fix: '把它补全或改对再送，其余的不用重填。',
      };
      await route.fulfill({
        status: 201,
        json: docs.map(({ _id }) => ({ id: _id, error: 'forbidden', reason: refusal.why, refusal })),
      });
    },
    { times: 2 },
  );
  await ledger.openPerson(ELDER);
  await ledger.edit({ phone: '10055500003', field: '服务处所', text: '原上海港机厂（退休）', source: '走访' }, /已存/);
  await expect(ledger.syncButton).toHaveAccessibleName(/退回 1/, { timeout: 30_000 });
  await clerk.page.unroute(/\/records\/_bulk_docs/);
}

for (const size of SIZES) {
  test(`screens of the sync at ${String(size.width)} × ${String(size.height)}`, async ({
    browser,
    street,
    persons,
    troubles,
  }) => {
    test.setTimeout(900_000);
    const account = persons.account('社区受理员');
    const workerAccount = persons.account('网格员', ({ scope }) => scope.some((one) => one.endsWith('035001')));
    const worker = await at(browser, street, size, workerAccount, troubles);
    const clerk = await at(browser, street, size, account, troubles);
    const patrol = new ConflictPage(worker.page);
    const counter = new ConflictPage(clerk.page);
    await patrol.settled(240_000);
    await counter.settled(240_000);

    await test.step('冲突台', async () => {
      await patrol.list('居民');
      await worker.page.getByRole('grid', { name: /^居民/ }).focus();
      await worker.page.keyboard.press('Enter');
      await patrol.ready('person');
      const other = new URL(worker.page.url()).hash;
      for (const tour of [worker, clerk]) await tour.context.setOffline(true);
      await patrol.offline();
      await counter.offline();
      await patrol.editField('职业', '保安');
      await clerk.page.evaluate((hash) => {
        location.hash = hash;
      }, other);
      await counter.ready('person');
      await counter.editField('曾用名', '无');
      for (const [page, phone, field, text] of [
        [patrol, '10055500001', '职业', '退休工人'],
        [counter, '10055500002', '曾用名', '严立成'],
      ] as const) {
        await page.openPerson(ELDER);
        await page.edit({ phone, field, text, source: '走访' });
      }
      await worker.context.setOffline(false);
      await patrol.delivered();
      await clerk.context.setOffline(false);
      await counter.delivered();
      await expect(counter.syncButton).toHaveAccessibleName(/冲突 1/, { timeout: 30_000 });
      await clerk.shoot('05-resident-conflict');
      await counter.openDesk();
      await expect(clerk.page.getByText('自动合并 2，要定 1')).toBeVisible();
      await clerk.page.keyboard.press('2');
      await clerk.shoot('08-conflict');
    });

    await test.step('没有生效的步骤', async () => {
      const other = await at(browser, street, size, persons.account('街道受理员'), troubles);
      await loseRace(clerk, other);
      await clerk.shoot('06-case-no-effect');
      await counter.go('desk');
      await clerk.shoot('02-desk-no-effect');
      await counter.openDesk();
      await clerk.shoot('08-conflict-no-effect');
      await other.end();
    });

    await test.step('退回箱', async () => {
      await getRefused(clerk, counter);
      await counter.go('sync');
      await expect(clerk.page.getByText('为什么退回')).toBeVisible();
      await clerk.shoot('08-sync');
      await clerk.page.getByRole('tab', { name: /^退回箱/ }).click();
      await clerk.shoot('08-refused');
      await clerk.page.getByRole('tab', { name: /^回执/ }).click();
      await clerk.shoot('08-receipts');
      await counter.go('desk');
      await clerk.shoot('02-desk-refused');
    });

    await test.step('交接箱', async () => {
      await worker.context.setOffline(true);
      await patrol.offline();
      await patrol.openPerson(ELDER);
      await patrol.edit({ phone: '10055500004', field: '职业', text: '退休工人（原港机厂）', source: '走访' });
      await patrol.edit({ phone: '10055500005', field: '曾用名', text: '严立程', source: '走访' });
      street.repost(workerAccount.name, 'gridWorker:310115005035002');
      await worker.context.setOffline(false);
      await worker.page.getByRole('button', { name: '输入密码' }).click();
      await worker.shoot('08-asked-again');
      await patrol.dialog.getByLabel('密码', { exact: true }).fill(workerAccount.password);
      await worker.page.keyboard.press('Enter');
      await patrol.delivered();
      for (const [page, tour, name] of [
        [patrol, worker, '08-handover-out'],
        [counter, clerk, '08-handover'],
      ] as const) {
        await page.go('sync');
        await tour.page.getByRole('tab', { name: /^交接箱/ }).click();
        if (tour === clerk)
          await expect(
            tour.page.getByText('退休工人（原港机厂）').or(tour.page.getByText('严立程')).first(),
          ).toBeVisible();
        await tour.shoot(name);
      }
    });

    await test.step('15 同步健康', async () => {
      const fast = await at(browser, street, size, persons.account('派遣员'), troubles, CLOCK_FAST_MS);
      // Signed in once more, a terminal says how it stands by now.
      await clerk.page.reload();
      await new SignInPage(clerk.page).signIn(account);
      await expect(counter.syncButton).toHaveAccessibleName(/退回 1/);
      const admin = await at(browser, street, size, persons.account('系统管理员'), troubles);
      const row = (words: RegExp) => admin.page.getByRole('row', { name: words });
      await expect(row(/退回 1 条未处理/)).toBeVisible();
      await expect(row(/时钟快了/)).toBeVisible();
      await admin.shoot('15-health');
      await admin.page.getByRole('grid').focus();
      await admin.page.keyboard.press('Enter');
      await admin.shoot('15-health-terminal');
      for (const tour of [admin, fast]) await tour.end();
    });
    for (const tour of [clerk, worker]) await tour.end();
  });
}
